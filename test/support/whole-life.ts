/**
 * A log in which everything happens once that an endpoint can be told: messages both ways with all that becomes of them,
 * files, people, groups, calls, sessions and queues. Whatever a person wrote holds a canary; so does every number.
 */
import type { Fact, FactOf } from '../../src/events/facts/catalogue.ts';
import { DEFAULT_QUEUE_CONFIG } from '../../src/events/facts/queue.ts';
import type { SessionFact } from '../../src/events/facts/session.ts';
import { type Said, say, sayBeside } from '../../src/events/log/content.ts';
import type { ChatId } from '../../src/kernel/ids.ts';
import { messageIdOf } from '../../src/kernel/message-ids.ts';
import { evolve, initial, stateOf } from '../../src/machines/evolve.ts';
import type { Job } from '../../src/machines/job.machine.ts';
import { machineOf } from '../../src/machines/kinds.ts';
import type { Content } from '../../src/messages/content.ts';
import { openReads } from '../../src/projections/reads.ts';
import { openDatabase } from '../../src/storage/sqlite/database.ts';
import { openProjections } from '../../src/storage/sqlite/projector.ts';
import { sqliteLog } from '../../src/storage/sqlite/sqlite-log.ts';
import { chatting } from './chatting.ts';
import { encryptedVote } from './encrypted-vote.ts';
import { notRegistered, socketClosed } from './facts.ts';

/** In every text, caption, name, file name and subject of the log. */
export const CANARY = 'canary';
/** In every phone number of the log. */
export const DIGITS = '628120000';

const number = (last: number): string => `${DIGITS}00${String(last).padStart(2, '0')}@s.whatsapp.net`;
const ACCOUNT = number(0);
export const [AYU, BUDI, CITRA] = [number(1), number(2), number(3)];
export const AYU_LID = '900100@lid';
export const CITRA_LID = '900300@lid';
const GROUP = '120363041234567890@g.us';
/** A group of before 2021, whose id begins with the number of the person who made it. */
const OLD_GROUP = `${DIGITS}0001-1600000000@g.us`;

const entropy = { bytes: (count: number) => new Uint8Array(count) };
const START = 1_700_000_000_000;

const jobId = (count: number): string => count.toString(16).padStart(18, '0');
const fileId = (count: number): string => `med_${jobId(count)}`;

type Queued = Partial<Pick<FactOf<'job.queued'>, 'chat' | 'notBefore' | 'refersTo' | 'replyTo' | 'waits'>>;

/** What the first fact of a job says, with what stands beside it. */
const asked = (count: number, content: Content, chat: ChatId) => {
  const said = say(content, entropy);
  const metadata = sayBeside('metadata', { shop: `${CANARY} shop` }, entropy);
  const first = { session: 'default', chat, content: said.ref, messageId: messageIdOf(jobId(count)) };
  const accepted = { ...first, priority: 'NORMAL', metadata: metadata.ref } as const;
  return { accepted, contents: [said.said, metadata.said] };
};

export const openLife = (file = ':memory:') => {
  const db = openDatabase(file);
  const projections = openProjections(db);
  const log = sqliteLog(db, { project: projections });
  const reads = openReads(db, log);
  const snapshots = new Map<string, Job>();
  let now = START;

  /** One fact, with what stands beside it. @throws when the machine of its stream refuses it. */
  const tell = async (stream: string, fact: Fact, contents: readonly Said[] = []): Promise<number> => {
    now += 1_000;
    const machine = machineOf(stream);
    const isBorn = snapshots.has(stream) || !stream.startsWith('media/') || fact.type === 'media.awaited';
    const before = machine && isBorn ? (snapshots.get(stream) ?? (initial(machine) as Job)) : null;
    const after = machine && before && evolve(machine, before, fact);
    if (before && !after) throw new Error(`${stream} cannot take ${fact.type}`);
    if (after) snapshots.set(stream, after.snapshot as Job);
    const states = { from: before && stateOf(before), to: after ? stateOf(after.snapshot as Job) : null };
    const entries = [{ fact, ...states, ...(contents.length > 0 ? { contents } : {}) }];
    const origin = { at: now, by: 'anna', correlation: 'request-1', causation: null };
    const [recorded] = await log.append({ stream, expected: null, entries, ...origin });
    return recorded?.position ?? 0;
  };

  const job = (count: number, fact: Fact, contents: readonly Said[] = []): Promise<number> =>
    tell(`job/${jobId(count)}`, fact, contents);

  /** A job is queued; `more` are members of its fact. */
  const queue = (count: number, content: Content, { chat = AYU, ...more }: Queued = {}) => {
    const { accepted, contents } = asked(count, content, chat);
    return job(count, { type: 'job.queued', ...accepted, ...more }, contents);
  };

  const draft = (count: number, content: Content, chat: ChatId = AYU) => {
    const { accepted, contents } = asked(count, content, chat);
    return job(count, { type: 'job.drafted', ...accepted, decideBy: START + 10 ** 9 }, contents);
  };

  const send = async (count: number, content: Content, more: Queued = {}): Promise<void> => {
    await queue(count, content, more);
    await job(count, { type: 'job.started', attempt: 1 });
    await job(count, { type: 'job.validated', chat: more.chat ?? AYU });
    await job(count, { type: 'job.completed' });
  };

  return { db, log, reads, projections, chat: chatting(log), tell, job, queue, draft, send };
};
export type Life = ReturnType<typeof openLife>;

const text = (body: string): Content => ({ kind: 'text', body: `${CANARY} ${body}` });

const sent = async ({ job, queue, send }: Life): Promise<void> => {
  await send(1, text('one'));
  await job(1, { type: 'job.delivered', deliveredAt: START });
  await job(1, { type: 'job.read', readAt: START + 1 });
  await job(1, { type: 'job.played', playedAt: START + 2 });
  // Read, and never said to be delivered.
  await send(2, text('two'), { chat: BUDI });
  await job(2, { type: 'job.read', readAt: START });
  await job(2, { type: 'job.delivered', deliveredAt: START });
  await queue(3, text('three'), { notBefore: START + 10 ** 9 });
  await job(3, { type: 'job.started', attempt: 1 });
  await job(3, { type: 'job.failed', attempt: 1, failure: socketClosed, retryAt: START + 10 ** 9 });
  await job(3, { type: 'job.started', attempt: 2 });
  await job(3, { type: 'job.abandoned', attempt: 2, failure: notRegistered });
  await job(3, { type: 'job.retried', attempts: 2 });
  await queue(4, text('four'), { replyTo: messageIdOf(jobId(3)), waits: true });
  await job(4, { type: 'job.released', quoted: true });
  await job(4, { type: 'job.edited', content: say(text('four again'), entropy).ref }, [
    say(text('four again'), entropy).said,
  ]);
  await job(4, { type: 'job.expired', failure: { ...notRegistered, code: 'expired' } });
};

const drafted = async ({ job, draft }: Life): Promise<void> => {
  await draft(21, text('a draft'));
  const edited = say(text('a better one'), entropy);
  const approval = { type: 'job.approved', content: edited.ref, notBefore: START + 10 ** 9 } as const;
  await job(21, approval, [edited.said]);
  await draft(22, text('a bad one'));
  const reason = sayBeside('decision', { reason: `${CANARY} not like this` }, entropy);
  await job(22, { type: 'job.rejected', reason: reason.ref }, [reason.said]);
};

const handedOn = async ({ tell }: Life): Promise<void> => {
  const stream = `webhook/${jobId(31)}`;
  const about = sayBeside('endpoint', { name: `${CANARY} shop`, url: `https://${CANARY}.example/` }, entropy);
  const config = { events: ['*'], sessions: '*', payload: 'full', ordering: 'chat' } as const;
  const begun = { about: about.ref, headers: 0, startAt: 0, source: 'api' } as const;
  await tell(stream, { type: 'webhook.created', config: { ...config, events: ['*'] }, ...begun }, [about.said]);
  await tell(stream, { type: 'webhook.failing', reason: 'status', status: 503, inRow: 5, probeAt: START });
};

const SECRET = Buffer.alloc(32, 1);

const heard = async ({ chat, send, tell }: Life): Promise<void> => {
  await chat.receive({
    chat: AYU,
    chatOther: AYU_LID,
    messageId: 'IN1',
    text: `${CANARY} hello`,
    pushName: `${CANARY} Ayu`,
  });
  await chat.receive({
    chat: BUDI,
    messageId: 'OWN',
    text: `${CANARY} by hand`,
    direction: 'out',
    source: 'phone',
    by: ACCOUNT,
  });
  await chat.receive({ chat: BUDI, messageId: 'OLD', text: `${CANARY} of old`, source: 'history' });
  await chat.receive({
    chat: GROUP,
    by: BUDI,
    messageId: 'IN2',
    text: `${CANARY} all`,
    replyTo: 'IN1',
    mentions: [AYU],
  });
  await chat.react('IN1', '❤️', { chat: AYU });
  await chat.edit('IN1', `${CANARY} edited`, { chat: AYU });
  await chat.remove('IN2', { chat: GROUP, by: BUDI });
  await chat.receive({ chat: AYU, messageId: 'IN3', unread: { kind: 'undecryptable', reason: 'no_session' } });
  await chat.repair('IN3', { chat: AYU, text: `${CANARY} readable` });
  const poll = {
    kind: 'poll' as const,
    question: `${CANARY}?`,
    options: [`${CANARY} A`, `${CANARY} B`],
    selectable: 1,
  };
  await chat.receive({
    chat: GROUP,
    by: AYU,
    messageId: 'POLL',
    content: { ...poll, secret: SECRET.toString('base64') },
  });
  const vote = encryptedVote('POLL', SECRET, AYU, BUDI, [`${CANARY} B`]);
  await chat.vote('POLL', vote, { chat: GROUP, by: BUDI });
  await chat.react('UNKNOWN', '🎉', { chat: AYU });
  await send(5, { kind: 'reaction', messageId: 'IN1', emoji: '👍' }, { refersTo: 'IN1' });
  await tell('call/default/CALL1', {
    type: 'call.received',
    chat: AYU,
    by: AYU,
    byOther: AYU_LID,
    video: true,
    calledAt: START,
  });
};

const files = async ({ chat, tell }: Life): Promise<void> => {
  const media = { kind: 'image', mimetype: 'image/jpeg', size: 48_120 } as const;
  const [first, second] = [fileId(101), fileId(102)];
  const record = { sha256: 'ab'.repeat(32), fileName: `${CANARY}.jpg`, thumbnail: null, waveform: null } as const;
  const file = sayBeside('file', { ...record, fits: [], flaw: null, animated: false }, entropy);
  const stored = { type: 'media.stored', file: file.ref, ...media, width: 800, height: 600 } as const;
  for (const [id, messageId] of [
    [first, 'PIC1'],
    [second, 'PIC2'],
  ] as const) {
    const content = { kind: 'image', media: id, caption: `${CANARY} caption` } as const;
    await chat.receive({ chat: AYU, messageId, content, media: { id, ...media } });
    const stream = `media/default/${id.slice(4)}`;
    await tell(stream, { type: 'media.awaited', chat: AYU, messageId, kind: 'image', size: 48_120 });
    await tell(stream, { type: 'media.failed', attempt: 1, reason: 'unreachable', retryAt: START });
    await tell(stream, { type: 'media.retried' });
    await tell(stream, { ...stored, origin: 'received' }, [file.said]);
  }
  await tell(`media/default/${first.slice(4)}`, { type: 'media.expired', reason: 'retention' });
  await tell(`media/default/${jobId(103)}`, { ...stored, origin: 'upload' }, [file.said]);
};

const people = async ({ chat, tell, reads }: Life): Promise<void> => {
  await chat.receive({ chat: CITRA, messageId: 'C1', text: `${CANARY} first`, pushName: `${CANARY} Citra` });
  await chat.receive({ chat: CITRA_LID, messageId: 'C2', text: `${CANARY} second`, pushName: `${CANARY} C.` });
  const idOf = (address: ChatId): string => reads.contacts.idOf('default', address) ?? '';
  const [older, newer] = [idOf(CITRA), idOf(CITRA_LID)];
  const addresses = [CITRA, CITRA_LID];
  await tell(`contact/default/${older}`, { type: 'contact.merged', contact: newer, addresses, chat: CITRA });
  await chat.receive({ chat: CITRA, messageId: 'C3', text: `${CANARY} third`, by: CITRA_LID, byOther: CITRA });
};

const rooms = async ({ tell }: Life): Promise<void> => {
  const words = sayBeside('group', { subject: `${CANARY} parcels`, description: `${CANARY} all of them` }, entropy);
  for (const id of [GROUP, OLD_GROUP]) {
    const stream = `group/default/${id}`;
    const settings = { announceOnly: false, locked: true, disappearingSeconds: 0 };
    const members = [
      { id: ACCOUNT, role: 'admin' as const },
      { id: AYU, lid: AYU_LID, role: 'member' as const },
    ];
    const whole = { addressing: 'number', self: ACCOUNT, members, ...settings, origin: 'query' } as const;
    await tell(stream, { type: 'group.recorded', ...whole });
    await tell(stream, { type: 'group.described', words: words.ref, by: AYU }, [words.said]);
    await tell(stream, { type: 'group.members_changed', action: 'add', members: [{ id: BUDI }], by: AYU });
    await tell(stream, { type: 'group.settings_changed', announceOnly: true });
    await tell(stream, { type: 'group.picture_changed', removed: false, by: AYU });
    await tell(stream, { type: 'group.invite_revoked', by: AYU });
    await tell(stream, { type: 'group.invited', people: [{ id: CITRA }] });
    await tell(stream, { type: 'group.requests_changed', change: 'created', people: [{ id: CITRA }] });
    await tell(stream, { type: 'group.left', reason: 'removed', by: AYU });
  }
};

const later = START + 60_000;
const started: SessionFact = { type: 'session.started' };
const opened: SessionFact = { type: 'session.opened', account: ACCOUNT, lid: '900000@lid' };

const SESSIONS: Readonly<Record<string, readonly SessionFact[]>> = {
  unseen: [started, { type: 'session.qr_issued', expiresAt: later }, { type: 'session.qr_expired' }],
  lost: [
    started,
    opened,
    { type: 'session.keepalive_missed', missed: 1 },
    { type: 'session.timed_out' },
    { type: 'session.closed', code: 408, reason: 'lost', restartAt: later, restarts: 1 },
  ],
  crashed: [
    started,
    opened,
    { type: 'session.interrupted', restartAt: later },
    { type: 'session.stopped', reason: 'asked' },
  ],
  left: [
    started,
    opened,
    { type: 'session.logged_out', reason: 'asked' },
    { type: 'session.unlink_pending', until: later },
    { type: 'session.unlinked' },
    { type: 'session.unlink_pending', until: later },
    { type: 'session.unlink_given_up' },
    { type: 'session.removed' },
  ],
  banned: [started, { type: 'session.halted', reason: 'temporarily_banned', code: 402, detail: 'a ban', until: later }],
};

const sessions = async ({ tell }: Life): Promise<void> => {
  for (const [name, facts] of Object.entries(SESSIONS)) for (const fact of facts) await tell(`session/${name}`, fact);
  const config = { config: DEFAULT_QUEUE_CONFIG, was: DEFAULT_QUEUE_CONFIG };
  await tell('queue/default', { type: 'queue.configured', ...config });
  await tell('queue/default', { type: 'queue.paused' });
  await tell('queue/default', { type: 'queue.resumed' });
  await tell('queue/default', { type: 'queue.cooled', until: later, reason: 'rate-overlimit' });
  await tell('queue/default', { type: 'queue.clearing_started', clearing: 'clr_1', status: 'all', total: 3 });
  await tell('queue/default', { type: 'queue.cleared', clearing: 'clr_1', status: 'all', cleared: 3 });
};

/** What a life consists of once its session is paired. Each part may come before or after the others, but for people after `heard`. */
export const PARTS = { sent, drafted, heard, files, people, rooms, sessions, handedOn } as const;

/** A session is paired and opened, and gets a name. */
export const begin = async (life: Life): Promise<void> => {
  await life.tell('session/default', started);
  await life.tell('session/default', { type: 'session.paired', account: ACCOUNT });
  await life.tell('session/default', opened);
  const label = sayBeside('session', { label: `${CANARY} shop` }, entropy);
  const set = { label: label.ref, country: 'DE', proxy: 'ab'.repeat(32) } as const;
  await life.tell('session/default', { type: 'session.configured', ...set }, [label.said]);
  await life.tell('session/default', { type: 'session.presence_set', available: true });
  await life.tell('session/default', {
    type: 'session.profile_changed',
    part: 'name',
    removed: false,
    source: 'phone',
  });
};

/** Everything that an endpoint can be told, but for erasures. */
export const liveOnce = async (life: Life): Promise<void> => {
  await begin(life);
  for (const part of Object.values(PARTS)) await part(life);
};

/** A message and its file are erased, with what was said about it. */
export const erase = ({ log, tell }: Life, messageId: string, chat = AYU): Promise<number> => {
  const speaks = ({ stream, data }: { stream: string; data: object }): boolean =>
    stream === `chat/default/${chat}` && 'messageId' in data && data.messageId === messageId;
  const positions = log
    .page({ after: 0, limit: 10_000 })
    .filter(speaks)
    .map(({ position }) => position);
  return tell(`chat/default/${chat}`, { type: 'content.erased', reason: 'asked', positions, messageId });
};
