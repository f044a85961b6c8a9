/** What became of an actor between two positions: in what it remembers, and in the tables that its facts move. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Hono } from 'hono';
import * as v from 'valibot';
import type { EventLog } from '../../events/log/log.ts';
import { type Difference, differences } from '../../inspector/differences.ts';
import type { Past } from '../../inspector/past.ts';
import { openStreamRows, type StreamRow } from '../../projections/stream-rows.ts';
import { describe } from '../contract/describe.ts';
import type { Env } from '../edge/env.ts';
import { momentAnswer, momentEntries } from './history-shape.ts';
import { query } from '../edge/parse.ts';
import { problem } from '../contract/problem.ts';
import { Position } from '../contract/shapes.ts';

const PAGE = 1_000;

const CompareQuery = v.strictObject({
  stream: v.pipe(v.string(), v.description('`session/default` for one.')),
  from: v.pipe(Position, v.description('A position of the log; 0 is before everything.')),
  to: v.pipe(Position, v.description('Another one, before or after it.')),
});

const DifferenceShape = v.object({
  path: v.pipe(v.string(), v.examples(['config.concurrency'])),
  before: v.unknown(),
  after: v.unknown(),
});

const Comparison = v.pipe(
  v.object({
    stream: v.string(),
    from: v.object(momentEntries),
    to: v.object(momentEntries),
    facts: v.pipe(v.number(), v.integer(), v.description('How many of the stream stand between them.')),
    context: v.pipe(v.array(DifferenceShape), v.description('What it remembers that is not the same.')),
    tables: v.pipe(
      v.array(v.object({ table: v.string(), changes: v.array(DifferenceShape) })),
      v.description(
        "The columns of the stream's own rows that are not the same, as stored. Tables that mix streams are left out: the line, the statistics, the minutes.",
      ),
    ),
  }),
  v.metadata({ ref: 'Comparison' }),
);

/** The stream's rows as they were at each of two positions, the earlier first. */
const rowsAt = async (
  log: EventLog,
  stream: string,
  places: readonly [number, number],
): Promise<readonly (readonly StreamRow[])[]> => {
  const tables = openStreamRows();
  try {
    const found: (readonly StreamRow[])[] = [];
    let afterVersion = 0;
    for (const upTo of places) {
      for (let more = true; more; ) {
        const facts = log.page({ after: 0, stream, afterVersion, upTo, limit: PAGE });
        tables.apply(facts);
        afterVersion += facts.length;
        more = facts.length === PAGE;
        if (more) await nextTurn();
      }
      found.push(tables.rows());
    }
    return found;
  } finally {
    tables.close();
  }
};

const columnsOf = (rows: readonly StreamRow[], name: string) => rows.find(({ table }) => table === name)?.columns;

const changesOf = (before: readonly StreamRow[], after: readonly StreamRow[]) => {
  const names = new Set([...before, ...after].map(({ table }) => table));
  return [...names]
    .map((table): { table: string; changes: readonly Difference[] } => ({
      table,
      changes: differences(columnsOf(before, table), columnsOf(after, table)),
    }))
    .filter(({ changes }) => changes.length > 0);
};

export const compareRoutes = (log: EventLog, past: Past) =>
  new Hono<Env>().get(
    '/compare',
    describe({
      tag: 'Log',
      summary: 'Compare an actor at two positions',
      description: 'What it remembers, and what its rows in the tables say, where that is not the same.',
      answers: { 200: { description: 'The differences.', content: Comparison } },
      problems: ['stream.not_found', 'request.invalid'],
    }),
    query(CompareQuery),
    async (c) => {
      const { stream, from, to } = c.req.valid('query');
      if (log.page({ after: 0, limit: 1, stream }).length === 0)
        return problem(c, 'stream.not_found', 'The log has no fact of this stream.');
      const [before, after] = [await past.at(stream, from), await past.at(stream, to)];
      const found = await rowsAt(log, stream, from <= to ? [from, to] : [to, from]);
      const [one = [], other = []] = from <= to ? found : found.toReversed();
      return c.json({
        stream,
        from: momentAnswer(from, before),
        to: momentAnswer(to, after),
        facts: Math.abs((after?.fact.version ?? 0) - (before?.fact.version ?? 0)),
        context: [...differences(before?.context, after?.context)],
        tables: changesOf(one, other),
      });
    },
  );
