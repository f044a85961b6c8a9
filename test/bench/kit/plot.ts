/** Lines on logarithmic axes, one panel below the other, as SVG. Its colours are legible on white and on black. */

type Point = readonly [x: number, y: number];

export interface Panel {
  readonly title: string;
  /** The label of the vertical axis. */
  readonly unit: string;
  readonly lines: readonly { readonly title: string; readonly points: readonly Point[] }[];
}

const WIDTH = 760;
const HEIGHT = 400;
const TOP = 44;
const BOTTOM = 44;
const LEFT = 64;
/** Space for the names of lines, next to their ends. */
const RIGHT = 330;
const LABEL_HEIGHT = 17;

const INK = '#7b828b';
const COLOURS = ['#2f81f7', '#d1651a', '#2da44e', '#a371f7', '#c7363e', '#1b9aaa', '#b88a00', '#d6479a'];

interface Scale {
  readonly at: (value: number) => number;
  readonly ticks: readonly number[];
}

/** Whole powers of ten around the values. */
const scale = (values: readonly number[], from: number, to: number): Scale => {
  const low = Math.floor(Math.log10(Math.min(...values)));
  const high = Math.max(Math.ceil(Math.log10(Math.max(...values))), low + 1);
  return {
    at: (value) => from + ((Math.log10(value) - low) / (high - low)) * (to - from),
    ticks: Array.from({ length: high - low + 1 }, (_, index) => 10 ** (low + index)),
  };
};

const text = (x: number, y: number, said: string, more = ''): string =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" ${more}>${said.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</text>`;

const rule = (x1: number, y1: number, x2: number, y2: number, more: string): string =>
  `<line x1="${x1.toFixed(1)}" y1="${y1.toFixed(1)}" x2="${x2.toFixed(1)}" y2="${y2.toFixed(1)}" ${more}/>`;

const count = (value: number): string =>
  value >= 1_000_000 ? `${value / 1_000_000}M` : value >= 1_000 ? `${value / 1_000}k` : String(value);

/** Positions for labels near their targets, each below the previous one. */
const spread = (wanted: readonly number[]): readonly number[] => {
  const lowest = HEIGHT - BOTTOM;
  const order = [...wanted.keys()].sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0));
  const places = new Map<number, number>();
  order.forEach((index, rank) => {
    const before = places.get(order[rank - 1] ?? -1) ?? Number.NEGATIVE_INFINITY;
    places.set(index, Math.max(wanted[index] ?? 0, before + LABEL_HEIGHT));
  });
  // If the last one passed the end, all earlier ones move up.
  order.toReversed().forEach((index, rank) => {
    const limit = lowest - rank * LABEL_HEIGHT;
    places.set(index, Math.min(places.get(index) ?? 0, limit));
  });
  return wanted.map((_, index) => places.get(index) ?? 0);
};

const drawn = ({ title, unit, lines }: Panel): string => {
  const points = lines.flatMap((line) => line.points);
  const [start, end] = [LEFT, WIDTH - RIGHT];
  const x = scale(
    points.map(([facts]) => facts),
    start,
    end,
  );
  const y = scale(
    points.map(([, value]) => value),
    HEIGHT - BOTTOM,
    TOP,
  );
  const ends = lines.map(({ points: own }) => own.at(-1) ?? [1, 1]);
  const places = spread(ends.map(([, value]) => y.at(value)));
  const parts = [
    text(start, 20, title, 'class="title"'),
    ...y.ticks.flatMap((tick) => [
      rule(start, y.at(tick), end, y.at(tick), 'class="grid"'),
      text(start - 8, y.at(tick) + 4, `${tick} ${unit}`, 'text-anchor="end"'),
    ]),
    ...x.ticks.map((tick) => text(x.at(tick), HEIGHT - BOTTOM + 20, count(tick), 'text-anchor="middle"')),
    text((start + end) / 2, HEIGHT - 6, 'facts in the log', 'text-anchor="middle"'),
    ...lines.flatMap(({ title: name, points: own }, index) => {
      const colour = COLOURS[index % COLOURS.length] ?? INK;
      // When the colours repeat, the lines are dashed.
      const dashes = index < COLOURS.length ? '' : 'stroke-dasharray="6 4"';
      const path = own.map(([facts, value]) => `${x.at(facts).toFixed(1)},${y.at(value).toFixed(1)}`).join(' ');
      const [endX, endY] = [x.at(ends[index]?.[0] ?? 1), y.at(ends[index]?.[1] ?? 1)];
      const place = places[index] ?? endY;
      return [
        `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="2" ${dashes}/>`,
        ...own.map(
          ([facts, value]) =>
            `<circle cx="${x.at(facts).toFixed(1)}" cy="${y.at(value).toFixed(1)}" r="3" fill="${colour}"/>`,
        ),
        rule(endX + 5, endY, end + 24, place, `stroke="${colour}" stroke-width="1" opacity="0.6"`),
        text(end + 28, place + 4, name),
      ];
    }),
  ];
  return parts.join('\n');
};

const STYLE = `text { font: 12px system-ui, sans-serif; fill: ${INK}; } .title { font-weight: 600; font-size: 14px; }
.grid { stroke: ${INK}; stroke-opacity: 0.3; }`;

export const plot = (panels: readonly Panel[]): string => {
  const height = HEIGHT * panels.length;
  const groups = panels.map((panel, row) => `<g transform="translate(0 ${row * HEIGHT})">\n${drawn(panel)}\n</g>`);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img">
<style>${STYLE}</style>
${groups.join('\n')}
</svg>
`;
};
