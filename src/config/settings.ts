/** The settings of this process for administrators to see: what was given, where, and what it does. Secrets are left out. */
import type { Setting } from '../kernel/setting.ts';
import { isSecret, type VariableName, variableNames, variables } from './variables.ts';

type Group =
  | 'Addresses'
  | 'Data and backups'
  | 'People'
  | 'WhatsApp'
  | 'Media'
  | 'Webhooks'
  | 'Limits'
  | 'Log and metrics';

const GROUP_OF: Readonly<Record<VariableName, Group>> = {
  WAYBILL_HOST: 'Addresses',
  WAYBILL_PORT: 'Addresses',
  PORT: 'Addresses',
  WAYBILL_BASE_PATH: 'Addresses',
  WAYBILL_PUBLIC_URL: 'Addresses',
  WAYBILL_TRUSTED_PROXIES: 'Addresses',
  WAYBILL_CORS_ORIGINS: 'Addresses',
  WAYBILL_DATA: 'Data and backups',
  WAYBILL_DATABASE_URL: 'Data and backups',
  WAYBILL_BACKUPS: 'Data and backups',
  WAYBILL_ENCRYPTION_KEY: 'Data and backups',
  WAYBILL_CONTENT_DAYS: 'Data and backups',
  WAYBILL_ADMIN_EMAIL: 'People',
  WAYBILL_ADMIN_PASSWORD: 'People',
  WAYBILL_JWT_SECRET: 'People',
  WAYBILL_WHATSAPP: 'WhatsApp',
  WAYBILL_WHATSAPP_URL: 'WhatsApp',
  WAYBILL_WHATSAPP_ROOT_KEY: 'WhatsApp',
  WAYBILL_COUNTRY: 'WhatsApp',
  WAYBILL_RECORD: 'WhatsApp',
  WAYBILL_AUTO_READ: 'WhatsApp',
  WAYBILL_KEEPALIVE_MS: 'WhatsApp',
  WAYBILL_KEEPALIVE_TIMEOUT_MS: 'WhatsApp',
  WAYBILL_ACK_TIMEOUT_MS: 'WhatsApp',
  WAYBILL_MEDIA_MAX_MB: 'Media',
  WAYBILL_MEDIA_FETCH_MAX_MB: 'Media',
  WAYBILL_MEDIA_DAYS: 'Media',
  WAYBILL_FETCH_ALLOW: 'Media',
  WAYBILL_WEBHOOK_URL: 'Webhooks',
  WAYBILL_WEBHOOK_EVENTS: 'Webhooks',
  WAYBILL_WEBHOOK_SECRET: 'Webhooks',
  WAYBILL_BODY_BYTES_MAX: 'Limits',
  WAYBILL_HEADER_BYTES_MAX: 'Limits',
  WAYBILL_CONNECTIONS_MAX: 'Limits',
  WAYBILL_REQUEST_TIMEOUT_MS: 'Limits',
  WAYBILL_HTTP_IDLE_MS: 'Limits',
  WAYBILL_LIVE_FEEDS_MAX: 'Limits',
  WAYBILL_LOG_LEVEL: 'Log and metrics',
  WAYBILL_LOG_FORMAT: 'Log and metrics',
  WAYBILL_METRICS_TOKEN: 'Log and metrics',
  WAYBILL_INSPECT: 'Log and metrics',
};

/** `inFile` has the variables that the file `.env` gives and the environment does not. */
export const settingsIn = (
  env: Readonly<Record<string, string | undefined>>,
  inFile: ReadonlySet<string>,
): readonly Setting[] =>
  variableNames.map((name) => {
    const given = env[name] || null;
    const { meaning, unset } = variables[name];
    return {
      name,
      group: GROUP_OF[name],
      meaning,
      source: given === null ? 'default' : inFile.has(name) ? 'file' : 'environment',
      value: isSecret(name) ? null : given,
      byDefault: unset,
      secret: isSecret(name),
    };
  });
