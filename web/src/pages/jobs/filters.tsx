/** The fields that narrow the list. A typed text takes effect once the typing pauses. */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Schema } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { Choices, Field, type FieldProps } from '../../ui/field.tsx';
import { JOB_LOOKS } from '../../ui/tone.ts';
import { PRIORITIES } from '../../words/priorities.ts';
import { isoTime, localTime, zoneText } from '../../words/times.ts';
import { type Filter, STATUSES, setFilter } from './filter.ts';

const PAUSE_MS = 300;

interface TypedProps {
  readonly value: string;
  readonly set: (value: string) => void;
  readonly field: FieldProps;
  readonly placeholder: string;
  readonly inputMode?: 'tel' | 'search';
}

const Typed = ({ value, set, field, placeholder, inputMode }: TypedProps) => {
  const [text, setText] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => setText(value), [value]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const type = (typed: string): void => {
    setText(typed);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => set(typed.trim()), PAUSE_MS);
  };
  return (
    <input
      {...field}
      class="input"
      type="search"
      dir="auto"
      autocomplete="off"
      spellcheck={false}
      inputMode={inputMode}
      placeholder={placeholder}
      value={text}
      onInput={({ currentTarget }) => type(currentTarget.value)}
    />
  );
};

type Counts = Schema<'Status'>['queue'] | undefined;

/** Drafts are in no queue, and are counted beside it. */
const countOf = (counts: NonNullable<Counts>, status: NonNullable<Filter['status']>): number =>
  status === 'draft' ? counts.drafts : counts[status];

const StatusWord = ({ status, counts }: { status: Filter['status']; counts: Counts }) => (
  <>
    {status === undefined ? 'All' : JOB_LOOKS[status].word}
    {status !== undefined && counts && <span class="count number">{countOf(counts, status).toLocaleString('en')}</span>}
  </>
);

const Statuses = ({ status, counts }: { status: Filter['status']; counts: Counts }) => (
  <div class="job-statuses">
    <Choices
      legend="Status"
      hideLegend
      value={status ?? 'all'}
      options={(['all', ...STATUSES] as const).map((value) => {
        const word = <StatusWord status={value === 'all' ? undefined : value} counts={counts} />;
        return [value, word] as const;
      })}
      choose={(value) => setFilter({ status: value === 'all' ? null : value })}
    />
  </div>
);

interface TimeProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly set: (iso: string | null) => void;
}

const TimeField = ({ label, value, set }: TimeProps) => (
  <Field label={label}>
    {(field) => (
      <input
        {...field}
        class="input"
        type="datetime-local"
        title={`In your time zone, ${zoneText(new Date())}`}
        value={localTime(value)}
        onChange={({ currentTarget }) => set(isoTime(currentTarget.value))}
      />
    )}
  </Field>
);

const PriorityField = ({ value }: { value: Filter['priority'] }) => (
  <Field label="Priority">
    {(field) => (
      <select
        {...field}
        class="input"
        value={value ?? ''}
        onChange={({ currentTarget }) => setFilter({ priority: currentTarget.value })}
      >
        <option value="">Any</option>
        {PRIORITIES.map(([priority, word]) => (
          <option key={priority} value={priority}>
            {word}
          </option>
        ))}
      </select>
    )}
  </Field>
);

const LESS_ASKED = ['priority', 'queuedAfter', 'queuedBefore'] as const;
const NOTHING = { number: null, failure: null, priority: null, queuedAfter: null, queuedBefore: null };

/** On a narrow screen these fields are behind a button, unless one of them is set; on a wide one they are always in sight. */
const LessAsked = ({ open, children }: { open: boolean; children: ComponentChildren }) => {
  const [asked, setAsked] = useState(false);
  const shown = open || asked;
  return (
    <>
      <Button kind="bare" icon={shown ? 'minus' : 'more'} expanded={shown} onClick={() => setAsked(!shown)}>
        Priority and time
      </Button>
      <div class={`job-less-asked ${shown ? 'shown' : ''}`}>{children}</div>
    </>
  );
};

interface FiltersProps {
  readonly filter: Filter;
  readonly counts: Counts;
  /** Why the gateway cannot read the number. */
  readonly numberError: string | null;
}

export const Filters = ({ filter, counts, numberError }: FiltersProps) => {
  const narrowed = Object.keys(NOTHING).some((name) => filter[name as keyof Filter] !== undefined);
  return (
    <search class="job-filters">
      <div class="job-fields">
        <Field label="Number" error={numberError}>
          {(field) => (
            <Typed
              field={field}
              value={filter.number ?? ''}
              placeholder="0812-3456-7890"
              inputMode="tel"
              set={(number) => setFilter({ number })}
            />
          )}
        </Field>
        <Field label="What went wrong">
          {(field) => (
            <Typed
              field={field}
              value={filter.failure ?? ''}
              placeholder="acknowledge, 463…"
              set={(failure) => setFilter({ failure })}
            />
          )}
        </Field>
        <LessAsked open={LESS_ASKED.some((name) => filter[name] !== undefined)}>
          <PriorityField value={filter.priority} />
          <TimeField label="Queued from" value={filter.queuedAfter} set={(queuedAfter) => setFilter({ queuedAfter })} />
          <TimeField
            label="Queued before"
            value={filter.queuedBefore}
            set={(queuedBefore) => setFilter({ queuedBefore })}
          />
        </LessAsked>
      </div>
      <div class="row-apart">
        <Statuses status={filter.status} counts={counts} />
        {narrowed && (
          <Button kind="bare" icon="cross" onClick={() => setFilter(NOTHING)}>
            Clear the search
          </Button>
        )}
      </div>
    </search>
  );
};
