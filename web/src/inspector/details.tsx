/** The fact at the cursor, the memory of its actor, and the changes since a position. */
import { signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { sentenceOf } from '../api/problem.ts';
import type { Row } from './chunk.ts';
import { pinHere } from './keys.ts';
import { kindOf } from './streams.ts';
import { type Comparison, comparison, comparisonTrouble, memory } from './memory.ts';
import { effectsOf } from './moments.ts';
import { Tabs } from './tabs.tsx';
import { current, cursor, data, goToPosition, pinned, rested, show, track } from './view.ts';
import { clockAndDay, deadlineText, leavesOf, valueText } from './words.ts';
import './details.css';

type Tab = 'fact' | 'memory' | 'compare';

const tab = signal<Tab>('fact');

export const showComparison = (): void => {
  tab.value = 'compare';
};

const Pair = ({ name, children }: { name: string; children: ComponentChildren }) => (
  <>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </>
);

const Leaves = ({ value }: { value: unknown }) => (
  <>
    {leavesOf(value).map(([path, leaf]) => (
      <Pair key={path} name={path}>
        <span class="mono">{valueText(path.slice(path.lastIndexOf('.') + 1), leaf)}</span>
      </Pair>
    ))}
  </>
);

const Stream = ({ row }: { row: Row }) => {
  const alone = track.value?.stream === row.stream;
  if (alone) return <span class="mono">{row.stream}</span>;
  return (
    <button class="link mono" type="button" onClick={() => void show(row.stream, row.position)}>
      {row.stream}
    </button>
  );
};

const Cause = ({ position }: { position: number }) => (
  <button class="link" type="button" onClick={() => void goToPosition(position, { push: true })}>
    position {position}
  </button>
);

const Fact = ({ row }: { row: Row }) => {
  const fact = data.value?.at(cursor.value);
  const kind = kindOf(row.stream);
  const effects = kind ? effectsOf(kind, row) : [];
  return (
    <dl class="facts details">
      <Pair name="type">
        <strong>{row.type}</strong>
      </Pair>
      <Pair name="when">{clockAndDay(row.at)}</Pair>
      <Pair name="stream">
        <Stream row={row} />
      </Pair>
      <Pair name="place">
        position {row.position}
        {fact ? `, version ${fact.version}` : ''}
      </Pair>
      {row.to !== null && (
        <Pair name="moved">{row.from === row.to ? `stays ${row.to}` : `${row.from ?? '·'} → ${row.to}`}</Pair>
      )}
      {effects.length > 0 && <Pair name="effects">{effects.join(', ')}</Pair>}
      <Pair name="by">{row.by}</Pair>
      {row.causation > 0 && (
        <Pair name="caused by">
          <Cause position={row.causation} />
        </Pair>
      )}
      {fact?.correlation && (
        <Pair name="request">
          <span class="mono">{fact.correlation}</span>
        </Pair>
      )}
      {fact ? <Leaves value={fact.data} /> : <Pair name="data">…</Pair>}
    </dl>
  );
};

const Remembers = ({ row }: { row: Row }) => {
  const known = memory.value;
  if (!known || known.stream !== row.stream) return <p class="quiet details">…</p>;
  if (known.context === null) return <p class="quiet details">This stream has no machine; it only records.</p>;
  const fresh = rested.value?.position === row.position;
  return (
    <dl class={`facts details ${fresh ? '' : 'stale'}`}>
      <Pair name="state">
        <strong>{known.state}</strong>
      </Pair>
      {known.deadline && <Pair name="waits for">{deadlineText(known.deadline, row.at)}</Pair>}
      <Leaves value={known.context} />
    </dl>
  );
};

const Changes = ({ title, changes }: { title: string; changes: Comparison['context'] }) => (
  <section class="changes">
    <h3>{title}</h3>
    {changes.length === 0 ? (
      <p class="quiet">Nothing changed.</p>
    ) : (
      <table>
        <thead>
          <tr>
            <th scope="col">what</th>
            <th scope="col">before</th>
            <th scope="col">after</th>
          </tr>
        </thead>
        <tbody>
          {changes.map(({ path, before, after }) => (
            <tr key={path}>
              <th scope="row">{path}</th>
              <td class="was">{valueText(path, before)}</td>
              <td class="is">{valueText(path, after)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    )}
  </section>
);

const Compared = ({ found }: { found: Comparison }) => (
  <>
    <p>
      <span class="mono">{found.stream}</span>, position {found.from.at} to {found.to.at}:{' '}
      <strong>{found.from.state ?? 'nothing'}</strong> → <strong>{found.to.state ?? 'nothing'}</strong>
      <span class="quiet">
        , {found.facts} {found.facts === 1 ? 'fact' : 'facts'} between
      </span>
    </p>
    <Changes title="What it remembers" changes={found.context} />
    {found.tables.map(({ table, changes }) => (
      <Changes key={table} title={`Its row in ${table}`} changes={changes} />
    ))}
    {found.tables.length === 0 && <p class="quiet">No row of a table changed.</p>}
  </>
);

const Compare = () => (
  <div class="details stack">
    <button class="button" type="button" onClick={pinHere}>
      {pinned.value === null ? 'Compare from here' : 'Stop comparing'}
    </button>
    {pinned.value === null && (
      <p class="quiet">
        Keeps this position; then go elsewhere, and see what changed in what the actor remembers and in its tables.
      </p>
    )}
    {comparisonTrouble.value !== null && <p role="alert">{sentenceOf(comparisonTrouble.value)}</p>}
    {comparison.value && <Compared found={comparison.value} />}
  </div>
);

const TABS = [
  ['fact', 'Fact'],
  ['memory', 'Memory'],
  ['compare', 'Compare'],
] as const;

export const Details = () => {
  const row = current.value;
  const shown = tab.value;
  return (
    <>
      <Tabs
        label="About the fact"
        name="about"
        tabs={TABS}
        value={shown}
        choose={(next) => {
          tab.value = next;
        }}
      />
      <div class="pane-body" role="tabpanel" id="about-panel" aria-labelledby={`about-${shown}`} tabIndex={0}>
        {shown === 'compare' && <Compare />}
        {shown !== 'compare' && !row && (
          <p class="quiet details">{cursor.value === 0 ? 'Before the first fact.' : '…'}</p>
        )}
        {shown === 'fact' && row && <Fact row={row} />}
        {shown === 'memory' && row && <Remembers row={row} />}
      </div>
    </>
  );
};
