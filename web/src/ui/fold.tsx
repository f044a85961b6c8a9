/** Fields that are rarely needed, in a fold that opens when one of them holds something or is wrong. */
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';

interface Props {
  readonly title: ComponentChildren;
  readonly needed: boolean;
  readonly children: ComponentChildren;
}

export const Fold = ({ title, needed, children }: Props) => {
  const [open, setOpen] = useState(needed);
  useEffect(() => {
    if (needed) setOpen(true);
  }, [needed]);
  return (
    <details class="fold wide" open={open} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{title}</summary>
      <div class="stack">{children}</div>
    </details>
  );
};
