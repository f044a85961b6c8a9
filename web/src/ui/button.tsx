/** Buttons, plain and with an action that takes a while. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { tellProblem } from './toast.tsx';
import { Icon, type IconName } from './icon.tsx';

interface ButtonProps {
  readonly children: ComponentChildren;
  readonly kind?: 'primary' | 'danger' | 'bare' | undefined;
  readonly icon?: IconName | undefined;
  readonly type?: 'button' | 'submit';
  readonly disabled?: boolean | undefined;
  /** Shown as busy, and cannot be pressed. */
  readonly busy?: boolean;
  readonly label?: string | undefined;
  /** A longer text, shown on hover. */
  readonly title?: string | undefined;
  /** For a button that shows and hides something: whether it is shown. */
  readonly expanded?: boolean | undefined;
  readonly onClick?: (() => void) | undefined;
}

export const Button = ({
  children,
  kind,
  icon,
  type = 'button',
  disabled,
  busy,
  label,
  title,
  expanded,
  onClick,
}: ButtonProps) => (
  <button
    class={`button ${kind ?? ''}`}
    type={type}
    disabled={disabled || busy}
    aria-busy={busy}
    aria-label={label}
    title={title}
    aria-expanded={expanded}
    onClick={onClick}
  >
    {icon && <Icon name={icon} />}
    {children}
  </button>
);

interface ActionProps extends Omit<ButtonProps, 'onClick' | 'type' | 'busy'> {
  readonly act: () => Promise<unknown>;
}

/** Runs an action of the gateway. The button is busy until it ends; a failure is shown as a toast. */
export const ActionButton = ({ act, ...props }: ActionProps) => {
  const [busy, setBusy] = useState(false);
  const press = (): void => {
    setBusy(true);
    void act()
      .catch(tellProblem)
      .finally(() => setBusy(false));
  };
  return <Button {...props} busy={busy} onClick={press} />;
};
