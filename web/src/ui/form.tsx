/** A form with the button that sends it, and the one that leaves it. Its fields stand in one column or in several. */
import type { ComponentChildren } from 'preact';
import { Button } from './button.tsx';

interface Props {
  /** As many as there is room for, where it is left out. */
  readonly columns?: 1 | 2 | 3;
  readonly verb: string;
  readonly busy: boolean;
  readonly disabled?: boolean;
  readonly send: () => void;
  /** A form without it cannot be left. */
  readonly close?: () => void;
  readonly children: ComponentChildren;
}

export const Form = ({ columns, verb, busy, disabled, send, close, children }: Props) => {
  const press = (event: Event): void => {
    event.preventDefault();
    send();
  };
  return (
    <form class={`form ${columns ? `columns-${columns}` : ''}`} onSubmit={press} noValidate>
      {children}
      <div class="row wide">
        <Button kind="primary" type="submit" busy={busy} disabled={disabled}>
          {verb}
        </Button>
        {close && <Button onClick={close}>Leave it</Button>}
      </div>
    </form>
  );
};
