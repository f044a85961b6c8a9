/** WhatsApp as the port asks for it, over the unmodified Baileys client. */
import type { Clock } from '../../kernel/clock.ts';
import type { SessionId } from '../../kernel/ids.ts';
import type { Logger } from '../../kernel/logger.ts';
import { quietLibsignal } from '../../kernel/quiet-libsignal.ts';
import { askedClose } from './closes.ts';
import { type Connection, connect } from './connection.ts';
import type { Credentials } from './credentials.ts';
import { notNow } from './failures.ts';
import type { Account, Liveness, SentContent, WhatsApp } from '../port.ts';
import { createRegistrations } from './registrations.ts';
import { sendingOver } from './sending.ts';
import { DEFAULT_LINK_TIMES, type LinkTimes } from './times.ts';
import { trustRoot } from './trust.ts';

export interface BaileysOptions {
  readonly credentials: Credentials;
  readonly content: SentContent;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Another endpoint than WhatsApp's own, `ws://127.0.0.1:…/ws/chat` for one. */
  readonly url?: string | undefined;
  /** The endpoint's root key, 64 hex digits, where it is not WhatsApp's. Holds for the whole thread. */
  readonly rootKey?: string | undefined;
  readonly times?: Partial<LinkTimes>;
}

export const baileysWhatsApp = (options: BaileysOptions): WhatsApp => {
  quietLibsignal();
  if (options.rootKey !== undefined) trustRoot(options.rootKey);
  const { credentials, content, clock, logger, url } = options;
  const times = { ...DEFAULT_LINK_TIMES, ...options.times };
  const registrations = createRegistrations(clock);
  const connections = new Map<SessionId, Connection>();

  return {
    open(session, signal) {
      // Two sockets with the same keys throw each other out, and break the ratchets they share.
      connections.get(session)?.cut();
      const keyring = credentials.open(session);
      const connection = connect({ keyring, content, clock, logger, url, times }, signal);
      connections.set(session, connection);
      connection.onOver(() => {
        if (connections.get(session) === connection) connections.delete(session);
      });
      return { ...sendingOver(connection, { registrations, clock, times }), ...controlsOf(connection) };
    },
    paired: (session) => credentials.paired(session),
    forget: (session) => credentials.forget(session),
  };
};

const controlsOf = (connection: Connection): Account & Pick<Liveness, 'close'> => ({
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
      await connection.socket.logout();
    } catch (cause) {
      throw notNow('WhatsApp could not be told that the device is unlinked', cause);
    }
  },
  close: () => connection.end(askedClose),
});

/** `+62 812…` and `62812…@s.whatsapp.net` alike. */
const digitsOf = (number: string): string => (number.split('@', 1)[0] ?? '').replace(/\D/g, '');
