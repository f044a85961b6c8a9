/** The last hour as bars: what went out, with what failed on top of it, and beside it what came in. */
import type { Minutes } from './minutes.ts';
import { scaleOf } from './minutes.ts';

const HEIGHT = 140;
/** The width of one minute. */
const WIDTH = 10;
const OUT = { x: 1, width: 4 } as const;
const IN = { x: 5.5, width: 3 } as const;

interface BarsProps {
  readonly minutes: Minutes;
  readonly label: string;
  /** Called with the minute under the pointer; null for none. */
  readonly point: (minute: number | null) => void;
}

interface BarProps {
  readonly tone: string;
  readonly x: number;
  readonly width: number;
  /** From the ground, in pixels. */
  readonly from: number;
  readonly height: number;
}

const Bar = ({ tone, x, width, from, height }: BarProps) =>
  height === 0 ? null : <rect class={tone} x={x} width={width} y={HEIGHT - from - height} height={height} rx={1} />;

const clockOf = (minute: number): string => new Date(minute).toTimeString().slice(0, 5);

/** Every fifteen minutes, as part of the hour. */
const QUARTERS = [0, 15, 30, 45] as const;

export const Bars = ({ minutes, label, point }: BarsProps) => {
  const { from, completed, failed, received } = minutes;
  const most = Math.max(...received, ...completed.map((each, nth) => each + (failed[nth] ?? 0)));
  const scale = scaleOf(most);
  const unit = HEIGHT / (scale.at(-1) ?? 1);
  const { length } = completed;
  const pointed = ({ currentTarget, clientX }: PointerEvent): void => {
    const box = (currentTarget as Element).getBoundingClientRect();
    point(Math.min(Math.max(Math.floor(((clientX - box.left) / box.width) * length), 0), length - 1));
  };
  return (
    <div class="bars" role="img" aria-label={label}>
      <div class="bars-scale" aria-hidden="true">
        {scale.toReversed().map((value) => (
          <span key={value}>{value.toLocaleString('en')}</span>
        ))}
      </div>
      <div class="bars-chart">
        <svg
          viewBox={`0 0 ${length * WIDTH} ${HEIGHT}`}
          preserveAspectRatio="none"
          aria-hidden="true"
          onPointerMove={pointed}
          onPointerLeave={() => point(null)}
        >
          {scale.map((value) => (
            <line key={value} x2={length * WIDTH} y1={HEIGHT - value * unit} y2={HEIGHT - value * unit} />
          ))}
          {completed.map((amount, nth) => {
            const sent = amount * unit;
            const left = nth * WIDTH;
            return (
              <g key={from + nth}>
                <Bar tone="out" x={left + OUT.x} width={OUT.width} from={0} height={sent} />
                <Bar tone="not-out" x={left + OUT.x} width={OUT.width} from={sent} height={(failed[nth] ?? 0) * unit} />
                <Bar tone="in" x={left + IN.x} width={IN.width} from={0} height={(received[nth] ?? 0) * unit} />
              </g>
            );
          })}
        </svg>
        <div class="bars-times" aria-hidden="true">
          {QUARTERS.map((minute) => (
            <span key={minute}>{clockOf(from + minute * 60_000)}</span>
          ))}
        </div>
      </div>
    </div>
  );
};
