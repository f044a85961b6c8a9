/** When to send: at once, or not before a time. */
import { Field } from '../../ui/field.tsx';

interface Props {
  readonly value: string;
  readonly error: string | undefined;
  readonly change: (sendAt: string) => void;
}

const ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

export const SendTime = ({ value, error, change }: Props) => (
  <Field label="Not before" error={error} hint={value === '' ? 'At once when left empty' : `In ${ZONE}`}>
    {(field) => (
      <input
        {...field}
        class="input"
        type="datetime-local"
        value={value}
        onInput={({ currentTarget }) => change(currentTarget.value)}
      />
    )}
  </Field>
);
