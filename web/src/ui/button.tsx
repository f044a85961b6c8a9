/** Buttons, and how they wait for what they began. */
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
  /** Shown as under way, and not pressed again. */
  readonly busy?: boolean;
  readonly label?: string | undefined;
  /** More than the words say, on hover. */
  readonly title?: string | undefined;
  /** Whether what it shows and hides is shown now. */
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

/** Does something in the gateway: busy meanwhile, and tells why when it could not. */
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
