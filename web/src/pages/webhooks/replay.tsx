/** A part of the past, chosen on a line over the time of the log, that is delivered again. */
import { useState } from 'preact/hooks';
import { get, post } from '../../api/client.ts';
import { serverNow } from '../../live/clock.ts';
import { useLive } from '../../live/use-live.ts';
import { ActionButton } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Choices } from '../../ui/field.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { tell } from '../../ui/toast.tsx';
import { timeOfDay } from '../../words/times.ts';

/** Places on the line. */
const PLACES = 1_000;

const WHICH = [
  ['all', 'Every event'],
  ['failed', 'Those that were given up'],
] as const;
type Which = (typeof WHICH)[number][0];

/** When the log begins, and now. */
interface Span {
  readonly begin: number;
  readonly end: number;
}

const fetchSpan = async (signal: AbortSignal): Promise<Span> => {
  const { items } = await get('/api/events', { query: { limit: 1 }, signal });
  const end = serverNow();
  return { begin: items[0] ? Date.parse(items[0].at) : end, end };
};

interface HandleProps {
  readonly label: string;
  readonly place: number;
  readonly words: string;
  readonly move: (place: number) => void;
}

const Handle = ({ label, place, words, move }: HandleProps) => (
  <input
    type="range"
    aria-label={label}
    aria-valuetext={words}
    min={0}
    max={PLACES}
    value={place}
    onInput={({ currentTarget }) => move(currentTarget.valueAsNumber)}
  />
);

const Line = ({ id, span }: { id: string; span: Span }) => {
  const [from, setFrom] = useState(0);
  const [to, setTo] = useState(PLACES);
  const [only, setOnly] = useState<Which>('all');
  const timeAt = (place: number): string =>
    new Date(span.begin + ((span.end - span.begin) * place) / PLACES).toISOString();
  const wordsAt = (place: number): string => (place === PLACES ? 'now' : timeOfDay(timeAt(place)));
  const replay = async (): Promise<void> => {
    // At its end the line means everything up to now.
    const body = { from: timeAt(from), only, ...(to === PLACES ? {} : { to: timeAt(to) }) };
    const { after, upTo } = await post('/api/webhooks/{id}/replay', { params: { id }, body });
    tell(upTo > after ? `Facts ${after + 1} to ${upTo} are told again.` : 'Nothing happened in that time.');
  };
  return (
    <div class="stack">
      <div class="replay-line">
        <div class="replay-track">
          <span style={{ left: `${from / 10}%`, right: `${100 - to / 10}%` }} />
        </div>
        <Handle label="From" place={from} words={wordsAt(from)} move={(place) => setFrom(Math.min(place, to))} />
        <Handle label="To" place={to} words={wordsAt(to)} move={(place) => setTo(Math.max(place, from))} />
      </div>
      <p class="row-apart number">
        <span>
          <span class="quiet">From</span> {timeOfDay(timeAt(from))}
        </span>
        <span>
          <span class="quiet">to</span> {wordsAt(to)}
        </span>
      </p>
      <div class="row-apart">
        <Choices legend="Which events" hideLegend value={only} options={WHICH} choose={setOnly} />
        <ActionButton icon="retry" disabled={from === to} act={replay}>
          Deliver again
        </ActionButton>
      </div>
      <p class="quiet small">
        Each comes again under its own id, so that a receiver knows what it has had. What happens meanwhile waits behind
        it.
      </p>
    </div>
  );
};

export const Replay = ({ id }: { id: string }) => {
  const live = useLive('span of the log', fetchSpan, () => false);
  return (
    <Card title="Deliver the past again">
      <Loaded live={live}>{(span) => <Line id={id} span={span} />}</Loaded>
    </Card>
  );
};
