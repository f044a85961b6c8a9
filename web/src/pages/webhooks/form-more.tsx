/** What few endpoints need. */
import { Choices, Field, Switch } from '../../ui/field.tsx';
import { Fold } from '../../ui/fold.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { TimeField } from '../../ui/time-field.tsx';
import type { Wrong } from '../../ui/use-submit.ts';
import { BATCH, isSpecial, type Start, type Wanted } from './wanted.ts';

interface Props {
  readonly wanted: Wanted;
  readonly wrong: Wrong;
  readonly change: (some: Partial<Wanted>) => void;
}

interface NumberProps {
  readonly label: string;
  readonly hint: string;
  readonly min: number;
  readonly max: number;
  readonly value: number;
  readonly change: (value: number) => void;
}

const NumberField = ({ label, hint, min, max, value, change }: NumberProps) => (
  <Field label={label} hint={hint}>
    {(field) => (
      <input
        {...field}
        class="input number"
        type="number"
        min={min}
        max={max}
        value={value}
        onInput={({ currentTarget }) => change(currentTarget.valueAsNumber || 0)}
      />
    )}
  </Field>
);

const Chats = ({ wanted, wrong, change }: Props) => (
  <TextField
    label="Chats"
    hint="Ids or numbers with a space between them: only their events are told. Left empty: all chats."
    error={wrong['chats']}
    mono
    autocomplete="off"
    spellcheck={false}
    placeholder="6281234567890"
    value={wanted.chats}
    change={(chats) => change({ chats })}
  />
);

const Batches = ({ wanted: { batch }, wrong, change }: Props) => (
  <div class="stack-tight">
    <Switch checked={batch !== null} set={(on) => change({ batch: on ? BATCH : null })}>
      Several events in one request
    </Switch>
    {wrong['batch'] !== undefined && <p class="error-line">{wrong['batch']}</p>}
    {batch && (
      <div class="pair-of-fields">
        <NumberField
          label="Events at most"
          hint="1 to 100"
          min={1}
          max={100}
          value={batch.maxEvents}
          change={(maxEvents) => change({ batch: { ...batch, maxEvents } })}
        />
        <NumberField
          label="Waits for more (ms)"
          hint="0 to 60000"
          min={0}
          max={60_000}
          value={batch.maxDelayMs}
          change={(maxDelayMs) => change({ batch: { ...batch, maxDelayMs } })}
        />
      </div>
    )}
  </div>
);

const Headers = ({ wanted: { headers }, wrong, change }: Props) =>
  headers === null ? (
    <Switch checked={false} set={() => change({ headers: '' })}>
      Other headers in place of its own, which are not shown again
    </Switch>
  ) : (
    <Field
      label="Headers of its own"
      hint="A name, a colon and a value on each line. Each request has them, and no page shows the values again."
      error={wrong['headers']}
    >
      {(field) => (
        <textarea
          {...field}
          class="input mono short"
          autocomplete="off"
          spellcheck={false}
          placeholder="Authorization: Bearer …"
          value={headers}
          onInput={({ currentTarget }) => change({ headers: currentTarget.value })}
        />
      )}
    </Field>
  );

const STARTS = [
  ['now', 'Now'],
  ['time', 'A time'],
  ['position', 'A position'],
] as const;

const FIRST: Readonly<Record<Start['from'], Start>> = {
  now: { from: 'now' },
  time: { from: 'time', time: '' },
  position: { from: 'position', position: 0 },
};

const StartFields = ({ start, wrong, change }: { start: Start } & Omit<Props, 'wanted'>) => (
  <div class="stack-tight">
    <Choices
      legend="It is told what happens from"
      value={start.from}
      options={STARTS}
      choose={(from) => change({ start: FIRST[from] })}
    />
    {start.from === 'time' && (
      <TimeField
        label="From this time on"
        empty="a time is needed"
        value={start.time}
        error={wrong['startAt']}
        change={(time) => change({ start: { from: 'time', time } })}
      />
    )}
    {start.from === 'position' && (
      <Field label="After this position of the log" hint="0 is the beginning." error={wrong['startAt']}>
        {(field) => (
          <input
            {...field}
            class="input number"
            type="number"
            min={0}
            value={start.position}
            onInput={({ currentTarget }) =>
              change({ start: { from: 'position', position: currentTarget.valueAsNumber || 0 } })
            }
          />
        )}
      </Field>
    )}
  </div>
);

export const FormMore = (props: Props) => {
  const { wanted, wrong } = props;
  const needed =
    isSpecial(wanted) || ['chats', 'batch', 'headers', 'startAt'].some((name) => wrong[name] !== undefined);
  return (
    <Fold title={<>Chats, batches, headers{wanted.start && ', where it begins'}</>} needed={needed}>
      <Chats {...props} />
      <Batches {...props} />
      <Headers {...props} />
      {wanted.start && <StartFields {...props} start={wanted.start} />}
    </Fold>
  );
};
