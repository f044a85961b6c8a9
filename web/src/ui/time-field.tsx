/** A time in a form, which may be left empty. */
import { Field } from './field.tsx';
import { exactUtc, zoneText } from '../words/times.ts';

interface Props {
  readonly label: string;
  /** What an empty field means. */
  readonly empty: string;
  readonly value: string;
  readonly error: string | undefined;
  readonly change: (time: string) => void;
}

/** The zone in which the field is read; once there is a time, the same time in UTC. */
const Zone = ({ value, empty }: Pick<Props, 'value' | 'empty'>) => {
  const at = new Date(value);
  const chosen = !Number.isNaN(at.getTime());
  return (
    <>
      Your time, {zoneText(chosen ? at : new Date())}
      <br />
      {chosen ? exactUtc(at) : `Left empty: ${empty}`}
    </>
  );
};

export const TimeField = ({ label, empty, value, error, change }: Props) => (
  <Field label={label} error={error} hint={<Zone value={value} empty={empty} />}>
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
