import { allowNothing } from '../../src/fetching/allow.ts';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseAllow } from '../../src/fetching/allow.ts';
import { type Environment, problemsText, readConfig } from '../../src/config/config.ts';
import { variables } from '../../src/config/variables.ts';

const configOf = (env: Environment, terminal = false) => {
  const read = readConfig(env, terminal);
  if (!read.ok) throw new Error(problemsText(read.problems));
  return read.config;
};

/** 10.0.0.0/8 and minio.internal, as the fetcher reads them. */
const FETCH_ALLOW = parseAllow('10.0.0.0/8 minio.internal');

const WEBHOOK_SECRET = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;

const problemsOf = (env: Environment): string[] => {
  const read = readConfig(env, false);
  return read.ok ? [] : read.problems.map(({ sentence }) => sentence);
};

describe('the configuration', () => {
  test('needs nothing to be set', () => {
    expect(configOf({})).toEqual({
      host: '127.0.0.1',
      port: 3000,
      data: resolve('data'),
      databaseUrl: null,
      backups: resolve('data/backups'),
      admin: { email: 'admin@localhost', password: null },
      jwtSecret: null,
      encryptionKey: null,
      metricsToken: null,
      country: 'ID',
      whatsapp: { mode: 'live', url: null, rootKey: null },
      keepalive: { everyMs: 30_000, timeoutMs: 15_000 },
      ackTimeoutMs: 20_000,
      autoRead: false,
      mediaMaxMb: 100,
      mediaFetchMaxMb: 64,
      mediaDays: 30,
      contentDays: 0,
      recorded: 'all',
      fetchAllow: allowNothing,
      webhook: null,
      log: { level: 'info', format: 'json' },
      inspect: false,
      edge: {
        trustedProxies: [],
        corsOrigins: [],
        limits: {
          bodyBytesMax: 1_048_576,
          headerBytesMax: 16_384,
          connectionsMax: 1_000,
          requestMs: 60_000,
          keepAliveMs: 75_000,
          feedsMax: 100,
        },
        basePath: '',
        publicUrl: null,
      },
      settings: expect.any(Array),
    });
  });

  test('shows each setting with where it came from, and no secret', () => {
    const env = {
      WAYBILL_PORT: '8080',
      WAYBILL_COUNTRY: 'DE',
      WAYBILL_JWT_SECRET: 'canary'.repeat(6),
      WAYBILL_WEBHOOK_URL: 'https://canary.example/token',
      WAYBILL_HOST: '',
    };
    const read = readConfig(env, false, undefined, new Set(['WAYBILL_COUNTRY']));
    const settings = read.ok ? read.config.settings : [];
    const shown = (name: string) => settings.find((one) => one.name === name);
    expect(settings.map(({ name }) => name)).toEqual(Object.keys(variables));
    expect(shown('WAYBILL_PORT')).toMatchObject({ source: 'environment', value: '8080', byDefault: '3000' });
    expect(shown('WAYBILL_COUNTRY')).toMatchObject({ source: 'file', value: 'DE', group: 'WhatsApp' });
    expect(shown('WAYBILL_JWT_SECRET')).toMatchObject({ source: 'environment', value: null, secret: true });
    expect(shown('WAYBILL_HOST')).toMatchObject({ source: 'default', value: null });
    expect(JSON.stringify(settings)).not.toContain('canary');
  });

  test('takes every variable as it is documented', () => {
    const env = {
      WAYBILL_HOST: '0.0.0.0',
      WAYBILL_PORT: '0',
      WAYBILL_DATA: '/srv/waybill',
      WAYBILL_DATABASE_URL: 'postgres://waybill:secret@db/waybill',
      WAYBILL_BACKUPS: '/mnt/backups',
      WAYBILL_ADMIN_EMAIL: 'ops@example.com',
      WAYBILL_ADMIN_PASSWORD: 'correct horse',
      WAYBILL_JWT_SECRET: 'x'.repeat(32),
      WAYBILL_ENCRYPTION_KEY: 'Ab'.repeat(32),
      WAYBILL_COUNTRY: 'de',
      WAYBILL_WHATSAPP: 'live',
      WAYBILL_WHATSAPP_URL: 'ws://127.0.0.1:4000/ws/chat',
      WAYBILL_WHATSAPP_ROOT_KEY: 'AB'.repeat(32),
      WAYBILL_KEEPALIVE_MS: '200',
      WAYBILL_KEEPALIVE_TIMEOUT_MS: '100',
      WAYBILL_ACK_TIMEOUT_MS: '300',
      WAYBILL_AUTO_READ: '1',
      WAYBILL_MEDIA_FETCH_MAX_MB: '8',
      WAYBILL_MEDIA_DAYS: '0',
      WAYBILL_CONTENT_DAYS: '90',
      WAYBILL_RECORD: 'direct',
      WAYBILL_METRICS_TOKEN: 'scrape',
      WAYBILL_TRUSTED_PROXIES: '10.0.0.5, fd00::/8',
      WAYBILL_CORS_ORIGINS: 'https://shop.example.com,http://localhost:5173',
      WAYBILL_BODY_BYTES_MAX: '2048',
      WAYBILL_HEADER_BYTES_MAX: '8192',
      WAYBILL_CONNECTIONS_MAX: '50',
      WAYBILL_REQUEST_TIMEOUT_MS: '9000',
      WAYBILL_HTTP_IDLE_MS: '90000',
      WAYBILL_BASE_PATH: '/waybill/',
      WAYBILL_PUBLIC_URL: 'https://example.com/waybill/',
      WAYBILL_LIVE_FEEDS_MAX: '7',
      WAYBILL_MEDIA_MAX_MB: '250',
      WAYBILL_FETCH_ALLOW: '10.0.0.0/8, minio.internal',
      WAYBILL_WEBHOOK_URL: 'https://shop.example/hook',
      WAYBILL_WEBHOOK_EVENTS: 'message.*, session.qr',
      WAYBILL_WEBHOOK_SECRET: WEBHOOK_SECRET,
      WAYBILL_LOG_LEVEL: 'debug',
      WAYBILL_LOG_FORMAT: 'json',
    };
    expect(configOf(env, true)).toEqual({
      host: '0.0.0.0',
      port: 0,
      data: '/srv/waybill',
      databaseUrl: 'postgres://waybill:secret@db/waybill',
      backups: '/mnt/backups',
      admin: { email: 'ops@example.com', password: 'correct horse' },
      jwtSecret: 'x'.repeat(32),
      encryptionKey: Buffer.alloc(32, 0xab),
      metricsToken: 'scrape',
      country: 'DE',
      whatsapp: { mode: 'live', url: 'ws://127.0.0.1:4000/ws/chat', rootKey: 'ab'.repeat(32) },
      keepalive: { everyMs: 200, timeoutMs: 100 },
      ackTimeoutMs: 300,
      autoRead: true,
      mediaFetchMaxMb: 8,
      mediaDays: 0,
      contentDays: 90,
      recorded: 'direct',
      webhook: { url: 'https://shop.example/hook', events: ['message.*', 'session.qr'], secret: WEBHOOK_SECRET },
      log: { level: 'debug', format: 'json' },
      inspect: false,
      edge: {
        trustedProxies: ['10.0.0.5', 'fd00::/8'],
        corsOrigins: ['https://shop.example.com', 'http://localhost:5173'],
        limits: {
          bodyBytesMax: 2_048,
          headerBytesMax: 8_192,
          connectionsMax: 50,
          requestMs: 9_000,
          keepAliveMs: 90_000,
          feedsMax: 7,
        },
        basePath: '/waybill',
        publicUrl: 'https://example.com/waybill',
      },
      mediaMaxMb: 250,
      fetchAllow: FETCH_ALLOW.ok && FETCH_ALLOW.value,
      settings: expect.any(Array),
    });
  });

  test('takes an empty variable for an unset one', () => {
    expect(configOf({ WAYBILL_PORT: '', WAYBILL_JWT_SECRET: '', WAYBILL_WHATSAPP_ROOT_KEY: '' })).toEqual(configOf({}));
  });

  test('prefers WAYBILL_PORT to PORT', () => {
    expect(configOf({ PORT: '8080' }).port).toBe(8080);
    expect(configOf({ PORT: '8080', WAYBILL_PORT: '9090' }).port).toBe(9090);
  });

  test('is served below the path of its public address, where no base path is set', () => {
    expect(configOf({ WAYBILL_PUBLIC_URL: 'https://example.com/waybill/' }).edge).toMatchObject({
      basePath: '/waybill',
      publicUrl: 'https://example.com/waybill',
    });
    expect(configOf({ WAYBILL_BASE_PATH: '/' }).edge.basePath).toBe('');
  });

  test('is pretty where a person looks on, and JSON elsewhere', () => {
    expect(configOf({}, true).log.format).toBe('pretty');
    expect(configOf({}, false).log.format).toBe('json');
    expect(configOf({ WAYBILL_LOG_FORMAT: 'pretty' }, false).log.format).toBe('pretty');
  });

  test.each([
    [
      { WAYBILL_PORT: '65536' },
      'WAYBILL_PORT must be a port number from 0 to 65535 (0 picks a free one), but is "65536".',
    ],
    [{ PORT: 'http' }, 'PORT must be a port number from 0 to 65535 (0 picks a free one), but is "http".'],
    [
      { WAYBILL_HOST: 'http://x' },
      'WAYBILL_HOST must be an address or host name, such as 127.0.0.1 or 0.0.0.0, but is "http://x".',
    ],
    [
      { WAYBILL_COUNTRY: 'XX' },
      'WAYBILL_COUNTRY must be a country as ISO 3166 writes it, in two letters, such as ID or DE, but is "XX".',
    ],
    [{ WAYBILL_WHATSAPP: 'fake' }, 'WAYBILL_WHATSAPP must be live or sandbox, but is "fake".'],
    [{ WAYBILL_LOG_FORMAT: 'xml' }, 'WAYBILL_LOG_FORMAT must be pretty or json, but is "xml".'],
    [
      { WAYBILL_ADMIN_EMAIL: 'admin' },
      'WAYBILL_ADMIN_EMAIL must be an email address, such as you@example.com, but is "admin".',
    ],
    [
      { WAYBILL_MEDIA_MAX_MB: '2001' },
      'WAYBILL_MEDIA_MAX_MB must be a number of megabytes from 1 to 2000, but is "2001".',
    ],
    [{ WAYBILL_METRICS_TOKEN: 'a b' }, 'WAYBILL_METRICS_TOKEN must be visible ASCII characters without spaces.'],
    [
      { WAYBILL_ACK_TIMEOUT_MS: '2s' },
      'WAYBILL_ACK_TIMEOUT_MS must be a number of milliseconds from 1 to 2147483647, but is "2s".',
    ],
    [
      { WAYBILL_KEEPALIVE_MS: '0' },
      'WAYBILL_KEEPALIVE_MS must be a number of milliseconds from 1 to 2147483647, but is "0".',
    ],
    [
      { WAYBILL_BASE_PATH: 'waybill' },
      'WAYBILL_BASE_PATH must be a path such as /waybill, which does not begin with a path of Waybill\'s own such as /api, but is "waybill".',
    ],
    [
      { WAYBILL_PUBLIC_URL: 'https://me@example.com' },
      'WAYBILL_PUBLIC_URL must be the address that people open, such as https://example.com/waybill, but is "https://me@example.com".',
    ],
    [
      { WAYBILL_PUBLIC_URL: 'https://example.com/other', WAYBILL_BASE_PATH: '/waybill' },
      'WAYBILL_PUBLIC_URL must end with WAYBILL_BASE_PATH (/waybill), but is "https://example.com/other"; set both alike, or the first alone.',
    ],
    [
      { WAYBILL_HTTP_IDLE_MS: '75s' },
      'WAYBILL_HTTP_IDLE_MS must be a number of milliseconds from 1 to 2147483647, but is "75s".',
    ],
  ])('refuses %j', (env, sentence) => {
    expect(problemsOf(env)).toEqual([sentence]);
  });

  test('reports every problem at once', () => {
    expect(problemsOf({ WAYBILL_PORT: 'x', WAYBILL_COUNTRY: 'x', WAYBILL_LOG_LEVEL: 'x' })).toHaveLength(3);
  });

  test('does not repeat a secret, however wrong it is', () => {
    const problems = problemsOf({
      WAYBILL_JWT_SECRET: 'hunter2',
      WAYBILL_WHATSAPP_URL: 'http://me:hunter2@example.com',
    });
    expect(problems).toHaveLength(2);
    expect(problems.join()).not.toContain('hunter2');
    expect(problems[0]).toContain('at least 32 bytes long, but has 7');
  });

  test('counts the bytes of the secret, not its letters', () => {
    expect(problemsOf({ WAYBILL_JWT_SECRET: 'ü'.repeat(16) })).toEqual([]);
  });

  test('asks nothing of the first user where there has been a first start', () => {
    const env = { WAYBILL_ADMIN_EMAIL: 'admin', WAYBILL_ADMIN_PASSWORD: 'short' };
    expect(readConfig(env, false, () => true)).toMatchObject({
      ok: true,
      config: { admin: { email: 'admin', password: 'short' } },
    });
    expect(problemsOf(env)).toHaveLength(2);
  });

  test('refuses an email that no user could have, before anything is made', () => {
    expect(problemsOf({ WAYBILL_ADMIN_EMAIL: `a@${'b'.repeat(300)}` })).toHaveLength(1);
  });

  test('refuses a trust root without the endpoint it belongs to', () => {
    const [problem, ...more] = problemsOf({ WAYBILL_WHATSAPP_ROOT_KEY: 'ab'.repeat(32) });
    expect(problem).toContain('without WAYBILL_WHATSAPP_URL');
    expect(more).toEqual([]);
  });

  test('warns of variables that do nothing, and guesses what was meant', () => {
    const read = readConfig(
      {
        WAYBILL_PROT: '3000',
        WAYBILL_SOMETHING_ELSE: '1',
        WAYBILL_WHATSAPP: 'sandbox',
        WAYBILL_WHATSAPP_URL: 'ws://x/',
      },
      false,
    );
    expect(read.ok && read.warnings).toEqual([
      'WAYBILL_PROT is not a variable of Waybill and has no effect; did you mean WAYBILL_PORT?',
      'WAYBILL_SOMETHING_ELSE is not a variable of Waybill and has no effect.',
      'WAYBILL_WHATSAPP_URL has no effect, because WAYBILL_WHATSAPP=sandbox brings an endpoint of its own.',
    ]);
  });

  test('say nothing of what the examples read in the same shell', () => {
    const shell = { WAYBILL_URL: 'http://127.0.0.1:3000', WAYBILL_EMAIL: 'a@b.c', WAYBILL_PASSWORD: 'secret' };
    expect(readConfig(shell, false)).toMatchObject({ ok: true, warnings: [] });
  });
});
