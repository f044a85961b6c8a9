/** The bugs: first those that any such gateway might have, then subtle ones. */
import type { Mutation } from './mutation.ts';

export const MUTATIONS: readonly Mutation[] = [
  {
    bug: 'a new id for each further attempt',
    file: 'src/actors/jobs/job-effects.ts',
    edits: [
      ['chatId: recipient ?? chatId, messageId, ', 'chatId: recipient ?? chatId, messageId: fresh, '],
      [
        'const said = await saidWhole(job, causation, ports);',
        `const said = await saidWhole(job, causation, ports);
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
    bug: 'the alarm for the next retry is not set',
    file: 'src/actors/jobs/job-actors.ts',
    edits: [['ports.wakeAt();', 'return;']],
  },
  {
    bug: 'the dispatcher ignores the chat',
    file: 'src/actors/jobs/dispatcher.ts',
    edits: [['offer.places, offer.busy)', 'offer.places, offer.busy && new Set())']],
  },
  {
    bug: 'a projection drops a fact: a receipt',
    file: 'src/projections/jobs.ts',
    edits: [['change(changes, streamId, { read_at: data.readAt })', 'void [streamId, data, changes]']],
  },
  {
    bug: 'a projection drops a fact: the first of a large commit',
    file: 'src/storage/sqlite/projector.ts',
    edits: [
      [
        'return moveInStep(facts);',
        'return moveInStep(facts, (name, position) => name === "stats" && facts.length > 3 && position === first.position);',
      ],
    ],
  },
  {
    bug: 'the retry ladder is off by a millisecond',
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
    bug: 'a failed commit is reported as successful',
    file: 'src/events/log/group-commit.ts',
    edits: [['for (const { reject } of group) reject(thrown);', 'for (const { resolve } of group) resolve([]);']],
  },
  {
    bug: 'recovery forgets the alarms',
    file: 'src/actors/system.ts',
    edits: [
      [
        `      alarms.arm();
      receiving?.start();`,
        '      receiving?.start();',
      ],
    ],
  },
  {
    bug: 'recovery forgets the jobs in hand',
    file: 'src/actors/system.ts',
    edits: [['await interruptJobs(jobs, active);', '']],
  },
  {
    bug: 'a queue forgets its pause at a restart',
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
    bug: 'one job too many is in hand',
    file: 'src/actors/jobs/dispatcher.ts',
    edits: [['ports.permit(now).places', 'ports.permit(now).places + Number(ports.permit(now).places > 0)']],
  },
  {
    bug: 'the chat of a job that comes back is freed too early',
    file: 'src/actors/jobs/succession.ts',
    edits: [['end?.comesBack === false', 'end !== null']],
  },
  {
    bug: 'an interrupted job does not return to the head of its lane',
    file: 'src/projections/line.ts',
    edits: [["if (first.type !== 'job.queued' && approvedAt === null) setNext(db, lane, place, 0);", '']],
  },
  {
    bug: 'a draft is in line',
    file: 'src/projections/line.ts',
    edits: [
      [
        "    'job.approved': (_, recorded, moves) => {",
        "    'job.drafted': (_, recorded, moves) => move(moves, recorded as never, 0),\n    'job.approved': (_, recorded, moves) => {",
      ],
    ],
  },
  {
    bug: 'two concurrent requests with one key are both accepted',
    file: 'src/gateway/messages/acceptance.ts',
    edits: [['...(key === null ? {} : { claim: key })', '']],
  },
  {
    bug: 'two appends of one commit claim one key, and both succeed',
    file: 'src/events/log/draft.ts',
    edits: [['claims.get(key)?.position ?? ground.claimed(key)', 'ground.claimed(key)']],
  },
  {
    bug: 'a key is forgotten after its commit',
    file: 'src/storage/sqlite/sqlite-store.ts',
    edits: [['for (const { key, position } of claims) addClaim.run(key, position);', 'void [addClaim, claims];']],
  },
  {
    bug: 'a stream gets the header of another session',
    file: 'src/events/facts/header.ts',
    edits: [['session: first.session, chatId', "session: first.priority === 'LOW' ? 'second' : first.session, chatId"]],
  },
  {
    bug: 'two overdue messages to one chat are sent in the order of queueing',
    file: 'src/projections/line.ts',
    edits: [['draft, id, dueAt, dueAt, waitsFor);', 'draft, id, first.at, dueAt, waitsFor);']],
  },
  {
    bug: 'tables that lag never get the last fact that they are settled with',
    file: 'src/storage/sqlite/projector.ts',
    edits: [['    moveBehind(facts);\n', '    moveBehind(facts.slice(0, -1));\n']],
  },
  {
    bug: 'a table that lags is read as it is',
    file: 'src/projections/settled.ts',
    edits: [['if (!isTogether) return tables.current(read);', 'if (!isTogether) return read();']],
  },
  {
    bug: 'tables that lag never learn what a process had not written when it died',
    file: 'src/storage/sqlite/projector.ts',
    edits: [
      ['for (let position = Math.min(...positions(head).values()); position', 'for (let position = head; position'],
    ],
  },
  {
    bug: 'the queue accepts one message more than its limit',
    file: 'src/gateway/messages/room.ts',
    edits: [['(arriving.get(id) ?? 0) >= queue', '(arriving.get(id) ?? 0) > queue']],
  },
  {
    bug: 'signals of an old link still count',
    file: 'src/actors/sessions/session-link.ts',
    edits: [['else if (mine === link) hear(signal, caller);', 'else hear(signal, caller);']],
  },
  {
    bug: 'a rate limit does not cool the queue',
    file: 'src/actors/jobs/job-effects.ts',
    edits: [["if (why.code === 'rate_limited') ports.cool(session, why.message);", '']],
  },
  {
    bug: 'a message that may have been written counts as never written',
    file: 'src/machines/job.decide.ts',
    edits: [["why.code === 'session_closed' && !written", "why.code === 'session_closed'"]],
  },
  {
    bug: 'an edit is taken although an attempt has begun',
    file: 'src/machines/job.decide.ts',
    edits: [
      [
        "job.context.begun ? hasBegun() : ok([{ ...command, type: 'job.edited' }])",
        "ok([{ ...command, type: 'job.edited' }])",
      ],
    ],
  },
  {
    bug: 'a retrying job does not hold back its lane',
    file: 'src/projections/line.ts',
    edits: [['      place,\n      waitsFor,', '      0,\n      waitsFor,']],
  },
  {
    bug: 'a stop of the process drops a job in hand',
    file: 'src/actors/system.ts',
    edits: [['await interruptJobs(jobs, reads.jobs.active());', '']],
  },
  {
    bug: 'a receipt of another session is accepted',
    file: 'src/machines/job.decide.ts',
    edits: [['if (session !== job.context.session) return [];', 'void session;']],
  },
  {
    bug: 'a second delivery receipt changes the time',
    file: 'src/machines/job.decide.ts',
    edits: [["return delivered ? [] : [{ type: 'job.delivered'", "return false ? [] : [{ type: 'job.delivered'"]],
  },
  {
    bug: 'a second attempt takes a new message id for a picture',
    file: 'src/actors/jobs/job-effects.ts',
    edits: [
      ['chatId: recipient ?? chatId, messageId, ', 'chatId: recipient ?? chatId, messageId: fresh, '],
      [
        'const said = await saidWhole(job, causation, ports);',
        `const said = await saidWhole(job, causation, ports);
    const isAgain = said.content.kind === 'image' && job.context.attempts > 1;
    const fresh = isAgain ? messageId.slice(0, -1) + job.context.attempts : messageId;`,
      ],
    ],
  },
  {
    bug: 'messages that wait for another one are never told of its end',
    file: 'src/actors/jobs/referrals.ts',
    edits: [['if (ENDS.has(fact.type)) release(', "if (ENDS.has('')) release("]],
  },
  {
    bug: 'a reaction does not wait for its message',
    file: 'src/gateway/messages/messages.ts',
    edits: [['job && !hasEnded(job) ?', "job && !hasEnded(job) && type !== 'reaction' ?"]],
  },
  {
    bug: 'a retry by hand comes before the message that it changes',
    file: 'src/machines/job.decide.ts',
    edits: [
      [
        'const waitsFor = refersTo ?? (waits ? replyTo : null);',
        'const waitsFor = waits || refersTo ? null : replyTo;',
      ],
    ],
  },
  {
    bug: 'an edit of a waiting message is forgotten',
    file: 'src/machines/job.machine.ts',
    edits: [['{ content: event.content, edited: true }', '{ content: event.content }']],
  },
  {
    bug: 'the sweep removes what a waiting message needs',
    file: 'src/gateway/media/upkeep.ts',
    edits: [
      ['.some((id) => isInUse(ports, id));', '.some((id) => isInUse(ports, id) && !ports.reads.media.usesMedia(id));'],
    ],
  },
  {
    bug: 'what passes a file on does not keep it',
    file: 'src/messages/content.ts',
    edits: [
      [
        `export const mediaOf = (content: Content): readonly string[] => {
  const spoken = spokenOf(content);`,
        `export const mediaOf = (content: Content): readonly string[] => {
  const spoken = content;`,
      ],
    ],
  },
  {
    bug: 'files of uploads that are not on record stay for ever',
    file: 'src/gateway/media/upkeep.ts',
    edits: [['before: now, signal: stopping.signal', 'before: 0, signal: stopping.signal']],
  },
  {
    bug: 'a conversion or an upload shares the file of another',
    file: 'src/storage/sqlite/media-index.ts',
    edits: [
      [
        'add: (id, sha256) => void add.run(id, sha256),',
        "add: (id, sha256) => void add.run(id, id.endsWith('0') ? sha256.slice(1) + '0' : sha256),",
      ],
    ],
  },
  {
    bug: 'the receipt of a message leaves before its fact',
    file: 'src/actors/chats/hearing.ts',
    edits: [
      [
        'await Promise.all(stanzas.map(({ heard }) => recordOne(session, heard)));',
        `const facts = Promise.all(stanzas.map(({ heard }) => recordOne(session, heard)));
      facts.catch(() => {});`,
      ],
    ],
  },
  {
    bug: 'the keys of a message are stored before its fact',
    file: 'src/actors/chats/hearing.ts',
    edits: [
      [
        '// In one turn, so that one commit takes them all.',
        'for (const { ring, changes } of lastOf(stanzas.flatMap(({ keys }) => keys))) await vault.setKeys(ring, changes);',
      ],
    ],
  },
  {
    bug: 'what comes in has no claim',
    file: 'src/actors/chats/hearing.ts',
    edits: [
      ['...(claim === null ? {} : { claim }),', '...(claim === null ? {} : {}),'],
      ['if (position !== null) return position;', 'if (position === 0) return position;'],
    ],
  },
  {
    bug: 'an edit that comes in is folded into its message',
    file: 'src/actors/chats/heard-facts.ts',
    edits: [['return edited(heard, said, making);', 'return null;']],
  },
  {
    bug: 'a message that could not be read is not repaired',
    file: 'src/actors/chats/hearing.ts',
    edits: [['unreadChat && readAfterAll(heard, making)', 'unreadChat && null']],
  },
  {
    bug: 'a person has a conversation for each address',
    file: 'src/actors/chats/hearing.ts',
    edits: [['return { chatId: (told && learned?.person.chat) ?? chat.id,', 'return { chatId: chat.id,']],
  },
  {
    bug: 'what comes in is claimed under one spelling only',
    file: 'src/actors/chats/hearing.ts',
    edits: [
      [
        'return [...new Set(told.flatMap((each) => [each, ...(contacts.of(session, each)?.addresses ?? [])]))];',
        'return told.slice(0, 1);',
      ],
    ],
  },
  {
    bug: 'two contacts that are one take the id of the younger',
    file: 'src/actors/contacts/contact-facts.ts',
    edits: [['(a.contactId < b.contactId ? -1 : 1)', '(a.contactId < b.contactId ? 1 : -1)']],
  },
  {
    bug: 'the place of a webhook moves before its answer',
    file: 'src/webhooks/deliveries/run.ts',
    edits: [
      [
        'underWay.begin(parcel, items, clock.now());',
        'underWay.begin(parcel, items, clock.now());\n    reader.remove(new Set(items));\n    keepPlace();',
      ],
    ],
  },
  {
    bug: 'a lane of webhooks overtakes itself',
    file: 'src/webhooks/deliveries/under-way.ts',
    edits: [["!taken.has(item) && (item.lane === '' || !busy.has(item.lane))", '!taken.has(item)']],
  },
  {
    bug: 'a webhook is repeated under a new id',
    file: 'src/webhooks/endpoint.ts',
    edits: [
      [
        'post(parcel.id, bodyOf(parcel), signal)',
        "post(`${parcel.id}${parcel.attempts || ''}`, bodyOf(parcel), signal)",
      ],
    ],
  },
];
