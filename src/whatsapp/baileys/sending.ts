/**
 * Queries and messages over a connection, each with its own deadline.
 *
 * `sendMessage` of Baileys resolves when the bytes were handed to the websocket. It does so even if it never learnt
 * which devices a contact has, and then nobody gets the message. So the devices are looked up first, and only the
 * server's acknowledgement counts. A failure due to a lost connection is reported after `closed`, so that its caller
 * does not retry on a dead connection.
 */
import type { Clock } from '../../kernel/clock.ts';
import type { Entropy } from '../../kernel/entropy.ts';
import { type ChatId, isManyPeople } from '../../kernel/ids.ts';
import { createAcks } from './acks.ts';
import { chattingOver } from './chats/chatting-over.ts';
import { rejectionOf } from './calls.ts';
import { lostClose } from './closes.ts';
import type { Connection } from './connection.ts';
import { type Composed, compose, type ComposerPorts } from './composing.ts';
import { answeredError, classify, undelivered, unreachableContact } from './failures.ts';
import { groupActsOver } from './groups/acts.ts';
import type { KnownGroups } from './groups/known-groups.ts';
import { audienceOf, createWarming, recipientsOf } from './groups/warming.ts';
import type { Calls } from '../calling.ts';
import type { Chatting } from '../chatting.ts';
import type { BlockList, Groups, Liveness, Numbers, Outgoing, RemoteFiles, Sending, Undelivered } from '../port.ts';
import type { PastMessages } from '../past.ts';
import type { Profiles } from '../profiles.ts';
import { numbersOver } from './numbers.ts';
import { pastOver } from './past/past-over.ts';
import { profilesOver } from './profiles.ts';
import type { Registrations } from './registrations.ts';
import { createMediaConn } from './media/media-conn.ts';
import { createReupload } from './media/reupload.ts';
import { createUpload, type KeptUploads, type MediaOptions } from './media/upload.ts';
import type { LinkTimes } from './times.ts';
import { secretsOf } from './secrets.ts';
import { tokensOver } from './tokens.ts';

export interface SendingOptions {
  readonly entropy: Pick<Entropy, 'bytes'>;
  readonly registrations: Registrations;
  readonly clock: Clock;
  readonly times: LinkTimes;
  readonly media: MediaOptions;
  readonly uploads: KeptUploads;
  readonly groups: KnownGroups;
}

/** How many chats to remember in `begun`. */
const CHATS_MAX = 10_000;

/** The recipients of a message, and its id. */
type Addressed = Pick<Outgoing, 'chatId' | 'messageId' | 'group' | 'audience' | 'again'>;

const MEDIA_KEY_BYTES = 32;

const PHONE_NUMBER = '@s.whatsapp.net';

export const sendingOver = (
  connection: Connection,
  { registrations, clock, entropy, times, media, uploads, groups }: SendingOptions,
): Sending &
  Numbers &
  Groups &
  Chatting &
  Calls &
  BlockList &
  Profiles &
  RemoteFiles &
  PastMessages &
  Pick<Liveness, 'ping'> => {
  const { socket } = connection;
  const acks = createAcks();
  const tokens = tokensOver(socket, clock);
  /** Chats whose last message was rejected: the known devices and keys may be out of date. */
  const stale = new Set<ChatId>();
  /**
   * Chats with which this link has begun Signal sessions of its own. Sessions of earlier links may lack their latest
   * steps on disk.
   */
  const begun = new Set<ChatId>();
  socket.ws.on('CB:ack,class:message', acks.hear);

  const ready = async (): Promise<void> => {
    const phase = connection.phase();
    if (phase === 'open') return;
    if (phase === 'connecting' || phase === 'qr') throw undelivered('client_not_ready', false);
    await connection.over;
    throw undelivered('session_closed', false);
  };

  /** The result of `work`, unless the connection closes or the deadline, if any, passes first. */
  const unlessOver = async <T>(work: Promise<T>, written: boolean, late?: { ms: number; error: () => Undelivered }) => {
    const over = Promise.withResolvers<never>();
    const forget = connection.onOver(() => over.reject(undelivered('session_closed', written)));
    const cancel = late ? clock.after(late.ms, () => over.reject(late.error())) : () => {};
    try {
      return await Promise.race([work, over.promise]);
    } finally {
      forget();
      cancel();
    }
  };

  const closeFor = async (reason: string): Promise<void> => {
    connection.end(lostClose(reason));
    await connection.over;
  };

  const ask = async <T>(question: () => Promise<T>): Promise<T> => {
    await ready();
    try {
      return await unlessOver(question(), false, {
        ms: times.queryMs,
        error: () => undelivered('network_timeout', false),
      });
    } catch (thrown) {
      const failed = classify(thrown, false);
      if (failed.failure.code === 'session_closed') await closeFor('the connection went during a question');
      throw failed;
    }
  };

  const findDevices = async (chatId: ChatId): Promise<void> => {
    // A fresh look-up makes Baileys begin new Signal sessions too. From its cache it would repeat what was rejected.
    const fresh = !begun.has(chatId) || stale.has(chatId);
    const devices = await ask(() => socket.getUSyncDevices([chatId], !fresh, false));
    if (devices.length === 0) {
      stale.delete(chatId);
      registrations.drop(chatId);
      throw unreachableContact();
    }
    if (!fresh) return;
    // Baileys does so only for the phone behind a number, not for its other devices or for a hidden number.
    const left = devices.filter(({ device }) => device || !chatId.endsWith(PHONE_NUMBER)).map(({ jid }) => jid);
    if (left.length > 0) await ask(() => socket.assertSessions(left, true));
    if (begun.size >= CHATS_MAX) begun.clear();
    begun.add(chatId);
    stale.delete(chatId);
  };

  const warming = createWarming({ socket, clock, ask });

  /** Looks up the devices of all recipients and prepares the keys for them, so that the write itself is short. */
  const prepare = async ({ chatId, group: version, audience, again = false }: Addressed): Promise<void> => {
    if (!isManyPeople(chatId)) return findDevices(chatId);
    await ready();
    // The attempt before may have ended with its process, and then nobody knows who has the sender key.
    if (again) await warming.distrust(chatId);
    const fresh = stale.has(chatId);
    if (audience) await warming.warm(chatId, audience.join(' '), () => audienceOf(audience), fresh);
    const group = version === undefined ? null : groups.get(chatId);
    if (group) await warming.warm(chatId, String(version), () => recipientsOf(group), fresh);
    stale.delete(chatId);
  };

  const conn = createMediaConn((query) => ask(() => socket.query(query)), clock);
  const account = (): string => socket.authState.creds.me?.id ?? '';
  /** Waits for the account's phone, which may be off. */
  const answerOf = <T>(answer: Promise<T>): Promise<T> =>
    unlessOver(answer, false, { ms: times.phoneMs, error: () => undelivered('network_timeout', false) });
  const asking = { socket, account, ask, answerOf };
  const hosts = async () => (await conn.hosts()).hosts;

  const upload = createUpload({
    conn,
    kept: uploads,
    clock,
    agent: media.agent,
    newKey: () => entropy.bytes(MEDIA_KEY_BYTES),
    scratch: media.scratch,
    times,
  });
  const composer: ComposerPorts = {
    clock,
    secretOf: secretsOf(socket.authState.creds),
    account,
    group: groups.get,
  };

  const relay = (
    { chatId, messageId, audience }: Addressed,
    { message, attributes, nodes }: Composed,
  ): Promise<unknown> =>
    socket.relayMessage(chatId, message, {
      messageId,
      ...(audience ? { statusJidList: [...audience] } : {}),
      ...(attributes ? { additionalAttributes: attributes } : {}),
      ...(nodes ? { additionalNodes: [...nodes] } : {}),
    });

  const transmit = async (outgoing: Addressed, composed: Composed): Promise<void> => {
    const { chatId, messageId } = outgoing;
    await prepare(outgoing);
    const acked = acks.expect(messageId);
    const written = unlessOver(relay(outgoing, composed), true, {
      ms: times.queryMs,
      error: () => undelivered('network_timeout', true),
    });
    try {
      const answered = written.then(() =>
        unlessOver(acked, true, { ms: times.ackMs, error: () => undelivered('ack_timeout', true) }),
      );
      await Promise.race([acked, answered]);
    } catch (thrown) {
      const failed = classify(thrown, true);
      const { code } = failed.failure;
      if (isManyPeople(chatId)) {
        // Baileys stores who has the sender key when the write has ended.
        await Promise.allSettled([written]);
        await warming.distrust(chatId);
      }
      // Baileys sends messages one after another: one that cannot be written blocks all later ones.
      if (code === 'session_closed' || code === 'network_timeout') await closeFor('a message could not be written');
      if (code === 'protocol_error') stale.add(chatId);
      throw failed;
    } finally {
      acks.drop(messageId);
    }
    if (chatId.endsWith(PHONE_NUMBER)) void tokens.issue(chatId);
  };

  const send = async (outgoing: Outgoing): Promise<void> => {
    // Uploads come first: they take their time, and what is known of the devices is then fresh.
    await transmit(outgoing, await unlessOver(compose(outgoing, composer, upload), false));
  };

  /** The group of a message stays as it is until the message is acknowledged. */
  const pinning = async (message: Outgoing, work: () => Promise<void>): Promise<void> => {
    const { chatId, group } = message;
    if (group !== undefined) groups.pin(chatId, group);
    try {
      await work();
    } finally {
      groups.unpin(chatId);
    }
  };

  return {
    ...numbersOver(socket, { registrations, ask }),

    ...groupActsOver({
      socket,
      entropy,
      self: connection.self,
      query: (node) => ask(() => socket.query(node)),
      deliver: (chatId, message, messageId) => transmit({ chatId, messageId }, { message }),
    }),

    async rejectCall(call) {
      await ask(() => socket.query(rejectionOf(account(), call)));
    },

    async setBlocked(person, blocked) {
      await ask(() => socket.updateBlockStatus(person, blocked ? 'block' : 'unblock'));
    },

    ...profilesOver(socket, { ask, appState: connection.appState, news: connection.accountNews, agent: media.agent }),

    send: (message) => pinning(message, () => send(message)),

    ...chattingOver(connection, { clock, ask, transmit }),

    mediaHosts: hosts,
    reupload: createReupload(asking),
    ...pastOver({ ...asking, ...connection, entropy, hosts, agent: media.agent }),

    async ping() {
      await ready();
      const ping = {
        tag: 'iq',
        attrs: { to: PHONE_NUMBER, type: 'get', xmlns: 'w:p' },
        content: [{ tag: 'ping', attrs: {} }],
      };
      try {
        await unlessOver(socket.query(ping), false);
      } catch (thrown) {
        // An error is an answer too.
        if (answeredError(thrown) !== null) return;
        await closeFor('the connection went during a ping');
        throw classify(thrown, false);
      }
    },
  };
};
