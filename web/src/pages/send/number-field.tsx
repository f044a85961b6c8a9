/** The recipient's number. Below it stands how the gateway reads it. */
import { Icon } from '../../ui/icon.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { flagOf } from '../../words/chats.ts';
import type { Reading } from './draft.ts';

interface Props {
  readonly value: string;
  readonly reading: Reading | null;
  readonly error: string | undefined;
  readonly change: (number: string) => void;
}

const Understood = ({ reading }: { reading: Reading | null }) => {
  if (!reading) return <>With its country code, as it is dialled at home, or a chat id</>;
  if (!reading.possible) return <>Not a number yet</>;
  return (
    <span class="understood">
      {reading.country ? <span class="flag">{flagOf(reading.country.code)}</span> : <Icon name="check" size={14} />}
      <strong class="number">{reading.international ?? reading.chatId}</strong>
      {reading.country && <span>{reading.country.name}</span>}
    </span>
  );
};

export const NumberField = ({ value, reading, error, change }: Props) => (
  <TextField
    label="Number"
    error={error}
    hint={<Understood reading={reading} />}
    inputMode="tel"
    autocomplete="off"
    placeholder="0812 3456 7890"
    value={value}
    change={change}
  />
);
