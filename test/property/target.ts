/**
 * The target of the fuzzer: the whole API behind a real socket, with a linked session, jobs in every state and a second
 * user with private data.
 */
import { type MediaFiles, Stalled } from '../../src/messages/media.ts';
import { rmSync } from 'node:fs';
import { SignJWT } from 'jose';
import { edgeOf } from '../../src/http/edge/edge.ts';
import { DEFAULT_LIMITS } from '../../src/http/edge/limits.ts';
import { serve } from '../../src/http/edge/serve.ts';
import { SYSTEM } from '../../src/kernel/caller.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { systemEntropy } from '../../src/kernel/entropy.ts';
import { silentLogger } from '../../src/kernel/logger.ts';
import { failure } from '../../src/events/facts/failure.ts';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import { Undelivered } from '../../src/whatsapp/port.ts';
import { type Api, api, EMAIL, PASSWORD, SECRET } from '../http/api.ts';
import { BACKUPS } from '../support/inside.ts';
import type { Token } from './requests.ts';

/** Short, so that the fuzzer does not wait for a body that never comes. */
const limits = { ...DEFAULT_LIMITS, requestMs: 6_000, feedsMax: 20, keepAliveMs: 60_000 };

const OTHER = { email: 'secret.bob@example.net', password: 'battery staple nobody knows', role: 'operator' } as const;

export interface Target {
  readonly anna: Api;
  readonly port: number;
  /** The value of `Authorization`; null for none. */
  authorization(token: Token): Promise<string | null>;
  /** Secrets that no answer may contain. */
  readonly secrets: readonly string[];
  close(): Promise<void>;
}

const messages = async ({ gateway, script, ready, send, clock, fact }: Api): Promise<void> => {
  script.pair('default');
  await gateway.sessions.start('default', SYSTEM);
  await ready();
  script.replies.send = () => new Undelivered(failure('refused', 'no', 404), true);
  await send({ message: 'fails' });
  await fact('job.abandoned');
  script.replies.send = () => new Undelivered(failure('ack_timeout', 'late'), true);
  await send({ number: '6281234567891', message: 'is tried again' });
  await fact('job.failed');
  script.replies.send = () => 'ack';
  await send({ number: '6281234567892', message: 'arrives' });
  await fact('job.completed');
  await send({ number: '6281234567893', message: 'waits', sendAt: new Date(clock.now() + 3_600_000).toISOString() });
  // From here on nothing happens by itself: only a request changes the log.
  script.replies.send = () => 'hold';
  script.replies.check = () => 'hold';
};

const encode = (part: unknown): string => Buffer.from(JSON.stringify(part)).toString('base64url');

/** How long an upload may stall here: the clock of the gateway stands still. */
const STALL_MS = 300;

async function* impatient(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const source = bytes[Symbol.asyncIterator]();
  for (;;) {
    const late = Promise.withResolvers<never>();
    const cancel = systemClock.after(STALL_MS, () => late.reject(new Stalled(0, STALL_MS)));
    try {
      const next = await Promise.race([source.next(), late.promise]);
      if (next.done) return;
      yield next.value;
    } finally {
      cancel();
    }
  }
}

const endStalledUploads = (files: MediaFiles): void => {
  const { take } = files;
  Object.assign(files, { take: (bytes, terms) => take(impatient(bytes), terms) } satisfies Pick<MediaFiles, 'take'>);
};

/** Nothing ends by itself here, so a client would wait until its time is over: for ever, because the clock stands still. */
const endWaits = (endings: Api['gateway']['jobs']['endings']): void => {
  const { of } = endings;
  const soon = (job: string): Promise<boolean> => {
    const left = new AbortController();
    const cancel = systemClock.after(STALL_MS, () => left.abort());
    return of(job, STALL_MS, left.signal).finally(cancel);
  };
  Object.assign(endings, { of: soon });
};

export const openTarget = async (): Promise<Target> => {
  const sandbox = await startSandbox({}, { clock: systemClock, entropy: systemEntropy, logger: silentLogger });
  const anna = await api({
    sandbox: sandbox.control,
    edge: edgeOf({ limits, trustedProxies: ['127.0.0.1'], corsOrigins: ['https://shop.example.com'] }),
  });
  endStalledUploads(anna.mediaRoom.files);
  endWaits(anna.gateway.jobs.endings);
  await anna.accounts.users.add(OTHER, SYSTEM);
  const others = await anna.accounts.logins.login(OTHER, { address: null, correlation: null });
  if (!others.ok) throw new Error(others.refusal.detail);
  await messages(anna);
  const server = await serve(anna.app, { host: '127.0.0.1', port: 0, limits });

  let good = anna.token;
  const live = async (): Promise<string> => {
    if (await anna.accounts.logins.identify(good)) return good;
    const login = await anna.accounts.logins.login(
      { email: EMAIL, password: PASSWORD },
      { address: null, correlation: null },
    );
    if (login.ok) good = login.value.accessToken;
    return good;
  };

  return {
    anna,
    port: Number(new URL(server.url).port),
    async authorization(token) {
      if (token === 'none') return null;
      if (token === 'junk') return 'Bearer junk';
      const bearer = await live();
      if (token === 'good') return `Bearer ${bearer}`;
      if (token === 'twice') return `Bearer ${bearer}, Bearer ${bearer}`;
      const [head, payload = '', signature] = bearer.split('.');
      if (token === 'unsigned') return `Bearer ${encode({ alg: 'none', typ: 'JWT' })}.${payload}.`;
      const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
      const forged = await new SignJWT({ ...claims, aud: 'elsewhere' })
        .setProtectedHeader({ alg: 'HS256' })
        .sign(SECRET);
      return signature?.startsWith('A')
        ? `Bearer ${forged}`
        : `Bearer ${head}.${encode({ ...claims, sub: 'root' })}.${signature}`;
    },
    secrets: [
      OTHER.password,
      others.value.accessToken,
      others.value.refreshToken,
      Buffer.from(SECRET).toString('base64'),
      '$argon2',
    ],
    async close() {
      await server.close();
      await sandbox.close();
      rmSync(BACKUPS, { recursive: true, force: true });
    },
  };
};
