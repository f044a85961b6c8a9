/** The log seen from above: which stream was in which state when, and where what kind of fact stands. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Hono } from 'hono';
import * as v from 'valibot';
import { catalogue, type FactType } from '../../events/facts/catalogue.ts';
import type { EventLog, Recorded } from '../../events/log/log.ts';
import { outlineOf } from '../../inspector/outline.ts';
import { describe } from '../contract/describe.ts';
import type { Env, HttpDeps } from '../edge/env.ts';
import { FactShape, factAnswer } from '../contract/fact-shape.ts';
import { query } from '../edge/parse.ts';
import { problem } from '../contract/problem.ts';
import { limitUpTo, Position } from '../contract/shapes.ts';

/** Some milliseconds of reading. */
const ROWS_MAX = 2_000;

const whole = v.pipe(v.number(), v.integer());
const StreamName = v.pipe(v.string(), v.description('Of this stream only; of the whole log, when left out.'));

const OutlineQuery = v.strictObject({
  stream: v.optional(StreamName),
  skip: v.optional(v.pipe(Position, v.description('How many facts to leave out from the beginning.'))),
  limit: limitUpTo(ROWS_MAX),
});

const OutlineShape = v.pipe(
  v.object({
    total: v.pipe(whole, v.description('How many facts there are.')),
    words: v.pipe(v.array(v.string()), v.description('What rows name by its place: 0 is the first.')),
    rows: v.pipe(
      v.array(v.array(whole)),
      v.description(
        'One row a fact: position, time (milliseconds since 1970), stream, type, from, to, by, causation. Where there is no word, −1; no causation, 0.',
      ),
    ),
    before: v.pipe(
      v.object({ job: v.nullable(FactShape), session: v.nullable(FactShape), queue: v.nullable(FactShape) }),
      v.description('The last fact of each kind of stream before the first row.'),
    ),
  }),
  v.metadata({ ref: 'Outline' }),
);

const SummaryQuery = v.strictObject({ stream: v.optional(StreamName) });

const SummaryShape = v.pipe(
  v.object({
    facts: v.pipe(whole, v.description('How many there are.')),
    types: v.pipe(
      v.array(v.object({ type: v.string(), first: whole, last: whole })),
      v.description('The positions of the first and the last fact of each type that there is.'),
    ),
  }),
  v.metadata({ ref: 'Summary' }),
);

const KINDS = ['job', 'session', 'queue'] as const;

const newest = (log: EventLog, selection: { upTo?: number; stream?: string; type?: string }): Recorded | null =>
  log.page({ after: 0, limit: 1, newestFirst: true, ...selection })[0] ?? null;

/** Kinds have no index, types have: the newest of each of its types. */
const lastOfKind = (log: EventLog, kind: string, upTo: number): Recorded | null =>
  [...catalogue.keys()]
    .filter((type) => type.startsWith(`${kind}.`))
    .map((type) => newest(log, { type, upTo }))
    .reduce((last, fact) => ((fact?.position ?? 0) > (last?.position ?? 0) ? fact : last), null);

const countOf = (log: EventLog, stream: string | undefined): number =>
  stream === undefined ? log.head().position : (newest(log, { stream })?.version ?? 0);

type Places = Map<FactType, { first: number; last: number }>;

/** An index says where the first and the last of each type stand. */
const placesInLog = (log: EventLog): Places => {
  const places: Places = new Map();
  for (const type of catalogue.keys() as Iterable<FactType>) {
    const [first] = log.page({ after: 0, limit: 1, type });
    const last = newest(log, { type });
    if (first && last) places.set(type, { first: first.position, last: last.position });
  }
  return places;
};

/** A stream is walked, with a turn of the event loop between pages. */
const placesInStream = async (log: EventLog, stream: string): Promise<Places> => {
  const places: Places = new Map();
  for (let afterVersion = 0; ; afterVersion += ROWS_MAX) {
    const facts = log.page({ after: 0, stream, afterVersion, limit: ROWS_MAX });
    for (const { type, position } of facts) {
      const place = places.get(type);
      if (place) place.last = position;
      else places.set(type, { first: position, last: position });
    }
    if (facts.length < ROWS_MAX) return places;
    await nextTurn();
  }
};

export const outlineRoutes = ({ log }: HttpDeps) =>
  new Hono<Env>()
    .get(
      '/events/outline',
      describe({
        tag: 'Log',
        summary: 'Read the log without its data',
        description:
          'In the order in which facts were written, as short as can be: for whoever shows states over time. A stream is named by `stream`; facts are counted, so any place can be had at once.',
        answers: { 200: { description: 'A part of the outline.', content: OutlineShape } },
        problems: ['stream.not_found', 'request.invalid'],
      }),
      query(OutlineQuery),
      (c) => {
        const { stream, skip = 0, limit } = c.req.valid('query');
        const total = countOf(log, stream);
        if (stream !== undefined && total === 0)
          return problem(c, 'stream.not_found', 'The log has no fact of this stream.');
        const facts =
          stream === undefined
            ? log.page({ after: skip, limit })
            : log.page({ after: 0, stream, afterVersion: skip, limit });
        const upTo = (facts[0]?.position ?? log.head().position + 1) - 1;
        const before = KINDS.map((kind) => {
          const last = lastOfKind(log, kind, upTo);
          return [kind, last && factAnswer(last)] as const;
        });
        return c.json({ total, ...outlineOf(facts), before: Object.fromEntries(before) });
      },
    )
    .get(
      '/events/summary',
      describe({
        tag: 'Log',
        summary: 'Find the first and the last of each type',
        description: 'Where to look first: the first `job.failed`, the last `session.closed`.',
        answers: { 200: { description: 'Positions by type.', content: SummaryShape } },
        problems: ['stream.not_found', 'request.invalid'],
      }),
      query(SummaryQuery),
      async (c) => {
        const { stream } = c.req.valid('query');
        const facts = countOf(log, stream);
        if (stream !== undefined && facts === 0)
          return problem(c, 'stream.not_found', 'The log has no fact of this stream.');
        const places = stream === undefined ? placesInLog(log) : await placesInStream(log, stream);
        const types = [...places].map(([type, place]) => ({ type, ...place }));
        return c.json({ facts, types: types.sort((one, other) => one.first - other.first) });
      },
    );
