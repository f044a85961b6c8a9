/**
 * The environment, read once at the start. All problems are reported together, so that an operator can fix them in one
 * go.
 */
import { type Allow, allowNothing } from '../fetching/allow.ts';
import { DOCUMENT_MB, FETCH_MB } from '../messages/media.ts';
import { resolve } from 'node:path';
import * as v from 'valibot';
import type { Setting } from '../kernel/setting.ts';
import type { EdgeSettings } from '../http/edge/edge.ts';
import { withoutLastSlash } from '../http/edge/base-path.ts';
import { DEFAULT_LIMITS } from '../http/edge/limits.ts';
import { nearest } from '../config/nearest.ts';
import { settingsIn } from './settings.ts';
import { isSecret, type ValueOf, type VariableName, variableNames, variables } from './variables.ts';

const ADMIN_EMAIL = 'admin@localhost';

export interface Config {
  readonly host: string;
  /** 0 picks a free port. */
  readonly port: number;
  /** The data folder, absolute. */
  readonly data: string;
  /** Null: the log is in the data folder. */
  readonly databaseUrl: string | null;
  /** The folder for backups over HTTP, absolute. */
  readonly backups: string;
  /** The first user. The password is null if Waybill has to generate it. */
  readonly admin: { readonly email: string; readonly password: string | null };
  /** Null: the secret that is kept in the data folder. */
  readonly jwtSecret: string | null;
  /** A key of 32 bytes. Null: the key that is kept in the data folder. */
  readonly encryptionKey: Uint8Array | null;
  readonly metricsToken: string | null;
  /** One endpoint of webhooks without a call; null if there is none. */
  readonly webhook: { readonly url: string; readonly events: readonly string[]; readonly secret: string | null } | null;
  /** Whether viewers may attach to the machines. */
  readonly inspect: boolean;
  /** The country of numbers without a country code. */
  readonly country: ValueOf<'WAYBILL_COUNTRY'>;
  readonly whatsapp: {
    readonly mode: 'live' | 'sandbox';
    /** Null: WhatsApp's own endpoint and root key. */
    readonly url: string | null;
    readonly rootKey: string | null;
  };
  readonly keepalive: { readonly everyMs: number; readonly timeoutMs: number };
  readonly ackTimeoutMs: number;
  /** Whether messages are read as soon as they come in. */
  readonly autoRead: boolean;
  /** The largest document, in megabytes. */
  readonly mediaMaxMb: number;
  /** The largest file that is fetched from WhatsApp without being asked for, in megabytes. */
  readonly mediaFetchMaxMb: number;
  /** How many days an upload is kept after its last use; 0 for ever. */
  readonly mediaDays: number;
  /** 0 keeps what was said for ever. */
  readonly contentDays: number;
  readonly recorded: 'all' | 'direct' | 'outgoing';
  /** What may be called for media although it is private. */
  readonly fetchAllow: Allow;
  readonly log: { readonly level: LogLevel; readonly format: LogFormat };
  readonly edge: EdgeSettings;
  /** All of them, as administrators may see them. */
  readonly settings: readonly Setting[];
}

export type LogLevel = ValueOf<'WAYBILL_LOG_LEVEL'>;
export type LogFormat = ValueOf<'WAYBILL_LOG_FORMAT'>;

/** An invalid variable. The sentence says what it must be, and never contains a secret. */
export interface Problem {
  readonly variable: VariableName;
  readonly sentence: string;
}

export type ConfigRead =
  /** The warnings name variables that have no effect. */
  | { readonly ok: true; readonly config: Config; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * `terminal` is whether a person sees the log lines. `isUsed` is whether Waybill has been started on a data folder: in
 * that case the settings of the first user have no effect and are not checked. An empty variable counts as unset. `inFile`
 * names the variables that a file gave.
 */
export const readConfig = (
  env: Environment,
  terminal: boolean,
  isUsed: (data: string) => boolean = () => false,
  inFile: ReadonlySet<string> = new Set(),
): ConfigRead => {
  const problems: Problem[] = [];
  const read = <N extends VariableName>(name: N): ValueOf<N> | null => {
    const text = env[name];
    if (text === undefined || text === '') return null;
    const guard = variables[name].guard as v.GenericSchema<string, ValueOf<N>>;
    const parsed = v.safeParse(guard, text, { abortPipeEarly: true });
    if (parsed.success) return parsed.output;
    const shown = isSecret(name) ? '' : `, but is ${JSON.stringify(text.slice(0, 60))}`;
    problems.push({ variable: name, sentence: `${name} ${parsed.issues[0].message}${shown}.` });
    return null;
  };
  const plainPort = read('PORT');
  const data = resolve(read('WAYBILL_DATA') ?? 'data');
  const basePath = read('WAYBILL_BASE_PATH');
  const publicUrl = read('WAYBILL_PUBLIC_URL');
  const config: Config = {
    host: read('WAYBILL_HOST') ?? '127.0.0.1',
    port: read('WAYBILL_PORT') ?? plainPort ?? 3000,
    data,
    databaseUrl: read('WAYBILL_DATABASE_URL'),
    backups: resolve(data, read('WAYBILL_BACKUPS') ?? 'backups'),
    admin: isUsed(data)
      ? { email: env['WAYBILL_ADMIN_EMAIL'] || ADMIN_EMAIL, password: env['WAYBILL_ADMIN_PASSWORD'] || null }
      : { email: read('WAYBILL_ADMIN_EMAIL') ?? ADMIN_EMAIL, password: read('WAYBILL_ADMIN_PASSWORD') },
    jwtSecret: read('WAYBILL_JWT_SECRET'),
    encryptionKey: read('WAYBILL_ENCRYPTION_KEY'),
    metricsToken: read('WAYBILL_METRICS_TOKEN'),
    webhook: webhookOf(read('WAYBILL_WEBHOOK_URL'), read('WAYBILL_WEBHOOK_EVENTS'), read('WAYBILL_WEBHOOK_SECRET')),
    inspect: read('WAYBILL_INSPECT') ?? false,
    country: read('WAYBILL_COUNTRY') ?? 'ID',
    whatsapp: {
      mode: read('WAYBILL_WHATSAPP') ?? 'live',
      url: read('WAYBILL_WHATSAPP_URL'),
      rootKey: read('WAYBILL_WHATSAPP_ROOT_KEY'),
    },
    keepalive: {
      everyMs: read('WAYBILL_KEEPALIVE_MS') ?? 30_000,
      timeoutMs: read('WAYBILL_KEEPALIVE_TIMEOUT_MS') ?? 15_000,
    },
    ackTimeoutMs: read('WAYBILL_ACK_TIMEOUT_MS') ?? 20_000,
    autoRead: read('WAYBILL_AUTO_READ') ?? false,
    mediaMaxMb: read('WAYBILL_MEDIA_MAX_MB') ?? DOCUMENT_MB.byDefault,
    mediaFetchMaxMb: read('WAYBILL_MEDIA_FETCH_MAX_MB') ?? FETCH_MB.byDefault,
    mediaDays: read('WAYBILL_MEDIA_DAYS') ?? 30,
    contentDays: read('WAYBILL_CONTENT_DAYS') ?? 0,
    recorded: read('WAYBILL_RECORD') ?? 'all',
    fetchAllow: read('WAYBILL_FETCH_ALLOW') ?? allowNothing,
    log: {
      level: read('WAYBILL_LOG_LEVEL') ?? 'info',
      format: read('WAYBILL_LOG_FORMAT') ?? (terminal ? 'pretty' : 'json'),
    },
    edge: {
      trustedProxies: read('WAYBILL_TRUSTED_PROXIES') ?? [],
      corsOrigins: read('WAYBILL_CORS_ORIGINS') ?? [],
      limits: {
        bodyBytesMax: read('WAYBILL_BODY_BYTES_MAX') ?? DEFAULT_LIMITS.bodyBytesMax,
        headerBytesMax: read('WAYBILL_HEADER_BYTES_MAX') ?? DEFAULT_LIMITS.headerBytesMax,
        connectionsMax: read('WAYBILL_CONNECTIONS_MAX') ?? DEFAULT_LIMITS.connectionsMax,
        requestMs: read('WAYBILL_REQUEST_TIMEOUT_MS') ?? DEFAULT_LIMITS.requestMs,
        keepAliveMs: read('WAYBILL_HTTP_IDLE_MS') ?? DEFAULT_LIMITS.keepAliveMs,
        feedsMax: read('WAYBILL_LIVE_FEEDS_MAX') ?? DEFAULT_LIMITS.feedsMax,
      },
      basePath: basePath ?? pathOf(publicUrl),
      publicUrl,
    },
    settings: settingsIn(env, inFile),
  };
  // The key replaces WhatsApp's own root of trust. At WhatsApp's own address it could only break or endanger the link.
  if (env['WAYBILL_WHATSAPP_ROOT_KEY'] && !env['WAYBILL_WHATSAPP_URL'])
    problems.push({
      variable: 'WAYBILL_WHATSAPP_ROOT_KEY',
      sentence:
        'WAYBILL_WHATSAPP_ROOT_KEY must not be set without WAYBILL_WHATSAPP_URL, whose key it is; set both or neither.',
    });
  if (basePath !== null && publicUrl !== null && pathOf(publicUrl) !== basePath)
    problems.push({
      variable: 'WAYBILL_PUBLIC_URL',
      sentence: `WAYBILL_PUBLIC_URL must end with WAYBILL_BASE_PATH (${basePath || '/'}), but is ${JSON.stringify(publicUrl)}; set both alike, or the first alone.`,
    });
  return problems.length > 0 ? { ok: false, problems } : { ok: true, config, warnings: withoutEffect(env, config) };
};

const webhookOf = (url: string | null, events: readonly string[] | null, secret: string | null): Config['webhook'] =>
  url === null ? null : { url, events: events ?? ['*'], secret };

/** The path of a URL, without its last slash. */
const pathOf = (url: string | null): string => (url === null ? '' : withoutLastSlash(new URL(url).pathname));

/** Variables of the clients in `examples`. A shell that runs both has them too. */
const OF_CLIENTS: readonly string[] = ['WAYBILL_URL', 'WAYBILL_EMAIL', 'WAYBILL_PASSWORD', 'WAYBILL_POSITION'];

/** Variables that are set but unknown: usually a typo. */
const withoutEffect = (env: Environment, config: Config): string[] => {
  const unknown = Object.keys(env).filter(
    (name) => name.startsWith('WAYBILL_') && !Object.hasOwn(variables, name) && !OF_CLIENTS.includes(name),
  );
  const warnings = unknown.map((name) => {
    const meant = nearest(name, variableNames);
    return `${name} is not a variable of Waybill and has no effect${meant ? `; did you mean ${meant}?` : '.'}`;
  });
  if (config.whatsapp.mode === 'sandbox' && config.whatsapp.url !== null)
    warnings.push(
      'WAYBILL_WHATSAPP_URL has no effect, because WAYBILL_WHATSAPP=sandbox brings an endpoint of its own.',
    );
  return warnings;
};

/** All problems as one text for a terminal. */
export const problemsText = (problems: readonly Problem[]): string => {
  const count = problems.length === 1 ? 'a setting' : `${problems.length} settings`;
  return [
    `Waybill cannot start, because ${count} must be mended:`,
    ...problems.map(({ sentence }) => `  - ${sentence}`),
    "'waybill start --help' lists every variable with its default.",
  ].join('\n');
};
