/** A whole run of the real process with every kind of fault, and everything that it has written. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '../../src/storage/sqlite/database.ts';
import { systemEntropy } from '../../src/kernel/entropy.ts';
import { aesSeal } from '../../src/kernel/seal.ts';
import { sqliteCredentials } from '../support/credentials.ts';
import { ADMIN, type Client, clientOf, followFacts, type Fact } from '../support/client.ts';
import { command } from '../support/command.ts';
import { gatewayEnv, listening, pair, startSandbox } from '../support/real-gateway.ts';
import type { Around, Process, Spawn } from '../support/spawn.ts';
import type { Secret, Written } from './leaks.ts';

export const TEXT = 'seventeen grey herons over the weir';
const REPLY = 'nine brown otters under the bridge';
const PHONE = '6281100009999';
/** Their last digits select the fault; see the sandbox's test numbers. */
const CONTACTS = ['0001', '0003', '0400', '0403', '0404', '0429', '0463', '1111'].map((end) => `628120000${end}`);

/** Short delays: patience is not what is tested here. */
const IMPATIENT = { backoffBaseMs: 20, coolingMs: 200 };

const random = (bytes: number): string => randomBytes(bytes).toString('base64url');

interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}

export interface WholeRun {
  readonly written: readonly Written[];
  readonly secrets: readonly Secret[];
  /** Secrets that no reader of the log may see. */
  readonly numbers: readonly Secret[];
  /** The log lines of the gateway, as JSON and for people. */
  readonly lines: readonly Written[];
  readonly facts: readonly Fact[];
}

/** Answers that show a secret by design. */
const SHOWS = /^\/api\/(auth\/(login|refresh)|whatsapp\/(session\/(qr|pairing-code)|jobs))/;

/** Records every answer except those that show a secret by design. A refusal is never one of them. */
const noting = (client: Client, written: Written[]): Client => {
  const note = async <T extends { status: number; headers: Headers; body: unknown }>(
    path: string,
    asked: Promise<T>,
  ): Promise<T> => {
    const answer = await asked;
    if (answer.status >= 400 || !SHOWS.test(path)) {
      const text = JSON.stringify([[...answer.headers], answer.body]);
      written.push({ where: `the answer ${answer.status} to ${path.split('?', 1)[0]?.slice(0, 40)}`, text });
    }
    return answer;
  };
  return {
    ...client,
    get: (path) => note(path, client.get(path)),
    post: (path, ...rest) => note(path, client.post(path, ...rest)),
  };
};

/** Every mistake that a client can make, with the text or a token in the wrong place. */
const blunder = async (client: Client, anonymous: Client, spent: string): Promise<void> => {
  const send = '/api/whatsapp/send-message';
  const number = CONTACTS[0] ?? '';
  await client.post(send, { number: 'nobody', message: TEXT });
  await client.post(send, { number, massage: TEXT });
  await client.post(send, { number, message: TEXT, priority: TEXT });
  await client.post(send, { number, message: [TEXT] });
  await client.post(send, { number, message: TEXT.repeat(20_000) });
  await client.post(send, TEXT);
  await client.post(send, { number, message: TEXT }, { 'content-type': 'text/plain' });
  await client.post(send, { number, message: TEXT }, { 'idempotency-key': TEXT });
  await client.post(send, { number, message: `${TEXT}!` }, { 'idempotency-key': TEXT });
  await client.get(`/api/nothing/${encodeURIComponent(TEXT)}?message=${encodeURIComponent(TEXT)}`);
  await client.get(`/api/whatsapp/jobs?cursor=${encodeURIComponent(TEXT)}`);
  await client.post('/api/whatsapp/session/pairing-code', { number: TEXT });
  await client.get('/api/whatsapp/session/qr?session=nobody');
  await anonymous.get('/api/whatsapp/status');
  await clientOf(client.url, `${client.token}x`).get(`/api/whatsapp/status?token=${client.token}`);
  await anonymous.post('/api/auth/login', { ...ADMIN, password: `${ADMIN.password}r` });
  await anonymous.post('/api/auth/login', { email: ADMIN.password, password: [ADMIN.password] });
  await anonymous.post('/api/auth/refresh', { refreshToken: spent });
  await anonymous.post('/api/auth/refresh', { refreshToken: `${spent}x` });
};

const ENDS = new Set(['job.completed', 'job.abandoned', 'job.cancelled']);
const ended = (facts: readonly Fact[]): number => facts.filter(({ type }) => ENDS.has(type)).length;

type Feed = Awaited<ReturnType<typeof followFacts>>;

const closes = (facts: readonly Fact[]): number => facts.filter(({ type }) => type === 'session.closed').length;

/** Starts the session again as soon as it has closed, until the feed ends: a restart's delay is not what is tested here. */
const startAtOnce = async (client: Client, feed: Feed): Promise<void> => {
  for (let seen = closes(feed.facts); ; seen += 1) {
    await feed.until((facts) => closes(facts) > seen);
    await client.post('/api/whatsapp/session/start');
  }
};

/** Sends to all numbers, breaks the link in several ways, and resolves when every message has ended. */
const storm = async (client: Client, control: Client, feed: Feed): Promise<void> => {
  const before = ended(feed.facts);
  for (const number of CONTACTS) await client.post('/api/whatsapp/send-message', { number, message: TEXT });
  await control.post('/api/sandbox/deliver', { from: CONTACTS[7], text: REPLY });
  for (const fault of [
    ['stream-error', { code: 503 }],
    ['drop', { mode: 'close' }],
  ] as const) {
    const from = feed.facts.length;
    await control.post(`/api/sandbox/${fault[0]}`, fault[1]);
    await feed.until((facts) => facts.slice(from).some(({ type }) => type === 'session.opened'));
  }
  await feed.until((facts) => ended(facts) >= before + CONTACTS.length);
};

/** The keys of the linked device, as the stopped process left them. */
const deviceSecrets = async (data: string, key: Uint8Array, rootKey: string | undefined): Promise<Secret[]> => {
  const db = openDatabase(join(data, 'waybill.db'));
  const { creds, keys } = sqliteCredentials(db, aesSeal(key, systemEntropy), rootKey).open('default').auth;
  const preKeys = await keys.get(
    'pre-key',
    Array.from({ length: 30 }, (_, id) => String(id + 1)),
  );
  db.close();
  const pairs = Object.entries({
    noise: creds.noiseKey,
    identity: creds.signedIdentityKey,
    'signed pre-key': creds.signedPreKey.keyPair,
    ...preKeys,
  });
  return [
    { name: 'the adv secret', value: Buffer.from(creds.advSecretKey, 'base64') },
    ...pairs.map(([name, { private: value }]) => ({ name: `the private key ${name}`, value })),
  ];
};

const KEY_IN_BASE64 = /"([A-Za-z0-9+/]{42,}={0,2})"/g;

/** The secrets of the other side: its seed, its identities, its ratchets. */
const sandboxSecrets = (file: string): Secret[] =>
  [...new Set([...readFileSync(file, 'utf8').matchAll(KEY_IN_BASE64)].map(([, key = '']) => key))].map((key) => ({
    name: 'a key of the other side',
    value: Buffer.from(key, 'base64'),
  }));

export const wholeRun = async (spawn: Spawn, folder: string, around: Around = {}): Promise<WholeRun> => {
  const data = join(folder, 'data');
  const key = randomBytes(32);
  const [jwt, metrics] = [random(40), random(24)];
  const box = await startSandbox(spawn, folder);
  const env = {
    ...gatewayEnv(data, box.env),
    WAYBILL_LOG_LEVEL: 'trace',
    WAYBILL_ACK_TIMEOUT_MS: '500',
    WAYBILL_ENCRYPTION_KEY: key.toString('hex'),
    WAYBILL_JWT_SECRET: jwt,
    WAYBILL_METRICS_TOKEN: metrics,
  };
  const written: Written[] = [];
  const processes: [name: string, process: Process][] = [['the sandbox', box.process]];
  const secrets: Secret[] = [
    { name: 'the text', value: TEXT },
    { name: 'the reply', value: REPLY },
    { name: 'the password', value: ADMIN.password },
    { name: 'the encryption key', value: key },
    { name: 'the JWT secret', value: jwt },
    { name: 'the metrics token', value: metrics },
  ];
  const keep = ({ accessToken, refreshToken }: Tokens) => {
    secrets.push({ name: 'an access token', value: accessToken.split('.').at(-1) ?? '' });
    secrets.push({ name: 'a refresh token', value: refreshToken });
  };
  const start = async (format: string, from: Around): Promise<{ gateway: Process; client: Client; tokens: Tokens }> => {
    const gateway = spawn(['start'], { ...env, WAYBILL_LOG_FORMAT: format }, from);
    processes.push([`the gateway in ${format}`, gateway]);
    const url = await listening(gateway);
    const tokens = (await clientOf(url, '').post<Tokens>('/api/auth/login', ADMIN)).body;
    keep(tokens);
    return { gateway, client: noting(clientOf(url, tokens.accessToken), written), tokens };
  };

  const { gateway, client, tokens } = await start('json', around);
  const feed = await followFacts(client);
  await feed.until((facts) => facts.some(({ type }) => type === 'session.qr_issued'));
  const { body: shown } = await client.get<{ qr: string }>('/api/whatsapp/session/qr');
  const { body: code } = await client.post<{ code: string }>('/api/whatsapp/session/pairing-code', { number: PHONE });
  secrets.push({ name: 'the pairing code', value: code.code });
  for (const part of shown.qr.split(',')) if (part.length > 8) secrets.push({ name: 'a part of the QR', value: part });
  await box.control.post('/api/sandbox/drop', {});
  const anonymous = noting(clientOf(client.url, ''), written);
  await feed.until((facts) => facts.filter(({ type }) => type === 'session.qr_issued').length > 1);
  await pair(client, box.control);
  keep((await anonymous.post<Tokens>('/api/auth/refresh', { refreshToken: tokens.refreshToken })).body);
  await client.post('/api/whatsapp/queue/config', IMPATIENT);
  await Promise.race([storm(client, box.control, feed), startAtOnce(client, feed)]);
  for (const path of ['/api/whatsapp/status', '/api/audit', '/api/events?limit=500', '/readyz']) await client.get(path);
  await blunder(client, anonymous, tokens.refreshToken);
  const told = await fetch(`${client.url}/metrics`, { headers: { authorization: `Bearer ${metrics}` } });
  written.push({ where: 'the metrics', text: await told.text() });
  const stopped = feed.facts.length;
  feed.end();
  await gateway.end('SIGTERM');
  secrets.push(...(await deviceSecrets(data, key, box.env['WAYBILL_WHATSAPP_ROOT_KEY'])));

  const again = await start('pretty', {});
  const rest = await followFacts(again.client);
  await rest.until((facts) => {
    const since = facts.findLastIndex(({ type }) => type === 'process.started');
    return since > stopped && facts.slice(since).some(({ type }) => type === 'session.opened');
  });
  await again.client.post('/api/whatsapp/session/logout');
  await rest.until((facts) => facts.some(({ type }) => type === 'session.logged_out'));
  const facts = [...rest.facts];
  rest.end();
  await again.gateway.end('SIGTERM');
  for (const args of [['events'], ['verify'], ['rebuild'], ['backup', join(folder, 'copy.db')]]) {
    const { output: text } = await command(args, env);
    written.push({ where: `the output of waybill ${args[0]}`, text });
  }
  secrets.push(...sandboxSecrets(join(folder, 'sandbox.jsonl')));
  await box.process.end('SIGTERM');
  const output = processes.map(([name, each]) => ({ where: `the output of ${name}`, text: each.output() }));
  return {
    written: [...written, { where: 'a fact', text: JSON.stringify(facts) }, ...output],
    secrets,
    numbers: [...CONTACTS, PHONE].map((value) => ({ name: `the number that ends in ${value.slice(-4)}`, value })),
    lines: output.filter(({ where }) => where.includes('gateway')),
    facts,
  };
};
