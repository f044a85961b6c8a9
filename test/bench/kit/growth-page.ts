/** Generates the table and the plot of the cost of growth in docs/performance.md from the measurements. */
import { readFileSync, writeFileSync } from 'node:fs';
import { FIGURES, type FigureName, figureNames, type Growth, short } from './growth-figures.ts';
import { plot } from './plot.ts';

const PAGE = new URL('../../../docs/performance.md', import.meta.url);
const PICTURE = new URL('../../../docs/images/growth.svg', import.meta.url);
const SECTION = /<!-- growth -->[^]*<!-- \/growth -->/;

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

const row = ({ sizes }: Growth, name: FigureName): string => {
  const { title, unit, of } = FIGURES[name];
  const cells = sizes.map(({ figures }) => {
    const { median, p99 } = figures[name];
    return p99 === undefined ? short(median) : `${short(median)} (${short(p99)})`;
  });
  return line([of === 'request' ? title : `${title}, ${unit}`, ...cells]);
};

const table = (growth: Growth): string => {
  const { sizes } = growth;
  const head = ['', ...sizes.map(({ facts }) => `${facts.toLocaleString('en')} facts`)];
  const jobs = ['jobs', ...sizes.map((size) => size.jobs.toLocaleString('en'))];
  return [
    line(head),
    `|---|${'---:|'.repeat(sizes.length)}`,
    line(jobs),
    ...figureNames.map((name) => row(growth, name)),
  ].join('\n');
};

const section = (growth: Growth): string => `<!-- growth -->

Half of the jobs are finished and half are waiting, in chats of 50. Requests: milliseconds over one warm connection, the median of ${growth.requests} (and the
99th percentile). ${growth.machine}. Made by \`npm run bench:growth\`.

${table(growth)}

![The same as lines on logarithmic axes: those of requests are level, those of the whole log rise with it](images/growth.svg)

<!-- /growth -->`;

const panel = ({ sizes }: Growth, title: string, names: readonly FigureName[], unit: string) => ({
  title,
  unit,
  lines: names.map((name) => ({
    title: FIGURES[name].title.replaceAll('`', ''),
    points: sizes.map(({ facts, figures }) => [facts, figures[name].median] as const),
  })),
});

const timesOf = (kind: 'request' | 'log'): readonly FigureName[] =>
  figureNames.filter((name) => FIGURES[name].of === kind && FIGURES[name].unit !== 'MB');

/** @throws when the page has no marker for it. */
export const writeGrowth = (growth: Growth): void => {
  const page = readFileSync(PAGE, 'utf8');
  if (!SECTION.test(page))
    throw new Error('docs/performance.md has no <!-- growth --> … <!-- /growth -->; put it there.');
  writeFileSync(
    PAGE,
    page.replace(SECTION, () => section(growth)),
  );
  writeFileSync(
    PICTURE,
    plot([
      panel(growth, 'What a request takes (median)', timesOf('request'), 'ms'),
      panel(growth, 'What the whole log takes', timesOf('log'), 's'),
    ]),
  );
};
