/** Older messages of the account, which its phone is asked for. */
import { Hono } from 'hono';
import * as v from 'valibot';
import { HISTORY_OUTCOMES } from '../../events/facts/session.ts';
import type { ChatHistoryShown } from '../../gateway/sessions/chat-history.ts';
import { BODY_PROBLEMS, describe } from '../contract/describe.ts';
import { refused } from '../contract/problem.ts';
import { IsoTime, isoOrNull, SessionQuery } from '../contract/shapes.ts';
import { callerOf, type Env, type HttpDeps } from '../edge/env.ts';
import { body, query } from '../edge/parse.ts';

const DAYS_MAX = 365;

const Ask = v.pipe(
  v.strictObject({
    days: v.pipe(
      v.number(),
      v.integer('Expected a whole number of days'),
      v.minValue(1, 'Expected at least 1 day'),
      v.maxValue(DAYS_MAX, `Expected at most ${DAYS_MAX} days`),
      v.examples([30]),
    ),
  }),
  v.metadata({ ref: 'SessionHistoryRequest' }),
);

const Count = v.pipe(v.number(), v.integer());

const Shown = v.pipe(
  v.object({
    state: v.pipe(
      v.picklist(['none', 'waiting', 'running', 'ended']),
      v.description('`none`: nobody has asked yet. `waiting`: it goes on once the session is connected.'),
    ),
    days: v.nullable(Count),
    since: v.pipe(v.nullable(IsoTime), v.description('Older messages are left out.')),
    askedAt: v.nullable(IsoTime),
    endedAt: v.nullable(IsoTime),
    outcome: v.pipe(
      v.nullable(v.picklist(HISTORY_OUTCOMES)),
      v.description(
        '`complete`; `unanswered`: the phone did not answer; `expired`: it took longer than a day; `logged_out`.',
      ),
    ),
    chats: v.pipe(v.nullable(Count), v.description('How many chats the phone was asked about, once it has ended.')),
    unanswered: v.pipe(v.nullable(Count), v.description('About how many of them it said nothing.')),
    leftOut: v.pipe(
      v.nullable(Count),
      v.description(
        'How many known people and groups it could not be asked about, because no message with them is on record.',
      ),
    ),
    taken: v.pipe(
      Count,
      v.description('How many messages were recorded so far. Those that were on record before are not counted.'),
    ),
  }),
  v.metadata({ ref: 'SessionHistory' }),
);

const shown = ({ since, askedAt, endedAt, ...others }: ChatHistoryShown) => ({
  ...others,
  since: isoOrNull(since),
  askedAt: isoOrNull(askedAt),
  endedAt: isoOrNull(endedAt),
});

export const sessionHistoryRoutes = ({ gateway: { chatHistory } }: HttpDeps) =>
  new Hono<Env>()
    .get(
      '/session/history',
      describe({
        tag: 'Session',
        scope: 'sessions:read',
        summary: 'Look what became of the last request for older messages',
        answers: { 200: { description: 'The last request of the session.', content: Shown } },
        problems: ['session.not_found', 'request.invalid'],
      }),
      query(SessionQuery),
      async (c) => {
        const found = await chatHistory.look(c.get('session'));
        return found.ok ? c.json(shown(found.value)) : refused(c, found.refusal);
      },
    )
    .post(
      '/session/history',
      describe({
        tag: 'Session',
        scope: 'sessions:control',
        summary: 'Fetch older messages from the phone',
        description:
          'The phone is asked for what was said in the last days, before the oldest message on record of each chat. A chat without a message on record cannot be asked about; `leftOut` counts them. Messages come with `source: "history"`, each once; their files are fetched on request. It goes on after a reconnect or a restart, for a day at most. The phone has to be online.',
        answers: { 202: { description: 'The phone is being asked; GET tells how far it is.', content: Shown } },
        problems: ['history.running', 'session.not_found', 'session.not_live', ...BODY_PROBLEMS],
      }),
      query(SessionQuery),
      body(Ask),
      async (c) => {
        const told = await chatHistory.ask(c.get('session'), c.req.valid('json').days, callerOf(c));
        return told.ok ? c.json(shown(told.value), 202) : refused(c, told.refusal);
      },
    );
