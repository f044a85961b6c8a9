/** The bugs: first those that any such gateway might have, then subtle ones. */
import type { Mutation } from './mutation.ts';

export const MUTATIONS: readonly Mutation[] = [
  {
    bug: 'a new id for each further attempt',
    file: 'src/actors/jobs/job-effects.ts',
    edits: [
      ['chat: recipient ?? chat, messageId, ', 'chat: recipient ?? chat, messageId: fresh, '],
      [
        'const content = ports.content();',
        `const content = ports.content();
    const { attempts } = job.context;
    const fresh = attempts > 1 ? messageId.slice(0, -1) + attempts : messageId;`,
      ],
    ],
  },
  {
    bug: 'effects before the append',
    file: 'src/actors/actor.ts',
    edits: [
      [
        'const recorded = await log.append(append);',
        `for (const names of planned.effects) for (const name of names) behaviour.effects[name as E](planned.next, 0);
    const recorded = await log.append(append);`,
      ],
      ['behaviour.effects[effect as E](snapshot, fact.position)', 'void [effect, fact]'],
    ],
  },
  {
    bug: 'an alarm that nobody sets: the next retry',
    file: 'src/actors/jobs/job-actors.ts',
    edits: [['ports.wakeAt();', 'return;']],
  },
  {
    bug: 'a dispatch that ignores the chat',
    file: 'src/actors/jobs/dispatcher.ts',
    edits: [['offer.places, offer.busy)', 'offer.places, offer.busy && new Set())']],
  },
  {
    bug: 'a projection that drops a fact: a receipt',
    file: 'src/projections/jobs.ts',
    edits: [['change(changes, streamId, { read_at: data.readAt })', 'void [streamId, data, changes]']],
  },
  {
    bug: 'a projection that drops a fact: the first of a commit of many',
    file: 'src/storage/sqlite/projector.ts',
    edits: [
      [
        'for (const { move } of attached) move(facts);',
        'for (const { name, move } of attached) move(name === "stats" && facts.length > 3 ? facts.slice(1) : facts);',
      ],
    ],
  },
  {
    bug: 'the ladder is off by a millisecond',
    file: 'src/machines/retry.ts',
    edits: [['now + backoffMs(attempt, policy)', 'now + backoffMs(attempt, policy) + 1']],
  },
  {
    bug: 'an alarm rings a millisecond late',
    file: 'src/actors/alarms.ts',
    edits: [['clock.after(until - now, due)', 'clock.after(until - now + 1, due)']],
  },
  {
    bug: 'an interruption spends an attempt',
    file: 'src/machines/job.machine.ts',
    edits: [["{ target: 'waiting', actions: 'uncountAttempt' }", "'waiting'"]],
  },
  {
    bug: 'a cancelled job takes a late acknowledgement',
    file: 'src/machines/job.machine.ts',
    edits: [['cancelled: {}', "cancelled: { on: { 'job.completed': 'completed' } }"]],
  },
  {
    bug: 'a commit that failed is answered as one that did not',
    file: 'src/events/log/group-commit.ts',
    edits: [['for (const { reject } of group) reject(thrown);', 'for (const { resolve } of group) resolve([]);']],
  },
  {
    bug: 'recovery forgets what waits for a time',
    file: 'src/actors/system.ts',
    edits: [
      [
        `      alarms.arm();
      return recovered;`,
        '      return recovered;',
      ],
    ],
  },
  {
    bug: 'recovery forgets the jobs that were in hand',
    file: 'src/actors/system.ts',
    edits: [['await interruptJobs(active);', '']],
  },
  {
    bug: 'a queue forgets at a restart that it was paused',
    file: 'src/actors/sessions/session-actor.ts',
    edits: [
      [
        `      } satisfies Record<QueueEffect, unknown>,
    },
    ports,`,
        `      } satisfies Record<QueueEffect, unknown>,
    },
    ports,
    { fresh: true },`,
      ],
    ],
  },
  {
    bug: 'one job more in hand than there may be',
    file: 'src/actors/jobs/dispatcher.ts',
    edits: [['ports.permit(now).places', 'ports.permit(now).places + Number(ports.permit(now).places > 0)']],
  },
  {
    bug: 'a chat is given away whose job comes back',
    file: 'src/actors/jobs/succession.ts',
    edits: [['end?.comesBack === false', 'end !== null']],
  },
  {
    bug: 'an interrupted job does not get its place in front back',
    file: 'src/projections/line.ts',
    edits: [["if (first.type !== 'job.queued') setNext(db, lane, streamId, 0);", '']],
  },
  {
    bug: 'two requests with one key come at once, and both are taken',
    file: 'src/gateway/acceptance.ts',
    edits: [['...(key === null ? {} : { claim: key })', '']],
  },
  {
    bug: 'two appends of one commit claim one key, and both get it',
    file: 'src/events/log/draft.ts',
    edits: [['claims.get(key)?.position ?? ground.claimed(key)', 'ground.claimed(key)']],
  },
  {
    bug: 'a key is forgotten once its commit stands',
    file: 'src/storage/sqlite/sqlite-store.ts',
    edits: [['for (const { key, position } of claims) addClaim.run(key, position);', 'void [addClaim, claims];']],
  },
  {
    bug: 'a stream is filed under another session than its own',
    file: 'src/events/facts/header.ts',
    edits: [['session: first.session, chatId', "session: first.priority === 'LOW' ? 'second' : first.session, chatId"]],
  },
  {
    bug: 'of two overdue messages to one chat the one goes first that was queued first',
    file: 'src/projections/line-reads.ts',
    edits: [['case scheduled when 1 then due_at else queued_at end', 'queued_at']],
  },
  {
    bug: 'the queue takes one message more than it may hold',
    file: 'src/gateway/acceptance.ts',
    edits: [['(arriving.get(id) ?? 0) < queue', '(arriving.get(id) ?? 0) <= queue']],
  },
  {
    bug: 'a link that was let go is still heard',
    file: 'src/actors/sessions/session-link.ts',
    edits: [['else if (mine === link) hear(signal, caller);', 'else hear(signal, caller);']],
  },
  {
    bug: 'a rate limit cools nothing',
    file: 'src/actors/jobs/job-effects.ts',
    edits: [["if (why.code === 'rate_limited') ports.cool(session, why.message);", '']],
  },
  {
    bug: 'what was perhaps written is taken for never written',
    file: 'src/machines/job.decide.ts',
    edits: [["failure.code === 'session_closed' && !written", "failure.code === 'session_closed'"]],
  },
  {
    bug: 'a failed job waits in front of nobody',
    file: 'src/projections/line.ts',
    edits: [['dueAt, retrySetAt, ...lane, streamId);', 'dueAt, retrySetAt, ...lane, 0);']],
  },
  {
    bug: 'the stop of a process lets go of a job that is in hand',
    file: 'src/actors/system.ts',
    edits: [['await interruptJobs(reads.jobs.active());', '']],
  },
  {
    bug: 'a receipt is taken that another session was told',
    file: 'src/machines/job.decide.ts',
    edits: [['if (session !== job.context.session) return [];', 'void session;']],
  },
  {
    bug: 'a second receipt of delivery moves the time',
    file: 'src/machines/job.decide.ts',
    edits: [["kind === 'delivered' && job.context.delivered", 'false']],
  },
];
