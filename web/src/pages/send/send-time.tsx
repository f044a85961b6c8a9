/** When to send: at once, or not before a time. */
import { Field } from '../../ui/field.tsx';
import { exactUtc, zoneText } from '../../words/times.ts';

interface Props {
  readonly value: string;
  readonly error: string | undefined;
  readonly change: (sendAt: string) => void;
}

/** The zone in which the field is read; once there is a time, the same time in UTC. */
const Zone = ({ value }: { value: string }) => {
  const at = new Date(value);
  const chosen = !Number.isNaN(at.getTime());
  return (
    <>
      Your time, {zoneText(chosen ? at : new Date())}
      <br />
      {chosen ? exactUtc(at) : 'Left empty: at once'}
    </>
  );
};

export const SendTime = ({ value, error, change }: Props) => (
  <Field label="Not before" error={error} hint={<Zone value={value} />}>
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
