/** The WhatsApp port, implemented over the unmodified Baileys client. */
import type { Clock } from '../../kernel/clock.ts';
import { type Entropy, systemEntropy } from '../../kernel/entropy.ts';
import type { SessionId } from '../../kernel/ids.ts';
import type { Logger } from '../../kernel/logger.ts';
import { quietLibsignal } from '../../kernel/quiet-libsignal.ts';
import { askedClose, loggedOutClose } from './closes.ts';
import { type Connection, connect } from './connection.ts';
import type { Credentials, Keyring } from './credentials.ts';
import type { Ear } from './hearing/capture.ts';
import { createKnownGroups, type KnownGroups } from './groups/known-groups.ts';
import { notNow, undelivered } from './failures.ts';
import type { Hearing } from '../heard.ts';
import type { Account, GroupOnRecord, Link, Liveness, SentMessage, WhatsApp } from '../port.ts';
import { createRegistrations } from './registrations.ts';
import { sendingOver } from './sending.ts';
import { DEFAULT_LINK_TIMES, type LinkTimes } from './times.ts';
import { trustRoot } from './trust.ts';
import { type Ways, type WaysOptions, waysFor } from './ways.ts';
import { unlinkLeaving } from '../unlinking.ts';

export interface BaileysOptions extends WaysOptions {
  readonly credentials: Credentials;
  readonly content: SentMessage;
  /** Left out where nothing that comes in is taken. */
  readonly hearing?: Hearing | undefined;
  /** Left out where no message goes to a group. */
  readonly group?: GroupOnRecord | undefined;
  readonly clock: Clock;
  readonly logger: Logger;
  /** The root key of that endpoint, 64 hex digits, if it is not WhatsApp's. Applies to the whole thread. */
  readonly rootKey?: string | undefined;
  readonly times?: Partial<LinkTimes>;
  readonly entropy?: Pick<Entropy, 'bytes'>;
}

export const baileysWhatsApp = (options: BaileysOptions): WhatsApp => {
  quietLibsignal();
  if (options.rootKey !== undefined) trustRoot(options.rootKey);
  const { credentials, content, clock, logger, url } = options;
  const times = { ...DEFAULT_LINK_TIMES, ...options.times };
  const registrations = createRegistrations(clock);
  const connections = new Map<SessionId, Connection>();

  const waysOf = waysFor(options);
  const connecting = { clock, logger, url, times };
  const entropy = options.entropy ?? systemEntropy;

  const groupsOf = (session: SessionId): KnownGroups =>
    createKnownGroups((chat) => options.group?.(session, chat) ?? null);

  const linkOver = (connection: Connection, { uploads }: Keyring, groups: KnownGroups, { media }: Ways): Link => ({
    ...sendingOver(connection, { registrations, clock, entropy, times, media, uploads, groups }),
    ...controlsOf(connection, { clock, times }),
  });

  return {
    open(session, signal) {
      // Two sockets with the same keys disconnect each other, and break the ratchets they share.
      connections.get(session)?.cut();
      const ways = waysOf(session);
      const keyring = credentials.open(session);
      const groups = groupsOf(session);
      const ear = options.hearing && earOf(session, options.hearing);
      const connection = connect({ keyring, content, groups, ear, ...connecting, ...ways }, signal);
      connections.set(session, connection);
      connection.onOver(() => {
        ways.close();
        if (connections.get(session) === connection) connections.delete(session);
      });
      return linkOver(connection, keyring, groups, ways);
    },
    paired: async (session) => credentials.paired(session),
    forget: async (session, unlinkUntil) => credentials.forget(session, unlinkUntil),
    left: async (device) => credentials.left(device),
    unlink: (session, ended) =>
      unlinkLeaving(session, ended, {
        vault: credentials,
        clock,
        open(_, ring, signal) {
          const groups = groupsOf(session);
          const keyring = credentials.openAside(session, ring);
          if (!keyring) throw notNow('The keys of the device are gone');
          const ways = waysOf(session);
          const connection = connect({ keyring, content, groups, ...connecting, ...ways }, signal);
          connection.onOver(ways.close);
          return linkOver(connection, keyring, groups, ways);
        },
      }),
  };
};

const earOf = (session: SessionId, { record, isOnRecord }: Hearing): Ear => ({
  record: (stanza) => record(session, [stanza]),
  isOnRecord: (stanza) => isOnRecord(session, stanza),
});

const REMOVE_DEVICE = 'remove-companion-device';

const controlsOf = (
  connection: Connection,
  { clock, times }: { clock: Clock; times: LinkTimes },
): Account & Pick<Liveness, 'close'> => ({
  async pairingCode(number) {
    if (connection.phase() !== 'qr') throw notNow('No QR is shown, so there is nothing that a code could replace');
    try {
      const code = await connection.socket.requestPairingCode(digitsOf(number));
      return { code, expiresAt: connection.qrsEndAt() };
    } catch (cause) {
      throw notNow('WhatsApp could not be asked for a pairing code', cause);
    }
  },
  async logout() {
    if (connection.phase() !== 'open') throw notNow('The session is not connected, so WhatsApp cannot be told');
    try {
      await removeDevice(connection, clock, times.queryMs);
    } catch (cause) {
      throw notNow('WhatsApp could not be told that the device is unlinked', cause);
    }
    connection.end(loggedOutClose);
    await connection.over;
  },
  close: () => connection.end(askedClose),
});

/** Not `socket.logout()`, which ends the socket without waiting for WhatsApp's answer. */
const removeDevice = async ({ socket, onOver }: Connection, clock: Clock, withinMs: number): Promise<void> => {
  const late = Promise.withResolvers<never>();
  const forget = onOver(() => late.reject(undelivered('session_closed', false)));
  const cancel = clock.after(withinMs, () => late.reject(undelivered('network_timeout', false)));
  const jid = socket.authState.creds.me?.id ?? '';
  const iq = {
    tag: 'iq',
    attrs: { to: '@s.whatsapp.net', type: 'set', xmlns: 'md' },
    content: [{ tag: REMOVE_DEVICE, attrs: { jid, reason: 'user_initiated' } }],
  };
  try {
    await Promise.race([socket.query(iq), late.promise]);
  } finally {
    forget();
    cancel();
  }
};

/** Accepts `+62 812…` and `62812…@s.whatsapp.net`. */
const digitsOf = (number: string): string => (number.split('@', 1)[0] ?? '').replace(/\D/g, '');
