/** For how many hours something that is replaced is good beside what replaces it. */
import { Field } from './field.tsx';

const HOURS_MAX = 720;

interface Props {
  readonly label: string;
  readonly value: number;
  readonly change: (hours: number) => void;
}

export const HoursField = ({ label, value, change }: Props) => (
  <Field label={`${label} (hours)`} hint={`0 to ${HOURS_MAX}; with 0 it ends at once.`}>
    {(field) => (
      <input
        {...field}
        class="input number"
        type="number"
        required
        min={0}
        max={HOURS_MAX}
        step={1}
        value={value}
        onInput={({ currentTarget }) => change(currentTarget.valueAsNumber || 0)}
      />
    )}
  </Field>
);
