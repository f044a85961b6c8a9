/**
 * Every environment variable that Waybill reads: its guard, its default and its meaning, in the order in which a new
 * user meets them. The guard, the help of `waybill start` and `.env.example` are all generated from this table.
 */
import { isSupportedCountry } from 'libphonenumber-js/max';
import * as v from 'valibot';
import { emailProblem } from '../access/users.ts';
import { isNetwork } from '../http/edge/address.ts';
import { isBasePath, withoutLastSlash } from '../http/edge/base-path.ts';
import { isOrigin } from '../http/edge/cors.ts';
import { ENCRYPTION_KEY_TEXT, encryptionKeyOf } from '../kernel/seal.ts';
import { DOCUMENT_MB, FETCH_MB } from '../messages/media.ts';
import {
  databaseUrl,
  fetchAllow,
  isPublicUrl,
  isSocketUrl,
  listOf,
  oneOf,
  password,
  port,
  signingSecret,
  timerMs,
  whole,
} from './guards.ts';

interface Variable {
  readonly guard: v.GenericSchema<string, unknown>;
  /** As the help shows it. */
  readonly unset: string;
  readonly meaning: string;
  /** A secret: its value is never repeated in a message. */
  readonly secret?: boolean;
}

export const variables = {
  WAYBILL_HOST: {
    guard: v.pipe(v.string(), v.regex(/^[\w.:-]+$/, 'must be an address or host name, such as 127.0.0.1 or 0.0.0.0')),
    unset: '127.0.0.1',
    meaning: 'The address it listens on; 0.0.0.0 for all of them',
  },
  WAYBILL_PORT: { guard: port, unset: '3000', meaning: 'The port it listens on; 0 picks a free one and prints it' },
  PORT: { guard: port, unset: '', meaning: 'The port, where WAYBILL_PORT is not set' },
  WAYBILL_DATA: {
    guard: v.string(),
    unset: './data',
    meaning: 'The folder of the one SQLite file and the generated secrets',
  },
  WAYBILL_DATABASE_URL: {
    guard: databaseUrl,
    unset: '',
    meaning: 'A PostgreSQL database that holds the log; the data folder then has a copy that may be lost',
    secret: true,
  },
  WAYBILL_BACKUPS: {
    guard: v.string(),
    unset: 'backups',
    meaning: 'The folder of backups over HTTP; a relative one is in the data folder',
  },
  WAYBILL_ADMIN_EMAIL: {
    guard: v.pipe(
      v.string(),
      v.check((email) => emailProblem(email) === null, 'must be an email address, such as you@example.com'),
    ),
    unset: 'admin@localhost',
    meaning: 'The first user, added when there is none yet',
  },
  WAYBILL_ADMIN_PASSWORD: {
    guard: password,
    unset: 'generated',
    meaning: "The first user's password; a generated one is printed once, on the first start",
    secret: true,
  },
  WAYBILL_JWT_SECRET: {
    guard: signingSecret,
    unset: 'generated',
    meaning: 'The key that signs access tokens, at least 32 bytes; a generated one is kept in the data folder',
    secret: true,
  },
  WAYBILL_ENCRYPTION_KEY: {
    guard: v.pipe(
      v.string(),
      v.regex(ENCRYPTION_KEY_TEXT, 'must be 64 hex digits, or 32 bytes in base64; make one with: openssl rand -hex 32'),
      v.transform(encryptionKeyOf),
    ),
    unset: 'generated',
    meaning:
      "The key that WhatsApp's keys are encrypted with, 64 hex digits; a generated one is kept in the data folder",
    secret: true,
  },
  WAYBILL_COUNTRY: {
    guard: v.pipe(
      v.string(),
      v.toUpperCase(),
      v.guard(isSupportedCountry, 'must be a country as ISO 3166 writes it, in two letters, such as ID or DE'),
    ),
    unset: 'ID',
    meaning: 'The country of numbers that are written without one, such as 0812 3456 7890',
  },
  WAYBILL_WHATSAPP: {
    guard: oneOf(['live', 'sandbox']),
    unset: 'live',
    meaning: 'live, or sandbox: the embedded WhatsApp that needs no phone',
  },
  WAYBILL_WHATSAPP_URL: {
    guard: v.pipe(
      v.string(),
      v.check(isSocketUrl, 'must be a WebSocket address, such as ws://127.0.0.1:4000/ws/chat or wss://…'),
    ),
    unset: "WhatsApp's own",
    meaning: 'Another endpoint for the WhatsApp client',
    // The URL may contain a password.
    secret: true,
  },
  WAYBILL_WHATSAPP_ROOT_KEY: {
    guard: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/i, 'must be 64 hex digits'), v.toLowerCase()),
    unset: "WhatsApp's own",
    meaning: "The trust root of that endpoint, 64 hex digits; 'waybill sandbox' prints its own",
  },
  WAYBILL_KEEPALIVE_MS: { guard: timerMs, unset: '30000', meaning: 'How often a quiet link to WhatsApp is checked' },
  WAYBILL_KEEPALIVE_TIMEOUT_MS: {
    guard: timerMs,
    unset: '15000',
    meaning: 'How long such a check may take before the link counts as lost',
  },
  WAYBILL_ACK_TIMEOUT_MS: {
    guard: timerMs,
    unset: '20000',
    meaning: "How long a message waits for WhatsApp's acknowledgement before it is tried again",
  },
  WAYBILL_AUTO_READ: {
    guard: v.pipe(
      oneOf(['0', '1']),
      v.transform((text) => text === '1'),
    ),
    unset: '0',
    meaning: '1 marks incoming messages as read by themselves, so that their authors see blue ticks',
  },
  WAYBILL_WEBHOOK_URL: {
    guard: v.pipe(
      v.string(),
      v.check(
        (url) => /^https?:\/\//.test(url) && URL.canParse(url),
        'must be an address that begins with http:// or https://',
      ),
    ),
    unset: 'none',
    meaning: 'One endpoint of webhooks without a call',
    secret: true,
  },
  WAYBILL_WEBHOOK_EVENTS: {
    guard: listOf(
      (pattern) => /^[a-z_.]*\*?$/.test(pattern) && pattern !== '',
      'must be types of events, such as message.*,session.*',
    ),
    unset: '*',
    meaning: 'What that endpoint is told: types of events, with commas between them',
  },
  WAYBILL_WEBHOOK_SECRET: {
    guard: v.pipe(
      v.string(),
      v.regex(
        /^whsec_[A-Za-z0-9+/]{32,86}={0,2}$/,
        'must be whsec_ and 24 to 64 bytes in base64; make one with: echo whsec_$(openssl rand -base64 32)',
      ),
    ),
    unset: 'generated',
    meaning: 'The secret that signs what goes to that endpoint',
    secret: true,
  },
  WAYBILL_METRICS_TOKEN: {
    guard: v.pipe(v.string(), v.regex(/^[\x21-\x7e]+$/, 'must be visible ASCII characters without spaces')),
    unset: 'none',
    meaning: 'A bearer token that may read /metrics and nothing else',
    secret: true,
  },
  WAYBILL_INSPECT: {
    guard: v.pipe(
      oneOf(['0', '1']),
      v.transform((text) => text === '1'),
    ),
    unset: '0',
    meaning: '1 lets viewers that speak the protocol of @xstate/inspect attach to /inspector/ws',
  },
  WAYBILL_TRUSTED_PROXIES: {
    guard: listOf(isNetwork, 'must be addresses or networks with commas between them, such as 10.0.0.5,fd00::/8'),
    unset: 'none',
    meaning: 'The proxies whose X-Forwarded-For says where a request came from: addresses or networks, by commas',
  },
  WAYBILL_BASE_PATH: {
    guard: v.pipe(
      v.string(),
      v.transform(withoutLastSlash),
      v.check(
        isBasePath,
        "must be a path such as /waybill, which does not begin with a path of Waybill's own such as /api",
      ),
    ),
    unset: '/',
    meaning: 'The path below which a reverse proxy shows it, whether or not the proxy takes the path off',
  },
  WAYBILL_PUBLIC_URL: {
    guard: v.pipe(
      v.string(),
      v.check(isPublicUrl, 'must be the address that people open, such as https://example.com/waybill'),
      v.transform(withoutLastSlash),
    ),
    unset: 'the address it listens on',
    meaning: 'The address under which the world sees it, with the base path where there is one',
  },
  WAYBILL_CORS_ORIGINS: {
    guard: listOf(isOrigin, 'must be origins with commas between them, such as https://shop.example.com (not *)'),
    unset: 'none',
    meaning: 'The origins of pages elsewhere whose scripts may call the API, by commas',
  },
  WAYBILL_BODY_BYTES_MAX: {
    guard: whole(1_024, 67_108_864, 'must be a number of bytes from 1024 to 67108864'),
    unset: '1048576',
    meaning: 'The longest body that it takes, in bytes',
  },
  WAYBILL_HEADER_BYTES_MAX: {
    guard: whole(4_096, 1_048_576, 'must be a number of bytes from 4096 to 1048576'),
    unset: '16384',
    meaning: 'The longest request line and headers that it takes, in bytes',
  },
  WAYBILL_CONNECTIONS_MAX: {
    guard: whole(10, 1_000_000, 'must be a number of connections from 10 to 1000000'),
    unset: '1000',
    meaning: 'Connections at once; needs a limit of open files that is 100 higher (ulimit -n)',
  },
  WAYBILL_REQUEST_TIMEOUT_MS: {
    guard: timerMs,
    unset: '60000',
    meaning: 'How long a request other than an upload may take to arrive; its headers have a third of it',
  },
  WAYBILL_HTTP_IDLE_MS: {
    guard: timerMs,
    unset: '75000',
    meaning: 'How long an idle connection of a client is kept; a load balancer must close its own sooner',
  },
  WAYBILL_LIVE_FEEDS_MAX: {
    guard: whole(1, 100_000, 'must be a number of feeds from 1 to 100000'),
    unset: '100',
    meaning: 'How many may follow the log at once',
  },
  WAYBILL_MEDIA_MAX_MB: {
    guard: whole(1, DOCUMENT_MB.max, `must be a number of megabytes from 1 to ${DOCUMENT_MB.max}`),
    unset: String(DOCUMENT_MB.byDefault),
    meaning: 'The largest file that can be uploaded and sent as a document',
  },
  WAYBILL_MEDIA_FETCH_MAX_MB: {
    guard: whole(
      0,
      FETCH_MB.max,
      `must be a number of megabytes from 0 to ${FETCH_MB.max} (0 fetches only what is asked for)`,
    ),
    unset: String(FETCH_MB.byDefault),
    meaning: 'The largest file of a message that is fetched without being asked for; larger ones are fetched on demand',
  },
  WAYBILL_MEDIA_DAYS: {
    guard: whole(0, 36_500, 'must be a number of days from 0 to 36500 (0 keeps uploads for ever)'),
    unset: '30',
    meaning: 'How many days an uploaded file is kept after its last use; 0 keeps it for ever',
  },
  WAYBILL_CONTENT_DAYS: {
    guard: whole(0, 36_500, 'must be a number of days from 0 to 36500 (0 keeps what was said for ever)'),
    unset: '0',
    meaning: 'How many days what was said is kept; then it is erased, and the facts stay. 0 keeps it for ever',
  },
  WAYBILL_RECORD: {
    guard: oneOf(['all', 'direct', 'outgoing']),
    unset: 'all',
    meaning:
      'What is recorded: all; direct leaves out groups, channels and status; outgoing leaves out all that others wrote',
  },
  WAYBILL_FETCH_ALLOW: {
    guard: fetchAllow,
    unset: 'none',
    meaning: 'Hosts and networks that may be called for media although they are private: 10.0.0.0/8, minio.internal',
  },
  WAYBILL_LOG_LEVEL: {
    guard: oneOf(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']),
    unset: 'info',
    meaning: 'How much it tells: trace, debug, info, warn, error, fatal or silent',
  },
  WAYBILL_LOG_FORMAT: {
    guard: oneOf(['pretty', 'json']),
    unset: 'pretty on a terminal, else json',
    meaning: 'pretty for people, json for machines',
  },
} satisfies Record<string, Variable>;

export type VariableName = keyof typeof variables;
export const variableNames = Object.keys(variables) as VariableName[];

/** The result of a variable's guard for its text. */
export type ValueOf<N extends VariableName> = v.InferOutput<(typeof variables)[N]['guard']>;

export const isSecret = (name: VariableName): boolean => (variables[name] as Variable).secret === true;
