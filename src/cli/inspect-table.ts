/** The facts of a stream as a table for the terminal, one fact a line, and the path through its states. */
import { plainLine } from './chats/line.ts';
import { styleText } from 'node:util';
import type { Recorded } from '../events/log/log.ts';
import type { Deadline } from '../gateway/history/history.ts';
import type { PastHold } from '../gateway/jobs/past-holds.ts';
import { partsOfStream } from '../kernel/ids.ts';
import { HOLD_WORDS } from '../story/hold-words.ts';
import type { StoryContext } from '../story/story-line.ts';
import { storyOf } from '../story/story.ts';
import { durationText, timeOfDay } from '../story/words.ts';

type Style = Parameters<typeof styleText>[0];

const HEADS = ['', 'time', 'after', 'fact', 'from → to', 'by', 'what it says'] as const;
/** Facts that are highlighted, because they need attention. */
const BAD = /\.(?:failed|abandoned|interrupted|closed|timed_out|halted|logged_out|keepalive_missed|cooled|qr_expired)$/;

const dateOf = (at: number): string => {
  const time = new Date(at);
  const day = [time.getMonth() + 1, time.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
  return `${time.getFullYear()}-${day}`;
};

const clock = (at: number): string => `${timeOfDay(at)}.${String(at % 1_000).padStart(3, '0')}`;

/** User ids are long, and a few digits tell them apart. */
const authorOf = ({ by }: Recorded): string => (by.length > 12 ? `${by.slice(0, 8)}…` : by);

const movedText = ({ from, to }: Recorded): string => {
  if (to === null) return '';
  return from === to ? `${to} ↺` : `${from ?? '·'} → ${to}`;
};

/** The sentence of the story, without the parts that other columns repeat. */
const saidBy = (fact: Recorded, context: StoryContext): string => {
  const [line] = storyOf(fact, context);
  const sentence = (line?.sentence ?? '').replace(/^(?:session|queue) \S+: (?:\S+ → )?\w+, /, '');
  const reason = line?.fields['reason'];
  return reason === undefined ? sentence : `${sentence}: ${reason}`;
};

const cells = (fact: Recorded, before: Row | undefined, context: StoryContext): readonly string[] => [
  String(fact.position),
  clock(fact.at),
  before ? `+${durationText(fact.at - before.at)}` : '',
  fact.type,
  movedText(fact),
  authorOf(fact),
  saidBy(fact, context),
];

/** A hold is a row without a position or a type. */
const heldCells = ({ reason, from, until }: PastHold, before: Row | undefined): readonly string[] => {
  const lasted = until === null ? 'and still is' : `for ${durationText(until - from)}`;
  return [
    '',
    clock(from),
    before ? `+${durationText(from - before.at)}` : '',
    'held',
    '',
    '',
    `${HOLD_WORDS[reason].past}, ${lasted}`,
  ];
};

/** A row of the table: a fact, or the beginning of a hold. */
interface Row {
  readonly at: number;
  readonly style: Style;
  readonly cells: readonly string[];
}

/** Merges facts and holds. Facts keep their order, and a hold comes before the first later fact. */
const rowsOf = (facts: readonly Recorded[], holds: readonly PastHold[], context: StoryContext): readonly Row[] => {
  const rows: Row[] = [];
  const left = holds.toSorted((one, other) => one.from - other.from);
  const holdsBefore = (at: number): void => {
    for (let hold = left[0]; hold && hold.from < at; hold = left[0]) {
      rows.push({ at: hold.from, style: 'yellow', cells: heldCells(hold, rows.at(-1)) });
      left.shift();
    }
  };
  for (const fact of facts) {
    holdsBefore(fact.at);
    rows.push({ at: fact.at, style: styleOf(fact), cells: cells(fact, rows.at(-1), context) });
  }
  holdsBefore(Number.POSITIVE_INFINITY);
  return rows;
};

const styleOf = (fact: Recorded): Style => (BAD.test(fact.type) ? 'yellow' : 'reset');

/** Aligns numbers to the right and words to the left, without trailing spaces. */
const lineOf = (row: readonly string[], widths: readonly number[]): string =>
  row
    .map((cell, index) => {
      const width = widths[index] ?? 0;
      if (index === row.length - 1) return cell;
      return index === 0 || index === 2 ? cell.padStart(width) : cell.padEnd(width);
    })
    .join('  ')
    .trimEnd();

/** Inserts the date above the first row of each day. */
export const tableOf = (
  facts: readonly Recorded[],
  holds: readonly PastHold[],
  context: StoryContext,
): readonly string[] => {
  const rows = rowsOf(facts, holds, context);
  const widths = HEADS.map((head, index) =>
    rows.reduce((width, row) => Math.max(width, row.cells[index]?.length ?? 0), head.length),
  );
  const head = styleText('dim', lineOf(HEADS, widths));
  const lines = rows.flatMap(({ at, style, cells }, index) => {
    const before = rows[index - 1];
    const line = styleText(style, lineOf(cells, widths));
    return before && dateOf(before.at) === dateOf(at) ? [line] : [styleText('dim', dateOf(at)), line];
  });
  return [head, ...lines];
};

/** A longer path is shortened in the middle. */
const STOPS_MAX = 16;

/** The path through the states, without repeats: `waiting → active.validating (×3) → completed`. */
export const wayOf = (facts: readonly Recorded[]): string => {
  const stops = facts.flatMap(({ from, to }, index) => (to !== null && (from !== to || index === 0) ? [to] : []));
  const half = STOPS_MAX / 2;
  const shown =
    stops.length <= STOPS_MAX
      ? stops
      : [...stops.slice(0, half), `… ${stops.length - STOPS_MAX} more …`, ...stops.slice(-half)];
  return shown.join(' → ');
};

const WHAT: Readonly<Record<Deadline['what'], string>> = {
  attempt: 'the next attempt',
  restart: 'the link is opened again',
  resume: 'the queue runs again',
  expire: 'the QR expires',
  probe: 'the endpoint is probed',
};

/** `the next attempt at 12:00:04.000, 2 s after the last fact`. */
export const deadlineText = ({ at, what }: Deadline, last: Recorded): string =>
  `${WHAT[what]} at ${clock(at)}, ${durationText(Math.max(at - last.at, 0))} after the last fact`;

/** `4 facts in 12 s`. */
export const titleOf = (stream: string, state: string | null, facts: readonly Recorded[]): string => {
  const [first, last] = [facts[0], facts.at(-1)];
  const lasted = first && last && first !== last ? ` in ${durationText(last.at - first.at)}` : '';
  const { kind } = partsOfStream(stream);
  const now = state === null ? kind : styleText('bold', state);
  const named = first?.type === 'job.queued' ? first.data.clientRef : undefined;
  const reference = named === undefined ? '' : `  ${plainLine(named)}`;
  return `${styleText('bold', stream)}  ${now}  ${facts.length} ${facts.length === 1 ? 'fact' : 'facts'}${lasted}${reference}`;
};
