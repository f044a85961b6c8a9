/** A sheet with a heading. */
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { bringIcons } from './more-icons.ts';

// Every page has cards, and the first load has none.
bringIcons();

interface CardProps {
  readonly title: ComponentChildren;
  readonly actions?: ComponentChildren;
  /** Without a margin inside, for tables and lists that reach the edge. */
  readonly flush?: boolean;
  readonly class?: string;
  readonly children: ComponentChildren;
}

export const Card = ({ title, actions, flush, class: more = '', children }: CardProps) => {
  const id = useId();
  return (
    <section class={`card ${more}`} aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        {actions && <div class="row">{actions}</div>}
      </header>
      <div class={flush ? 'card-body flush' : 'card-body'}>{children}</div>
    </section>
  );
};
