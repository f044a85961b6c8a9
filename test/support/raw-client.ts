/** The unmodified Baileys client, as any program would use it, with its keys in memory. Tests wait for its events. */
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import {
  type AuthenticationState,
  type BinaryNode,
  BufferJSON,
  type ConnectionState,
  initAuthCreds,
  type MessageUpsertType,
  makeWASocket,
  type SignalDataSet,
  type WAMessage,
  type WASocket,
} from 'baileys';
import { pino } from 'pino';
import { type Clock, systemClock } from '../../src/kernel/clock.ts';
import { systemEntropy } from '../../src/kernel/entropy.ts';
import { silentLogger } from '../../src/kernel/logger.ts';
import type { Sandbox, SandboxOptions } from '../../src/sandbox/control.ts';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import { trustRoot } from '../../src/whatsapp/baileys/trust.ts';

type Update = Partial<ConnectionState>;

export interface RawClient {
  readonly sock: WASocket;
  readonly auth: AuthenticationState;
  /** The next matching update, or an earlier one. */
  update(fits: (update: Update) => boolean): Promise<Update>;
  /** Resolves when the client is logged in. */
  open(): Promise<void>;
  /** The status code with which it closed. */
  closed(): Promise<number | undefined>;
  /** The next stanza of this kind from now on, such as `CB:ack,class:message`. */
  next(event: string): Promise<BinaryNode>;
  /** Sends a text; resolves with the server's acknowledgement. */
  send(jid: string, text: string, messageId?: string): Promise<BinaryNode>;
  /** The next message from somebody else. */
  incoming(): Promise<{ type: MessageUpsertType; message: WAMessage }>;
  end(): void;
}

/** The client's stored keys. Values are kept as text, so that no object is shared with the client. */
export const memoryAuth = (): AuthenticationState => {
  const stored = new Map<string, string>();
  return {
    creds: initAuthCreds(),
    keys: {
      get(type, ids) {
        const found = ids.flatMap((id) => {
          const value = stored.get(`${type} ${id}`);
          return value === undefined ? [] : [[id, JSON.parse(value, BufferJSON.reviver)]];
        });
        return Object.fromEntries(found);
      },
      set(data: SignalDataSet) {
        for (const [type, values] of Object.entries(data)) {
          for (const [id, value] of Object.entries(values ?? {})) {
            if (value === null) stored.delete(`${type} ${id}`);
            else stored.set(`${type} ${id}`, JSON.stringify(value, BufferJSON.replacer));
          }
        }
      },
    },
  };
};

const statusOf = ({ lastDisconnect }: Update): number | undefined =>
  (lastDisconnect?.error as { output?: { statusCode?: number } } | undefined)?.output?.statusCode;

/**
 * A sandbox with real time and no log output. Trusted explicitly, because another test in this process may have set
 * another root key.
 */
export const sandboxForTest = async (options: SandboxOptions = {}, clock: Clock = systemClock): Promise<Sandbox> => {
  const sandbox = await startSandbox(options, { clock, entropy: systemEntropy, logger: silentLogger });
  trustRoot(sandbox.rootKey);
  return sandbox;
};

/** Trusts the media host of a sandbox, in both directions, for as long as this process lives. */
export const trustMedia = ({ mediaCa }: Sandbox): void =>
  setDefaultCACertificates([...getCACertificates('default'), mediaCa]);

/** Connects at once. Call it again with the same keys for the next connection. */
export const rawClient = (url: string, auth: AuthenticationState): RawClient => {
  const sock = makeWASocket({
    auth,
    waWebSocketUrl: url,
    logger: pino({ level: 'silent' }),
    markOnlineOnConnect: false,
  });
  sock.ev.on('creds.update', (update) => void Object.assign(auth.creds, update));
  const seen: Update[] = [];
  const waiting = new Set<(update: Update) => void>();
  sock.ev.on('connection.update', (update) => {
    seen.push(update);
    for (const look of waiting) look(update);
  });

  const update: RawClient['update'] = (fits) =>
    new Promise((resolve) => {
      const before = seen.find(fits);
      if (before) return resolve(before);
      const look = (update: Update) => {
        if (!fits(update)) return;
        waiting.delete(look);
        resolve(update);
      };
      waiting.add(look);
    });
  const next: RawClient['next'] = (event) =>
    new Promise((resolve) => {
      sock.ws.once(event, resolve);
    });

  return {
    sock,
    auth,
    update,
    next,
    open: async () => void (await update(({ connection }) => connection === 'open')),
    closed: async () => statusOf(await update(({ connection }) => connection === 'close')),
    async send(jid, text, messageId) {
      const id =
        messageId ??
        `3EB0${Buffer.from(crypto.getRandomValues(new Uint8Array(9)))
          .toString('hex')
          .toUpperCase()}`;
      const acknowledged = next(`TAG:${id}`);
      await sock.sendMessage(jid, { text }, { messageId: id });
      return acknowledged;
    },
    incoming: () =>
      new Promise((resolve) => {
        sock.ev.on('messages.upsert', ({ type, messages }) => {
          const [message] = messages;
          if (message && !message.key.fromMe && message.message) resolve({ type, message });
        });
      }),
    end: () => void sock.end(undefined),
  };
};

/** Links a new device by its QR; returns its keys. */
export const pairByQr = async (sandbox: Sandbox): Promise<AuthenticationState> => {
  const auth = memoryAuth();
  const client = rawClient(sandbox.url, auth);
  const { qr = '' } = await client.update(({ qr }) => qr !== undefined);
  sandbox.control.show(qr);
  await client.closed();
  return auth;
};

/** Logs in with linked keys. */
export const logIn = async (sandbox: Sandbox, auth: AuthenticationState): Promise<RawClient> => {
  const client = rawClient(sandbox.url, auth);
  await client.open();
  return client;
};

/** A new device, linked and logged in. */
export const linkedClient = async (sandbox: Sandbox): Promise<RawClient> => logIn(sandbox, await pairByQr(sandbox));
