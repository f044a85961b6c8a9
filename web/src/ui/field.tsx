/** A form field with its label, a hint, and an error in its place. */
import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { Icon } from './icon.tsx';

/** The attributes that the input needs: spread them into it. */
export interface FieldProps {
  readonly id: string;
  readonly 'aria-describedby': string;
  readonly 'aria-invalid': boolean;
}

interface Props {
  readonly label: string;
  readonly hint?: ComponentChildren;
  readonly error?: string | null | undefined;
  readonly children: (props: FieldProps) => ComponentChildren;
}

export const Field = ({ label, hint, error, children }: Props) => {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children({ id, 'aria-describedby': `${id}-hint`, 'aria-invalid': Boolean(error) })}
      <div id={`${id}-hint`} class={error ? 'error' : 'hint'}>
        {error ? (
          <>
            <Icon name="alert" size={14} />
            {error}
          </>
        ) : (
          hint
        )}
      </div>
    </div>
  );
};

interface ChoicesProps<T extends string> {
  readonly legend: string;
  readonly hideLegend?: boolean;
  /** Null while none is chosen. */
  readonly value: T | null;
  readonly options: readonly (readonly [value: T, word: ComponentChildren])[];
  readonly choose: (value: T) => void;
}

/** Scrolls a row of choices that is too narrow for all of them, so that the chosen one is in view. */
const useTakenInView = (value: string | null) => {
  const row = useRef<HTMLDivElement>(null);
  const brought = useRef('');
  useLayoutEffect(() => {
    const box = row.current;
    const taken = box?.querySelector('label:has(:checked)')?.getBoundingClientRect();
    const now = `${value} ${box?.scrollWidth} ${box?.clientWidth}`;
    if (!box || !taken || brought.current === now) return;
    brought.current = now;
    const { left, right } = box.getBoundingClientRect();
    box.scrollLeft += Math.min(taken.left - left, 0) + Math.max(taken.right - right, 0);
  });
  return row;
};

/** A few choices side by side, one of them chosen. */
export const Choices = <T extends string>({ legend, hideLegend, value, options, choose }: ChoicesProps<T>) => {
  const name = useId();
  const row = useTakenInView(value);
  return (
    <fieldset class="field">
      <legend class={hideLegend ? 'hidden-text' : undefined}>{legend}</legend>
      <div class="choices" ref={row}>
        {options.map(([option, word]) => (
          <label key={option}>
            <input type="radio" name={name} value={option} checked={option === value} onChange={() => choose(option)} />
            {word}
          </label>
        ))}
      </div>
    </fieldset>
  );
};

interface SwitchProps {
  readonly checked: boolean;
  readonly set: (on: boolean) => void;
  readonly disabled?: boolean;
  readonly children: ComponentChildren;
}

export const Switch = ({ checked, set, disabled, children }: SwitchProps) => (
  <label class="switch">
    <input
      type="checkbox"
      role="switch"
      checked={checked}
      disabled={disabled}
      onChange={({ currentTarget }) => set(currentTarget.checked)}
    />
    <span>{children}</span>
  </label>
);
