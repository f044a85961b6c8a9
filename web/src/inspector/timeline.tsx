/** The slider over the whole history, and everything else that moves the cursor. */
import { useEffect, useMemo, useState } from 'preact/hooks';
import { link } from '../live/live.ts';
import { tell } from '../ui/toast.tsx';
import { Icon, type IconName } from '../ui/icon.tsx';
import { firstFailure, goToNextTrouble, hasTrouble, lastDisconnect } from './jumps.ts';
import { pinHere, toEnd } from './keys.ts';
import { marksOf } from './marks.ts';
import { playing, SPEEDS, speed, togglePlay } from './play.ts';
import { current, cursor, following, goTo, goToPosition, pinned, total, track } from './view.ts';
import { clockAndDay } from './words.ts';
import { showComparison } from './details.tsx';
import './timeline.css';

const MARKS_EVERY_MS = 500;

/** Marks are counted again as facts arrive, but not for each. */
const useMarks = (): readonly number[] => {
  const [marks, setMarks] = useState<readonly number[]>([]);
  const opened = track.value;
  const stamp = `${opened?.arrivals()} ${total.value}`;
  useEffect(() => {
    if (!opened) return undefined;
    const timer = setTimeout(() => setMarks(marksOf(opened)), marks.length === 0 ? 0 : MARKS_EVERY_MS);
    return () => clearTimeout(timer);
  }, [opened, stamp]);
  return marks;
};

const Marks = ({ marks }: { marks: readonly number[] }) =>
  useMemo(
    () => (
      <svg class="marks" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">
        {marks.map((at) => (
          <rect key={at} x={at * 1000 - 1} y="0" width="2.5" height="10" />
        ))}
      </svg>
    ),
    [marks],
  );

const Slider = () => {
  const marks = useMarks();
  const row = current.value;
  const count = total.value;
  const said = row
    ? `${row.type}, ${row.stream}, fact ${cursor.value} of ${count}`
    : `before the first of ${count} facts`;
  const done = count === 0 ? 0 : (cursor.value / count) * 100;
  return (
    <div class="slider">
      <Marks marks={marks} />
      <input
        type="range"
        min="0"
        max={count}
        step="1"
        value={cursor.value}
        style={{ '--done': `${done}%` }}
        aria-label="Place in the history"
        aria-valuetext={said}
        onInput={({ currentTarget }) => {
          playing.value = false;
          goTo(Number(currentTarget.value));
        }}
      />
    </div>
  );
};

interface StepProps {
  readonly icon: IconName;
  readonly label: string;
  readonly turned?: boolean;
  readonly disabled?: boolean;
  readonly act: () => void;
}

const Step = ({ icon, label, turned = false, disabled = false, act }: StepProps) => (
  <button
    class={`button bare icon-only ${turned ? 'turned' : ''}`}
    type="button"
    title={label}
    aria-label={label}
    disabled={disabled}
    onClick={act}
  >
    <Icon name={icon} />
  </button>
);

const Steps = () => {
  const [at, end] = [cursor.value, total.value];
  return (
    <div class="row steps" role="group" aria-label="Steps">
      <Step icon="chevron" turned label="One fact back (←)" disabled={at === 0} act={() => goTo(at - 1)} />
      <button
        class="button icon-only"
        type="button"
        aria-label={playing.value ? 'Pause (space)' : 'Play (space)'}
        title={playing.value ? 'Pause (space)' : 'Play (space)'}
        disabled={end === 0}
        onClick={togglePlay}
      >
        <Icon name={playing.value ? 'pause' : 'play'} />
      </button>
      <Step icon="chevron" label="One fact on (→)" disabled={at >= end} act={() => goTo(at + 1)} />
      <label class="speed">
        <span class="hidden-text">Facts a second</span>
        <select
          value={String(speed.value)}
          onChange={({ currentTarget }) => {
            speed.value = Number(currentTarget.value);
          }}
        >
          {SPEEDS.map((one) => (
            <option key={one} value={one}>
              {one} / s
            </option>
          ))}
        </select>
      </label>
    </div>
  );
};

const jump = (position: number | null): void => {
  if (position !== null) void goToPosition(position, { push: true });
};

const toNext = async (): Promise<void> => {
  if (!(await goToNextTrouble())) tell('No failure and no disconnect comes after this.');
};

const Jumps = () => {
  const [failure, disconnect] = [firstFailure(), lastDisconnect()];
  return (
    <div class="row jumps" role="group" aria-label="Jumps">
      <button class="button" type="button" disabled={failure === null} onClick={() => jump(failure)}>
        First failure
      </button>
      <button class="button" type="button" disabled={disconnect === null} onClick={() => jump(disconnect)}>
        Last disconnect
      </button>
      <button
        class="button"
        type="button"
        title="Next failure or disconnect (n)"
        disabled={!hasTrouble()}
        onClick={() => void toNext().catch(() => {})}
      >
        Next trouble
      </button>
      <button
        class="button"
        type="button"
        aria-pressed={pinned.value !== null}
        title="Compare this position with another (c)"
        onClick={() => {
          pinHere();
          showComparison();
        }}
      >
        {pinned.value === null ? 'Compare' : `From ${pinned.value}`}
      </button>
      <button
        class="button live"
        type="button"
        aria-pressed={following.value}
        onClick={() => (following.value ? goTo(cursor.value - 1) : toEnd())}
      >
        <span class={`live-dot ${link.value}`} />
        {link.value === 'away' ? 'Gateway is away' : 'Live'}
      </button>
    </div>
  );
};

const Place = () => {
  const row = current.value;
  return (
    <p class="place number">
      {row ? (
        <>
          <strong>#{row.position}</strong> <span class="quiet">{clockAndDay(row.at)}</span>
        </>
      ) : (
        <span class="quiet">{cursor.value === 0 ? 'before the first fact' : '…'}</span>
      )}
    </p>
  );
};

export const Timeline = () => (
  <section class="timeline" aria-label="Time">
    <Steps />
    <Slider />
    <Place />
    <Jumps />
  </section>
);
