import type { EventLog, Recorded } from '../events/log/log.ts';
import { factAnswer } from '../http/contract/fact-shape.ts';
import { iso } from '../http/contract/shapes.ts';
import { deadlineOf } from '../inspector/deadline.ts';
import { type Moment, openPast } from '../inspector/past.ts';
import { partsOfStream, streamOf } from '../kernel/ids.ts';
import type { Command, Given } from './command.ts';
import { configured } from '../cli/configured.ts';
import { EXIT, Ending } from './exits.ts';
import { deadlineText, tableOf, titleOf, wayOf } from './inspect-table.ts';
import { readData } from './opened.ts';
import type { Shell } from './shell.ts';
import { count, STREAM_NAMES, timeOfDay } from '../story/words.ts';

const SUGGESTED_MAX = 5;

/** One stream from its first fact to its last, or to any between. */
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
    return readData(configured(shell), async ({ log }) => {
      const stream = find(log, asked);
      const upTo = at ?? log.head().position;
      const moment = await openPast(log).at(stream, upTo);
      const facts = log.read(stream, { upTo });
      const later = log.page({ after: upTo, limit: 1, stream, newestFirst: true })[0]?.version ?? facts.length;
      if (given.is('json')) shell.out(JSON.stringify(answerOf(stream, upTo, moment, facts)));
      else tell(shell, stream, moment, facts, later - facts.length);
      return EXIT.done;
    });
  },
};

const tell = (shell: Shell, stream: string, moment: Moment | null, facts: readonly Recorded[], later: number): void => {
  shell.out(titleOf(stream, moment?.state ?? null, facts));
  shell.out('');
  for (const line of tableOf(facts, { timeOfDay })) shell.out(line);
  const deadline = moment && deadlineOf(moment);
  const way = wayOf(facts);
  if (way !== '' || deadline || later > 0) shell.out('');
  if (way !== '') shell.out(`way   ${way}`);
  if (moment && deadline) shell.out(`next  ${deadlineText(deadline, moment.fact)}`);
  if (later > 0) shell.out(`then  ${count(later, 'fact')} more, after position ${moment?.fact.position ?? 0}`);
};

const answerOf = (stream: string, at: number, moment: Moment | null, facts: readonly Recorded[]) => {
  const deadline = moment && deadlineOf(moment);
  return {
    stream,
    at,
    state: moment?.state ?? null,
    context: moment?.context ?? null,
    deadline: deadline && { at: iso(deadline.at), what: deadline.what },
    facts: facts.map(factAnswer),
  };
};

/** The stream of this name, or the only one that begins so. @throws Ending with what there is instead. */
const find = (log: EventLog, asked: string): string => {
  if (log.page({ after: 0, limit: 1, stream: asked }).length > 0) return asked;
  const beginnings = partsOfStream(asked).id === '' ? [asked, ...KINDS.map((kind) => `${kind}/${asked}`)] : [asked];
  const found = beginnings.flatMap((beginning) => log.streams(beginning, SUGGESTED_MAX + 1));
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  if (isQueueToCome(log, asked))
    throw new Ending(
      EXIT.failed,
      `${asked} has no facts yet: they come when the queue is paused, configured, cleared or cools down.\nEach message has a stream of its own: job/ID.`,
    );
  const some = found.slice(0, SUGGESTED_MAX).join('\n  ');
  const more = found.length > SUGGESTED_MAX ? '\n  …' : '';
  throw new Ending(
    EXIT.failed,
    found.length === 0
      ? `The log has no stream "${asked}".\n${STREAM_NAMES}; 'waybill events' lists every fact.`
      : `More than one stream begins with "${asked}":\n  ${some}${more}\nName one of them.`,
  );
};

/** A queue is there as soon as its session is, and has its first fact when somebody or something steers it. */
const isQueueToCome = (log: EventLog, asked: string): boolean => {
  const { kind, id } = partsOfStream(asked);
  return kind === 'queue' && log.page({ after: 0, limit: 1, stream: streamOf.session(id) }).length > 0;
};

const KINDS = ['job', 'session', 'queue', 'user'] as const;

const positionOf = (given: Given): number | null => {
  const text = given.value('at');
  if (text === null || /^\d{1,15}$/.test(text)) return text === null ? null : Number(text);
  throw new Ending(EXIT.usage, `--at needs a position, not "${text}".\nSee: waybill inspect --help`);
};
