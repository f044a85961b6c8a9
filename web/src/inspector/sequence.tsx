/** The same facts as a sequence diagram: an arrow from the cause of each to its machine, and the state after it. */
import { useMemo } from 'preact/hooks';
import type { Row } from './chunk.ts';
import { isTrouble, toneOf } from './kinds.ts';
import { kindOf } from './streams.ts';
import type { Tone } from '../ui/tone.ts';
import { type Arrow, arrowOf, LANES, type Lane } from './lanes.ts';
import { cursor, goTo, total, track } from './view.ts';
import { between, elementOf, useWindowed } from './windowed.ts';
import './sequence.css';

const ROW = 46;
const HEAD = 26;
const WIDTH = 384;
const MARGIN = 29;
const HEAD_WIDTH = 52;
const LETTER = 6;

const xOf = (lane: Lane): number => MARGIN + (LANES.indexOf(lane) * (WIDTH - 2 * MARGIN)) / (LANES.length - 1);

const clamp = (middle: number, width: number): number =>
  Math.min(Math.max(middle, width / 2 + 2), WIDTH - width / 2 - 2);

const Label = ({ x, text }: { x: number; text: string }) => {
  const width = text.length * LETTER + 8;
  const middle = clamp(x, width);
  return (
    <>
      <rect class="call-ground" x={middle - width / 2} y="1" width={width} height="13" />
      <text class="call-name" x={middle} y="11">
        {text}
      </text>
    </>
  );
};

const ArrowPath = ({ from, to }: Arrow) => {
  const [start, end] = [xOf(from), xOf(to)];
  if (from === to) return <path class="call own" d={`M${start} 17h18v8h-13`} />;
  const back = end > start ? -6 : 6;
  return (
    <>
      <path class="call" d={`M${start} 20H${end}`} />
      <path class="call-head" d={`M${end} 20l${back} -3.5v7z`} />
    </>
  );
};

const OwnHead = ({ lane }: { lane: Lane }) => <path class="call-head" d={`M${xOf(lane) + 1} 25l6 -3.5v7z`} />;

const State = ({ lane, state, tone }: { lane: Lane; state: string; tone: Tone }) => {
  const width = state.length * LETTER + 16;
  const middle = clamp(xOf(lane), width);
  return (
    <g class={`call-state tone-${tone}`}>
      <rect x={middle - width / 2} y="28" width={width} height="16" rx="8" />
      <text x={middle} y="39.5">
        {state}
      </text>
    </g>
  );
};

const Aside = ({ text }: { text: string }) => (
  <text class="call-name aside" x={WIDTH / 2} y="24">
    {text}
  </text>
);

/** A fact of the track, or one that is not in view. */
const causeOf = (row: Row): Row | null => {
  const opened = track.value;
  if (row.causation === 0 || !opened) return null;
  if (opened.stream === null) return opened.row(row.causation);
  for (let index = row.index - 1; index > row.index - 50; index -= 1) {
    const before = opened.row(index);
    if (before?.position === row.causation) return before;
  }
  return null;
};

interface CallProps {
  readonly row: Row;
  readonly top: number;
  readonly when: 'been' | 'here' | 'to-come';
}

const Call = ({ row, top, when }: CallProps) => {
  const arrow = arrowOf(row, causeOf(row));
  return useMemo(() => {
    const name = arrow ? row.type.slice(row.type.indexOf('.') + 1).replaceAll('_', ' ') : row.type;
    const middle = arrow ? (xOf(arrow.from) + xOf(arrow.to)) / 2 + (arrow.from === arrow.to ? 26 : 0) : 0;
    return (
      <g
        class={`call-row ${when} ${isTrouble(row.type) ? 'bad' : ''}`}
        transform={`translate(0 ${top})`}
        data-index={row.index}
      >
        <rect class="call-hit" width={WIDTH} height={ROW} />
        {arrow ? (
          <>
            <ArrowPath {...arrow} />
            {arrow.from === arrow.to && <OwnHead lane={arrow.to} />}
            <Label x={middle} text={name} />
            {row.to !== null && row.from !== row.to && (
              <State lane={arrow.to} state={row.to} tone={toneOf(kindOf(row.stream), row.to)} />
            )}
          </>
        ) : (
          <Aside text={name} />
        )}
      </g>
    );
    // A row of a track never changes; its cause may come into view later.
  }, [row.position, top, when, arrow?.from, arrow?.to]);
};

const Head = () => (
  <svg class="lanes" viewBox={`0 0 ${WIDTH} ${HEAD}`} aria-hidden="true">
    {LANES.map((lane) => (
      <g key={lane}>
        <rect x={xOf(lane) - HEAD_WIDTH / 2} y="3" width={HEAD_WIDTH} height="20" rx="5" />
        <text x={xOf(lane)} y="17">
          {lane}
        </text>
      </g>
    ))}
  </svg>
);

const press = (event: MouseEvent): void => {
  const call = event.target instanceof Element ? event.target.closest('[data-index]') : null;
  const index = Number(call?.getAttribute('data-index') ?? '0');
  if (index > 0) goTo(index, { push: true });
};

export const Sequence = () => {
  const opened = track.value;
  const at = cursor.value;
  const { place, first, last, top, height } = useWindowed(total.value, at, ROW, HEAD);
  const shown = Math.max(last - first + 1, 1) * ROW;
  return (
    <>
      <header class="pane-head">
        <h2>Sequence</h2>
        <span class="quiet small">who caused what</span>
      </header>
      <div
        class="sequence"
        ref={place}
        tabIndex={0}
        role="region"
        aria-label="Sequence diagram; the list has the same facts in words"
      >
        <Head />
        <div class="sequence-all" style={{ height: `${Math.max(height, 1)}px` }}>
          <svg
            viewBox={`0 0 ${WIDTH} ${shown}`}
            style={{ transform: `translateY(${top(first)}px)` }}
            width={WIDTH}
            height={shown}
            aria-hidden="true"
            onClick={press}
          >
            {LANES.map((lane) => (
              <path key={lane} class="lifeline" d={`M${xOf(lane)} 0V${shown}`} />
            ))}
            {between(first, last).map((index) => {
              const row = opened?.row(index);
              const when = index === at ? 'here' : index > at ? 'to-come' : 'been';
              return row ? <Call key={elementOf(index)} row={row} top={(index - first) * ROW} when={when} /> : null;
            })}
          </svg>
        </div>
      </div>
    </>
  );
};
