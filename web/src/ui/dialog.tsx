/** A question that must be answered before anything goes on. */
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { Button } from './button.tsx';
import { tellProblem } from './toast.tsx';

interface ConfirmProps {
  readonly title: string;
  /** The words of the button: a verb and its object. */
  readonly verb: string;
  readonly danger?: boolean;
  readonly disabled?: boolean;
  readonly act: () => Promise<unknown>;
  /** Called after the act, and when the dialog is dismissed. */
  readonly close: () => void;
  readonly children: ComponentChildren;
}

/** The browser's own modal dialog: it keeps the focus, Escape closes it, and the focus goes back to where it was. */
export const Confirm = ({ title, verb, danger, disabled, act, close, children }: ConfirmProps) => {
  const dialog = useRef<HTMLDialogElement>(null);
  const [busy, setBusy] = useState(false);
  const id = useId();
  useEffect(() => dialog.current?.showModal(), []);

  const submit = (event: Event): void => {
    event.preventDefault();
    setBusy(true);
    void act()
      .then(close, tellProblem)
      .finally(() => setBusy(false));
  };

  return (
    <dialog class="dialog" ref={dialog} aria-labelledby={id} onClose={close}>
      <form onSubmit={submit}>
        <h2 id={id}>{title}</h2>
        {children}
        <footer>
          <Button onClick={close}>Leave it</Button>
          <Button kind={danger ? 'danger' : 'primary'} type="submit" busy={busy} disabled={disabled}>
            {verb}
          </Button>
        </footer>
      </form>
    </dialog>
  );
};
