/** A password that somebody chooses for another person. */
import { Field } from '../../ui/field.tsx';
import { PASSWORD_MIN } from './roles.ts';

interface Props {
  readonly label: string;
  readonly value: string;
  readonly error?: string | undefined;
  readonly change: (password: string) => void;
}

export const Password = ({ label, value, error, change }: Props) => (
  <Field label={label} hint={`At least ${PASSWORD_MIN} characters.`} error={error}>
    {(field) => (
      <input
        {...field}
        class="input"
        type="password"
        autocomplete="new-password"
        value={value}
        onInput={({ currentTarget }) => change(currentTarget.value)}
      />
    )}
  </Field>
);
