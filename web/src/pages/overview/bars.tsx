/** Bars by uPlot, which is fetched with them: completed below, failed on top. */
import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { theme } from '../../theme.ts';
import type { Minutes } from './minutes.ts';

const HEIGHT = 168;

interface BarsProps {
  readonly minutes: Minutes;
  readonly label: string;
  /** Called with the minute under the pointer; null for none. */
  readonly point: (minute: number | null) => void;
}

/** The colour of a token in a form that a canvas reads: it does not know `light-dark()`. */
const resolved = (within: HTMLElement, token: string): string => {
  const probe = document.createElement('i');
  probe.style.color = `var(--${token})`;
  within.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
};

const dataOf = ({ from, completed, failed }: Minutes): uPlot.AlignedData => [
  completed.map((_, index) => from / 1000 + index * 60),
  completed.map((each, index) => each + (failed[index] ?? 0)),
  [...completed],
];

const optionsOf = (box: HTMLElement, point: BarsProps['point']): uPlot.Options => {
  const ink = resolved(box, 'quiet');
  const grid = { stroke: resolved(box, 'line'), width: 1 };
  const font = `11px ${getComputedStyle(box).fontFamily}`;
  const paths = uPlot.paths.bars?.({ size: [0.7, 14, 2], radius: 0.2 });
  const series = (token: string): uPlot.Series => ({
    fill: resolved(box, token),
    stroke: 'transparent',
    points: { show: false },
    ...(paths ? { paths } : {}),
  });
  return {
    width: box.clientWidth,
    height: HEIGHT,
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { show: false } },
    scales: { x: { time: true }, y: { range: (_, _min, max) => [0, Math.max(Math.ceil(max * 1.1), 4)] } },
    axes: [
      { stroke: ink, grid: { show: false }, ticks: grid, font, values: '{HH}:{mm}', space: 64, size: 28 },
      {
        stroke: ink,
        grid,
        ticks: { show: false },
        font,
        size: 36,
        incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000],
      },
    ],
    series: [{}, series('failed'), series('completed')],
    hooks: { setCursor: [({ cursor }) => point(cursor.idx ?? null)] },
  };
};

export const Bars = ({ minutes, label, point }: BarsProps) => {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const shown = useRef(minutes);
  shown.current = minutes;

  useEffect(() => {
    const within = box.current;
    if (!within) return undefined;
    const draw = (): void => {
      plot.current?.destroy();
      plot.current = new uPlot(optionsOf(within, point), dataOf(shown.current), within);
    };
    draw();
    const resized = new ResizeObserver(() => plot.current?.setSize({ width: within.clientWidth, height: HEIGHT }));
    resized.observe(within);
    const system = matchMedia('(prefers-color-scheme: dark)');
    system.addEventListener('change', draw);
    return () => {
      resized.disconnect();
      system.removeEventListener('change', draw);
      plot.current?.destroy();
    };
  }, [theme.value]);

  useEffect(() => plot.current?.setData(dataOf(minutes)), [minutes.from, ...minutes.completed, ...minutes.failed]);

  return <div class="bars" ref={box} role="img" aria-label={label} />;
};
