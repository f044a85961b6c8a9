import { EVERYTHING } from '../kernel/reach.ts';
import { UNBOUNDED } from '../gateway/reach.ts';
import type { JobFact } from '../events/facts/job.ts';
import type { EventLog, Recorded } from '../events/log/log.ts';
import { type ActorHistory, createHistory } from '../gateway/history/history.ts';
import { type PastHold, pastHolds } from '../gateway/jobs/past-holds.ts';
import { factAnswer } from '../http/contract/fact-shape.ts';
import { iso, isoOrNull } from '../http/contract/shapes.ts';
import { NAMED_KINDS, partsOfStream, type StreamKind, streamOf } from '../kernel/ids.ts';
import { placingPaths } from '../kernel/own-paths.ts';
import type { Command, Given } from './command.ts';
import { configured } from './configured.ts';
import { EXIT, Ending } from './exits.ts';
import { deadlineText, tableOf, titleOf, wayOf } from './inspect-table.ts';
import { readData } from './opened.ts';
import type { Shell } from './shell.ts';
import type { StoryContext } from '../story/story-line.ts';
import { count, STREAM_NAMES, timeOfDay } from '../story/words.ts';

const SUGGESTED_MAX = 5;

/** Shows one stream up to its last fact, or up to a position. */
export const inspect: Command = {
  about: [
    'Tells the story of one stream: its facts with the states before and after, when they came and how long they took, the way',
    'from state to state, and what it waits for. Works while the server runs, and on a folder where none does.',
  ].join(' '),
  words: ['STREAM'],
  options: {
    at: { value: 'POSITION', meaning: 'As it was at this position of the log' },
    json: { meaning: 'As one JSON object: the state, the context, the deadline and the facts' },
  },
  more: {
    title: 'Streams',
    rows: [
      ['job/ID', 'One message; the beginning of its id is enough'],
      ['session/NAME', 'One linked account, such as session/default'],
      ['queue/NAME', 'The queue of that session'],
    ],
  },
  exits: [EXIT.io, EXIT.configuration],
  async run(given, shell) {
    const [asked = ''] = given.words;
    const at = positionOf(given);
    const config = configured(shell);
    const context = { timeOfDay, placed: placingPaths(config.edge.basePath ?? '') };
    return readData(config, async ({ log }) => {
      const stream = find(log, asked);
      const told = await createHistory(log, UNBOUNDED).at({
        stream,
        at: at ?? log.head().position,
        facts: 'all',
        reach: EVERYTHING,
      });
      if (!told.ok) throw new Ending(EXIT.failed, told.refusal.detail);
      const moment = { ...told.value, holds: holdsIn(log, told.value) };
      if (given.is('json')) shell.out(JSON.stringify(answerOf(moment)));
      else tell(shell, moment, laterThan(log, moment), context);
      return EXIT.done;
    });
  },
};

/** The past state of a stream, with the holds of its message. */
interface Moment extends ActorHistory {
  readonly holds: readonly PastHold[];
}

const holdsIn = (log: EventLog, { stream, facts, at }: ActorHistory): readonly PastHold[] =>
  OF_KIND[partsOfStream(stream).kind].held ? pastHolds(log, facts as readonly Recorded<JobFact>[], at) : [];

/** The number of later facts of the stream. */
const laterThan = (log: EventLog, { stream, at, facts }: Moment): number => {
  const [last] = log.page({ after: at, limit: 1, stream, newestFirst: true });
  return last ? last.version - facts.length : 0;
};

const tell = (
  shell: Shell,
  { stream, state, facts, holds, deadline }: Moment,
  later: number,
  context: StoryContext,
): void => {
  shell.out(titleOf(stream, state, facts));
  shell.out('');
  for (const line of tableOf(facts, holds, context)) shell.out(line);
  const last = facts.at(-1);
  const way = wayOf(facts);
  if (way !== '' || deadline || later > 0) shell.out('');
  if (way !== '') shell.out(`way   ${way}`);
  if (last && deadline) shell.out(`next  ${deadlineText(deadline, last)}`);
  if (later > 0) shell.out(`then  ${count(later, 'fact')} more, after position ${last?.position ?? 0}`);
};

const answerOf = ({ stream, at, state, context, deadline, holds, facts }: Moment) => ({
  stream,
  at,
  state,
  context,
  deadline: deadline && { at: iso(deadline.at), what: deadline.what },
  holds: holds.map(({ reason, from, until }) => ({ reason, from: iso(from), until: isoOrNull(until) })),
  facts: facts.map(factAnswer),
});

/** The stream with this name, or the only one with this prefix. @throws Ending that lists the alternatives. */
const find = (log: EventLog, asked: string): string => {
  if (log.page({ after: 0, limit: 1, stream: asked }).length > 0) return asked;
  const beginnings =
    partsOfStream(asked).id === '' ? [asked, ...NAMED_KINDS.map((kind) => `${kind}/${asked}`)] : [asked];
  const found = beginnings.flatMap((beginning) => log.streams(beginning, SUGGESTED_MAX + 1));
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  const toCome = wordsToCome(log, asked);
  if (toCome !== null) throw new Ending(EXIT.failed, `${asked} has no facts yet: ${toCome}`);
  const some = found.slice(0, SUGGESTED_MAX).join('\n  ');
  const more = found.length > SUGGESTED_MAX ? '\n  …' : '';
  throw new Ending(
    EXIT.failed,
    found.length === 0
      ? `The log has no stream "${asked}".\n${STREAM_NAMES}; 'waybill events' lists every fact.`
      : `More than one stream begins with "${asked}":\n  ${some}${more}\nName one of them.`,
  );
};

/** Says when a stream without facts gets its first one; null if there is no such stream. */
const wordsToCome = (log: EventLog, asked: string): string | null => {
  const { kind, id } = partsOfStream(asked);
  const { implied } = OF_KIND[kind] ?? {};
  return implied && log.page({ after: 0, limit: 1, stream: implied.by(id) }).length > 0 ? implied.facts : null;
};

interface KindView {
  /** Whether the stream is a message, which can have holds. */
  readonly held: boolean;
  /** The stream that this one exists with before its first fact, and when that fact comes. */
  readonly implied?: { readonly by: (id: string) => string; readonly facts: string };
}

const OF_KIND: Readonly<Record<StreamKind, KindView>> = {
  job: { held: true },
  session: { held: false },
  queue: {
    held: false,
    implied: {
      by: streamOf.session,
      facts:
        'they come when the queue is paused, configured, cleared or cools down.\nEach message has a stream of its own: job/ID.',
    },
  },
  media: { held: false },
  group: { held: false },
  chat: { held: false },
  call: { held: false },
  content: { held: false },
  contact: { held: false },
  user: { held: false },
  key: { held: false },
  webhook: { held: false },
  process: { held: false },
};

const positionOf = (given: Given): number | null => {
  const text = given.value('at');
  if (text === null || /^\d{1,15}$/.test(text)) return text === null ? null : Number(text);
  throw new Ending(EXIT.usage, `--at needs a position, not "${text}".\nSee: waybill inspect --help`);
};
