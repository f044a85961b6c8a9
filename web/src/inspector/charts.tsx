/** The machines: one large, the others small below it, each with its state in words. */
import { signal, useComputed } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { Chart } from './chart.tsx';
import { layouts, toneOf } from './kinds.ts';
import { type Kind, kindOf, KINDS, shortStream } from './streams.ts';
import { memory } from './memory.ts';
import { edgesOf, effectsOf, type Moment, momentOf, sentenceOf, stateName } from './moments.ts';
import { current, rested, track } from './view.ts';
import { clock, deadlineText } from './words.ts';
import './charts.css';

/** The machine that was chosen; null for the one of the stream. */
const chosen = signal<Kind | null>(null);

/** Whether the large chart is drawn as a whole, or as wide as its place, to be scrolled. */
const whole = signal(true);

const shownKind = (): Kind => {
  const stream = track.value?.stream ?? null;
  return chosen.value ?? (stream === null ? 'session' : (kindOf(stream) ?? 'session'));
};

/** What the state waits for, when the cursor rests on its fact. */
const deadlineOf = ({ row }: Moment): { readonly tag: string; readonly text: string } | null => {
  const known = memory.value;
  const here = row !== null && rested.value?.position === row.position && known?.at === row.position;
  if (!here || !known.deadline) return null;
  return { tag: `until ${clock(Date.parse(known.deadline.at))}`, text: deadlineText(known.deadline, row.at) };
};

const Caption = ({ moment }: { moment: Moment }) => {
  const { kind, row } = moment;
  const deadline = deadlineOf(moment);
  if (!row) return <p class="quiet">No fact yet.</p>;
  const effects = effectsOf(kind, row);
  return (
    <p class={`moment tone-${toneOf(kind, stateName(row))}`}>
      <span class="hidden-text">active: </span>
      <strong class="moment-state">{stateName(row)}</strong>{' '}
      <span class="quiet">{row.from === row.to ? 'stayed, by' : `came from ${row.from ?? 'nothing'} by`}</span>{' '}
      <span class="moment-fact">{row.type}</span>
      {effects.length > 0 && (
        <span class="quiet">
          {' '}
          <span class="hidden-text">; effects: </span>» {effects.join(', ')}
        </span>
      )}
      {deadline && <span class="moment-deadline"> {deadline.text}</span>}
    </p>
  );
};

const Small = ({ kind }: { kind: Kind }) => {
  const moment = momentOf(kind);
  const row = moment?.row ?? null;
  return (
    <button
      class={`small-chart tone-${toneOf(kind, stateName(row))} ${moment?.now ? 'now' : ''}`}
      type="button"
      title={moment ? sentenceOf(moment) : undefined}
      onClick={() => {
        chosen.value = kind;
      }}
    >
      <Chart layout={layouts[kind]} state={stateName(row)} taken={edgesOf(kind, row)} fact={null} bare />
      <span class="small-chart-words">
        <span class="hidden-text">Show the {kind}: </span>
        <span class="ellipsis">{row ? shortStream(row.stream) : kind}</span>
        <strong class="ellipsis">{moment ? (stateName(row) ?? 'no fact yet') : 'not in this stream'}</strong>
      </span>
    </button>
  );
};

/** Keeps the active state in view when the chart is larger than its place. */
const useInView = (kind: Kind, state: string | null, all: boolean) => {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const box = place.current;
    const leaf = layouts[kind].states.find(({ id }) => id === state);
    const svg = box?.querySelector('svg');
    if (!box || !leaf || !svg) return;
    const scale = svg.clientWidth / layouts[kind].width;
    const [top, left] = [leaf.y * scale, leaf.x * scale];
    const [bottom, right] = [top + leaf.height * scale, left + leaf.width * scale];
    const seen =
      top >= box.scrollTop &&
      bottom <= box.scrollTop + box.clientHeight &&
      left >= box.scrollLeft &&
      right <= box.scrollLeft + box.clientWidth;
    if (seen) return;
    box.scrollTo({ top: (top + bottom - box.clientHeight) / 2, left: (left + right - box.clientWidth) / 2 });
  }, [kind, state, all]);
  return place;
};

const Large = ({ kind }: { kind: Kind }) => {
  const moment = momentOf(kind);
  const row = moment?.row ?? null;
  const state = stateName(row);
  const place = useInView(kind, state, whole.value);
  return (
    <>
      <header class="pane-head">
        <h2 class="ellipsis">{row?.stream ?? kind}</h2>
        <div class="grow">{moment ? <Caption moment={moment} /> : <p class="quiet">Not in this stream.</p>}</div>
        <button
          class="button bare size"
          type="button"
          aria-pressed={!whole.value}
          onClick={() => {
            whole.value = !whole.value;
          }}
        >
          Larger
        </button>
      </header>
      <div
        class={`chart-place tone-${toneOf(kind, state)} ${whole.value ? 'whole' : ''}`}
        ref={place}
        tabIndex={0}
        role="region"
        aria-label={`The machine of the ${kind}`}
      >
        <Chart
          layout={layouts[kind]}
          state={state}
          taken={edgesOf(kind, row)}
          fact={row?.type ?? null}
          deadline={moment ? (deadlineOf(moment)?.tag ?? null) : null}
        />
      </div>
    </>
  );
};

export const Charts = () => {
  const stream = useComputed(() => track.value?.stream);
  useEffect(() => {
    chosen.value = null;
  }, [stream.value]);
  void current.value;
  const large = shownKind();
  return (
    <>
      <Large kind={large} />
      <div class="small-charts">
        {KINDS.filter((kind) => kind !== large).map((kind) => (
          <Small key={kind} kind={kind} />
        ))}
      </div>
    </>
  );
};
