/** A stream's story as a table for the terminal: one fact a line, and the way from state to state. */
import { styleText } from 'node:util';
import type { Recorded } from '../events/log/log.ts';
import type { Deadline } from '../inspector/deadline.ts';
import { partsOfStream } from '../kernel/ids.ts';
import type { StoryContext } from '../story/story-line.ts';
import { storyOf } from '../story/story.ts';
import { durationText, timeOfDay } from '../story/words.ts';

type Style = Parameters<typeof styleText>[0];

const HEADS = ['', 'time', 'after', 'fact', 'from → to', 'by', 'what it says'] as const;
/** Facts that make one look twice. */
const BAD = /\.(?:failed|abandoned|interrupted|closed|timed_out|halted|logged_out|keepalive_missed|cooled|qr_expired)$/;

const dateOf = (at: number): string => {
  const time = new Date(at);
  const day = [time.getMonth() + 1, time.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
  return `${time.getFullYear()}-${day}`;
};

const clock = (at: number): string => `${timeOfDay(at)}.${String(at % 1_000).padStart(3, '0')}`;

/** Users have long ids; a few digits tell them apart. */
const authorOf = ({ by }: Recorded): string => (by.length > 12 ? `${by.slice(0, 8)}…` : by);

const movedText = ({ from, to }: Recorded): string => {
  if (to === null) return '';
  return from === to ? `${to} ↺` : `${from ?? '·'} → ${to}`;
};

/** What the story says, without what the other columns say already. */
const saidBy = (fact: Recorded, context: StoryContext): string => {
  const [line] = storyOf(fact, context);
  const sentence = (line?.sentence ?? '').replace(/^(?:session|queue) \S+: (?:\S+ → )?\w+, /, '');
  const reason = line?.fields['reason'];
  return reason === undefined ? sentence : `${sentence}: ${reason}`;
};

const cells = (fact: Recorded, before: Recorded | undefined, context: StoryContext): readonly string[] => [
  String(fact.position),
  clock(fact.at),
  before ? `+${durationText(fact.at - before.at)}` : '',
  fact.type,
  movedText(fact),
  authorOf(fact),
  saidBy(fact, context),
];

const styleOf = (fact: Recorded): Style => (BAD.test(fact.type) ? 'yellow' : 'reset');

/** Numbers to the right, words to the left, and nothing behind the last. */
const lineOf = (row: readonly string[], widths: readonly number[]): string =>
  row
    .map((cell, index) => {
      const width = widths[index] ?? 0;
      if (index === row.length - 1) return cell;
      return index === 0 || index === 2 ? cell.padStart(width) : cell.padEnd(width);
    })
    .join('  ')
    .trimEnd();

/** A day's name stands above its first fact. */
export const tableOf = (facts: readonly Recorded[], context: StoryContext): readonly string[] => {
  const rows = facts.map((fact, index) => cells(fact, facts[index - 1], context));
  const widths = HEADS.map((head, index) =>
    rows.reduce((width, row) => Math.max(width, row[index]?.length ?? 0), head.length),
  );
  const head = styleText('dim', lineOf(HEADS, widths));
  const lines = facts.flatMap((fact, index) => {
    const before = facts[index - 1];
    const line = styleText(styleOf(fact), lineOf(rows[index] ?? [], widths));
    return before && dateOf(before.at) === dateOf(fact.at) ? [line] : [styleText('dim', dateOf(fact.at)), line];
  });
  return [head, ...lines];
};

/** Longer ways are shortened in the middle. */
const STOPS_MAX = 16;

/** `waiting → active.validating (×3) → completed`: where it has been, staying left out. */
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
  resume: 'messages go out again',
  expire: 'the QR expires',
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
  return `${styleText('bold', stream)}  ${now}  ${facts.length} ${facts.length === 1 ? 'fact' : 'facts'}${lasted}`;
};
