/** The clients of the API: their requests, and what each answer promises them. */
import type { QueueMessage } from '../../src/gateway/messages/acceptance.ts';
import type { Gateway } from '../../src/gateway/gateway.ts';
import type { MessageRequest } from '../../src/gateway/messages/request.ts';
import { CLEARABLE, type QueueConfig } from '../../src/events/facts/queue.ts';
import { PRIORITIES } from '../../src/events/facts/words.ts';
import type { Caller } from '../../src/kernel/caller.ts';
import type { Clock } from '../../src/kernel/clock.ts';
import type { SessionId } from '../../src/kernel/ids.ts';
import type { Result } from '../../src/kernel/result.ts';
import type { ContentKind } from '../../src/messages/content.ts';
import { type FileKind, FILES, once } from './given-files.ts';
import type { Ledger } from './ledger.ts';
import type { Contact } from './phones.ts';
import type { Random } from './random.ts';

/** A request to the gateway, and the facts that an answer to it may have caused. */
export interface Errand {
  readonly words: string;
  ask(gateway: Gateway, caller: Caller): Promise<Result<unknown>>;
  /** The type of fact without which a success is a lie; null if there may have been nothing to do. */
  readonly leaves: string | null;
  /** The bytes of the file that it brings. */
  readonly bytes?: string;
}

export interface People {
  /** One or several requests, sent at once. */
  errands(): readonly Errand[];
}

export interface PeoplePorts {
  readonly random: Random;
  readonly clock: Clock;
  readonly contacts: readonly [Contact, ...Contact[]];
  readonly sessions: readonly [SessionId, ...SessionId[]];
  /** The lists as the clients see them. */
  readonly ledger: Ledger;
}

type Wish =
  | 'approve'
  | 'bounce'
  | 'cancel'
  | 'clear'
  | 'configure'
  | 'delete'
  | 'edit'
  | 'draft'
  | 'forward'
  | 'reaction'
  | 'reject'
  | 'reply'
  | 'log out'
  | 'pause'
  | 'presence'
  | 'queue'
  | 'queue again'
  | 'queue several'
  | 'remove'
  | 'restart'
  | 'resume'
  | 'retry'
  | 'send a file'
  | 'start'
  | 'stop'
  | 'upload';

type Naming = 'delete' | 'edit' | 'forward' | 'reaction' | 'reply';

/** Those that change a waiting message itself. */
const CHANGES: readonly Naming[] = ['delete', 'edit'];

const MESSAGES_MAX = 40;
const LATER_MS_MAX = 120_000;

const queue = (message: QueueMessage, again = false): Errand => ({
  words: `queue ${JSON.stringify(message)}`,
  ask: (gateway, caller) => gateway.jobs.queue(message, caller),
  leaves: again ? null : message.draft ? 'job.drafted' : 'job.queued',
});

export const peopleOf = ({ random, clock, contacts, sessions, ledger }: PeoplePorts): People => {
  const some = (most: number) => (random.chance(0.7) ? random.fraction() * most : 0);
  const wishes: Readonly<Record<Wish, number>> = {
    queue: 4,
    'queue several': some(2),
    'queue again': some(1),
    draft: some(1),
    approve: some(2),
    reject: some(0.6),
    cancel: some(2),
    edit: some(1),
    delete: some(0.6),
    forward: some(0.6),
    reaction: some(1),
    reply: some(2),
    'send a file': 1 + some(2),
    upload: some(0.5),
    retry: some(2),
    clear: some(0.3),
    pause: some(0.5),
    presence: 0.3,
    resume: 0.6,
    configure: some(0.5),
    start: 1,
    bounce: some(0.6),
    stop: some(0.4),
    restart: some(0.4),
    'log out': some(0.2),
    remove: some(0.6),
  };
  const sent: QueueMessage[] = [];
  const uploads: [FileKind, string][] = [];
  let named = 0;
  const crowd = random.pick([1, 2, 3, contacts.length]);

  const messageOf = (): QueueMessage => {
    const number = contacts[random.between(0, crowd - 1)]?.number ?? contacts[0].number;
    return {
      session: random.pick(sessions),
      number,
      content: { kind: 'text', body: random.chance(0.1) ? 'the same to everyone' : `message ${sent.length}` },
      priority: random.chance(0.6) ? 'NORMAL' : random.pick(PRIORITIES),
      notBefore: random.chance(0.2) ? clock.now() + random.between(-5_000, LATER_MS_MAX) : null,
      idempotencyKey: random.chance(0.3) ? `key ${sent.length}` : null,
    };
  };

  const fresh = (more: Partial<QueueMessage> = {}): Errand[] => {
    if (sent.length >= MESSAGES_MAX) return [];
    const message = { ...messageOf(), ...more };
    sent.push(message);
    return [queue(message)];
  };
  const repeated = (): Errand[] => {
    const [first, ...others] = sent.filter(({ idempotencyKey }) => idempotencyKey !== null);
    if (!first) return [];
    const message = random.pick([first, ...others]);
    const changed = random.chance(0.2)
      ? { ...message, content: { kind: 'text' as const, body: 'other words' } }
      : message;
    return [queue(changed, true)];
  };

  /** A message of any kind: it names another one, or its time ends. */
  const said = (type: ContentKind, member: object, chat: string, more: Partial<MessageRequest> = {}): Errand => {
    const request: MessageRequest = {
      session: random.pick(sessions),
      to: chat,
      type,
      member,
      priority: random.pick(PRIORITIES),
      notBefore: null,
      expiresAt: random.chance(0.3) ? clock.now() + random.between(1_000, LATER_MS_MAX) : null,
      replyTo: null,
      mentions: [],
      forwarded: false,
      clientRef: null,
      metadata: null,
      idempotencyKey: null,
      ...more,
    };
    return {
      words: `send ${JSON.stringify(request)}`,
      ask: (gateway, caller) => gateway.messages.send(request, caller),
      leaves: type === 'edit' || type === 'delete' ? null : 'job.queued',
    };
  };

  /** A message about one that is on record. */
  const naming = (wish: Naming): Errand[] => {
    const [first, ...others] = [...ledger.jobs.values()].filter(
      ({ status }) => !CHANGES.includes(wish) || status === 'waiting' || status === 'active' || random.chance(0.2),
    );
    if (first === undefined || sent.length + named >= MESSAGES_MAX) return [];
    named += 1;
    // Those that came back from an attempt are rare, and the hard case of an edit.
    const returned = [first, ...others].find(({ status, startedAt }) => status === 'waiting' && startedAt > 0);
    const { messageId, chat, session } = (CHANGES.includes(wish) && returned) || random.pick([first, ...others]);
    const number = chat.slice(0, chat.indexOf('@'));
    const members: Record<Naming, () => Errand> = {
      edit: () => said('edit', { messageId, text: `edit ${named}` }, number, { session }),
      delete: () => said('delete', { messageId }, number, { session }),
      reaction: () => said('reaction', { messageId, emoji: '👍' }, number, { session }),
      reply: () => said('text', { body: `reply ${named}` }, number, { session, replyTo: messageId }),
      forward: () => said('forward', { messageId }, random.pick(contacts).number, { session }),
    };
    return [members[wish]()];
  };

  /** Some of them are the same, and then share a file. */
  const someBytes = (): string => `bytes ${random.between(1, 8)}`;

  /** A file that is kept for later messages. */
  const upload = (): Errand[] => {
    const bytes = someBytes();
    const [type, mimetype] = random.pick(FILES);
    return [
      {
        words: `upload ${bytes} as ${type}`,
        async ask({ media }, caller) {
          const session = random.pick(sessions);
          const told = await media.store(once(bytes), { session, origin: 'upload', mimetype }, caller);
          if (told.ok) uploads.push([type, told.value.id]);
          return told;
        },
        leaves: 'media.stored',
        bytes,
      },
    ];
  };

  /** A picture, a document or a voice note: with its bytes, or by the id of an upload. */
  const file = (): Errand[] => {
    if (sent.length + named >= MESSAGES_MAX) return [];
    named += 1;
    const { number } = random.pick(contacts);
    const [first, ...others] = uploads;
    if (first && random.chance(0.4)) {
      const [type, id] = random.pick([first, ...others]);
      return [said(type, { media: { id } }, number)];
    }
    const bytes = someBytes();
    const [type, mimetype] = random.pick(FILES);
    const words = type === 'image' ? { caption: `picture ${named}` } : {};
    const data = Buffer.from(bytes).toString('base64');
    const idempotencyKey = random.chance(0.3) ? `file ${named}` : null;
    return [{ ...said(type, { media: { data, mimetype }, ...words }, number, { idempotencyKey }), bytes }];
  };

  const ofJob = (wish: 'cancel' | 'retry'): Errand[] => {
    const fitting = wish === 'cancel' ? ['waiting', 'retrying'] : ['failed'];
    const listed = [...ledger.jobs.values()].filter(({ status }) => fitting.includes(status));
    const [first, ...others] = (random.chance(0.8) ? listed : [...ledger.jobs.values()]).map(({ id }) => id);
    if (first === undefined) return [];
    const job = random.pick([first, ...others]);
    return [
      {
        words: `${wish} ${job}`,
        ask: (gateway, caller) => gateway.jobs[wish](job, caller),
        leaves: wish === 'cancel' ? 'job.cancelled' : 'job.retried',
      },
    ];
  };

  /** A decision about a draft; now and then about a message that is none, or with other words. */
  const ofDraft = (wish: 'approve' | 'reject'): Errand[] => {
    const [first, ...others] = [...ledger.jobs.values()].filter(
      ({ status }) => status === 'draft' || random.chance(0.1),
    );
    if (first === undefined) return [];
    const { id: jobId, session } = random.pick([first, ...others]);
    const edited = random.chance(0.3) ? { type: 'text' as const, member: { body: `edited ${jobId}` } } : null;
    return [
      {
        words: `${wish} ${jobId}${edited ? ' with other words' : ''}`,
        ask: ({ jobs }, caller) =>
          wish === 'approve'
            ? jobs.approve({ jobId, session }, edited, caller)
            : jobs.reject({ jobId }, random.chance(0.5) ? 'not this one' : null, caller),
        leaves: wish === 'approve' ? 'job.approved' : 'job.rejected',
      },
    ];
  };

  const change = (): Partial<QueueConfig> =>
    random.pick<Partial<QueueConfig>>([
      { concurrency: random.between(1, 4) },
      { maxAttempts: random.between(1, 5) },
      { backoffBaseMs: random.between(500, 4_000), backoffMaxMs: random.between(4_000, 32_000) },
      { coolingMs: random.between(1_000, 60_000) },
      { waitingMax: random.between(2, 40) },
    ]);

  const ofSession = (
    words: string,
    ask: (gateway: Gateway, id: SessionId, caller: Caller) => Promise<Result<unknown>>,
  ) => {
    const id = random.pick(sessions);
    return [
      { words: `${words} ${id}`, ask: (gateway: Gateway, caller: Caller) => ask(gateway, id, caller), leaves: null },
    ];
  };

  const wants: Record<Wish, () => Errand[]> = {
    queue: () => fresh(),
    draft: () => fresh({ draft: true }),
    approve: () => ofDraft('approve'),
    reject: () => ofDraft('reject'),
    'queue several': () => Array.from({ length: random.between(2, 6) }, () => fresh()).flat(),
    'queue again': repeated,
    cancel: () => ofJob('cancel'),
    edit: () => naming('edit'),
    delete: () => naming('delete'),
    forward: () => naming('forward'),
    reaction: () => naming('reaction'),
    'send a file': file,
    upload,
    reply: () => naming('reply'),
    retry: () => ofJob('retry'),
    clear: () => {
      const status = random.pick(CLEARABLE);
      return ofSession(`clear ${status} of`, (gateway, id, caller) => gateway.queues.clear(id, status, caller));
    },
    configure: () => {
      const config = change();
      return ofSession(`configure ${JSON.stringify(config)}`, (gateway, id, caller) =>
        gateway.queues.configure(id, config, caller),
      );
    },
    pause: () => ofSession('pause', ({ queues }, id, caller) => queues.pause(id, caller)),
    presence: () => {
      const available = random.chance(0.5);
      return ofSession(`available ${available}`, ({ presence }, id, caller) =>
        presence.setAvailability(id, available, caller),
      );
    },
    resume: () => ofSession('resume', ({ queues }, id, caller) => queues.resume(id, caller)),
    start: () => ofSession('start', (gateway, id, caller) => gateway.sessions.start(id, caller)),
    bounce: () => {
      const stop = ofSession('stop', (gateway, id, caller) => gateway.sessions.stop(id, caller));
      return [...stop, ...ofSession('start', (gateway, id, caller) => gateway.sessions.start(id, caller))];
    },
    stop: () => ofSession('stop', (gateway, id, caller) => gateway.sessions.stop(id, caller)),
    restart: () => ofSession('restart', (gateway, id, caller) => gateway.sessions.restart(id, caller)),
    remove: () => ofSession('remove', (gateway, id, caller) => gateway.sessions.remove(id, { cancel: false }, caller)),
    'log out': () => ofSession('log out', (gateway, id, caller) => gateway.sessions.logout(id, caller)),
  };

  return {
    errands() {
      const atOnce = { one: 1, two: 2, three: 3 }[random.weighted({ one: 8, two: 2, three: 1 })];
      return Array.from({ length: atOnce }, () => wants[random.weighted(wishes)]()).flat();
    },
  };
};
