/** The fields that narrow the list. What is typed counts once the typing has paused. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Schema } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { Choices, Field, type FieldProps } from '../../ui/field.tsx';
import { JOB_LOOKS } from '../../ui/tone.ts';
import { type Filter, isoTime, localTime, PRIORITIES, STATUSES, setFilter } from './filter.ts';

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

const PRIORITY_WORDS = { HIGH: 'High', NORMAL: 'Normal', LOW: 'Low' } as const;

type Counts = Schema<'Status'>['queue'] | undefined;

const StatusWord = ({ status, counts }: { status: Filter['status']; counts: Counts }) => (
  <>
    {status === undefined ? 'All' : JOB_LOOKS[status].word}
    {status !== undefined && counts && <span class="count number">{counts[status].toLocaleString('en')}</span>}
  </>
);

interface FiltersProps {
  readonly filter: Filter;
  readonly counts: Counts;
  /** Why the gateway cannot read the number. */
  readonly numberError: string | null;
}

const NOTHING = { number: null, failure: null, priority: null, queuedAfter: null, queuedBefore: null };

export const Filters = ({ filter, counts, numberError }: FiltersProps) => {
  const narrowed = Object.keys(NOTHING).some((name) => filter[name as keyof Filter] !== undefined);
  return (
    <div class="stack-tight">
      <div class="job-statuses">
        <Choices
          legend="Status"
          hideLegend
          value={filter.status ?? 'all'}
          options={(['all', ...STATUSES] as const).map((value) => {
            const status = value === 'all' ? undefined : value;
            return [value, <StatusWord status={status} counts={counts} />] as const;
          })}
          choose={(value) => setFilter({ status: value === 'all' ? null : value })}
        />
      </div>
      <details class="job-filters" open={narrowed || undefined}>
        <summary>Search by number, failure, priority or time</summary>
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
                placeholder="acknowledge, 463, blocked…"
                set={(failure) => setFilter({ failure })}
              />
            )}
          </Field>
          <Field label="Priority">
            {(field) => (
              <select
                {...field}
                class="input"
                value={filter.priority ?? ''}
                onChange={({ currentTarget }) => setFilter({ priority: currentTarget.value })}
              >
                <option value="">Any</option>
                {PRIORITIES.map((priority) => (
                  <option key={priority} value={priority}>
                    {PRIORITY_WORDS[priority]}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Field label="Queued from">
            {(field) => (
              <input
                {...field}
                class="input"
                type="datetime-local"
                value={localTime(filter.queuedAfter)}
                onChange={({ currentTarget }) => setFilter({ queuedAfter: isoTime(currentTarget.value) })}
              />
            )}
          </Field>
          <Field label="Queued before">
            {(field) => (
              <input
                {...field}
                class="input"
                type="datetime-local"
                value={localTime(filter.queuedBefore)}
                onChange={({ currentTarget }) => setFilter({ queuedBefore: isoTime(currentTarget.value) })}
              />
            )}
          </Field>
          {narrowed && (
            <Button kind="bare" icon="cross" onClick={() => setFilter(NOTHING)}>
              Clear the search
            </Button>
          )}
        </div>
      </details>
    </div>
  );
};
