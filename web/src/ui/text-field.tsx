/** A line of text in a form; further attributes are those of its input. */
import type { ComponentChildren, ComponentProps, Ref } from 'preact';
import { Field } from './field.tsx';

type Input = Pick<
  ComponentProps<'input'>,
  'autocapitalize' | 'autocomplete' | 'inputMode' | 'maxLength' | 'placeholder' | 'required' | 'spellcheck'
>;

interface Props extends Input {
  readonly type?: 'email' | 'password' | 'tel' | 'text' | 'url';
  readonly label: string;
  readonly hint?: ComponentChildren;
  readonly error?: string | null | undefined;
  /** In the letters of code. */
  readonly mono?: boolean;
  readonly input?: Ref<HTMLInputElement>;
  readonly value: string;
  readonly change: (text: string) => void;
}

export const TextField = ({ label, hint, error, mono, type = 'text', input, change, ...more }: Props) => (
  <Field label={label} hint={hint} error={error}>
    {(field) => (
      <input
        {...field}
        {...({ ...more, type } as ComponentProps<'input'>)}
        {...(input && { ref: input })}
        class={mono ? 'input mono' : 'input'}
        onInput={({ currentTarget }) => change(currentTarget.value)}
      />
    )}
  </Field>
);
