/** A password that somebody chooses for another person. */
import { TextField } from '../../ui/text-field.tsx';
import { PASSWORD_MIN } from './roles.ts';

interface Props {
  readonly label: string;
  readonly value: string;
  readonly error?: string | undefined;
  readonly change: (password: string) => void;
}

export const Password = ({ label, value, error, change }: Props) => (
  <TextField
    label={label}
    hint={`At least ${PASSWORD_MIN} characters.`}
    error={error}
    type="password"
    autocomplete="new-password"
    value={value}
    change={change}
  />
);
