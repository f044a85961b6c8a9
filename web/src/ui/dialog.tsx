/** Dialogs: the browser's own modal ones, which keep the focus, close with Escape, and give the focus back. */
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

/** A question that must be answered before anything goes on. */
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

interface DialogProps {
  readonly label: string;
  readonly close: () => void;
  readonly children: ComponentChildren;
}

/** Something to look at, or to change at once, without leaving the page. */
export const Dialog = ({ label, close, children }: DialogProps) => {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog class="dialog" ref={dialog} aria-label={label} onClose={close}>
      <div>
        {children}
        <footer>
          <Button onClick={close}>Close</Button>
        </footer>
      </div>
    </dialog>
  );
};
