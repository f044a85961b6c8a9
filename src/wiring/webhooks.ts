/** Wires webhooks: their records, the guard of their addresses, and the endpoint that the settings name. */
import type { Database } from 'better-sqlite3';
import type { Config } from '../config/config.ts';
import type { EventLog } from '../events/log/log.ts';
import { parseAllow } from '../fetching/allow.ts';
import { createPoster, type Poster } from '../fetching/posting.ts';
import type { Gateway } from '../gateway/gateway.ts';
import { SYSTEM } from '../kernel/caller.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Entropy } from '../kernel/entropy.ts';
import type { CountingLogger, Logger } from '../kernel/logger.ts';
import type { Seal } from '../kernel/seal.ts';
import type { Reads } from '../projections/reads.ts';
import { sqliteWebhookRecords } from '../storage/sqlite/webhook-records.ts';
import { receiverIn } from '../webhooks/receiver-address.ts';
import { createWebhooks, type Webhooks } from '../webhooks/webhooks.ts';
import type { Closing } from './closing.ts';

interface WebhookPorts {
  readonly db: Database;
  readonly log: EventLog;
  readonly reads: Reads;
  readonly seal: Seal;
  readonly logger: Logger | CountingLogger;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly closing: Closing;
  /** What the addresses of receivers for trying begin with; null if there are none. */
  readonly receiversAt: string | null;
  readonly wakeAt: () => void;
  readonly defect: (thrown: unknown) => void;
}

/** Lets requests through to the receivers for trying, which are at an address that is not public; all others go to `outside`. */
const withReceivers = (outside: Poster, inside: Poster, receiversAt: string): Poster => ({
  post: (post) => (receiverIn(receiversAt, post.url) === null ? outside : inside).post(post),
  close() {
    outside.close();
    inside.close();
  },
});

export const openWebhooks = (config: Config, { db, seal, closing, receiversAt, ...ports }: WebhookPorts): Webhooks => {
  const { clock } = ports;
  const own = receiversAt === null ? null : parseAllow(new URL(receiversAt).host);
  const openPoster: Parameters<typeof createWebhooks>[0]['openPoster'] = (terms) => {
    const outside = createPoster({ allow: config.fetchAllow, clock, ...terms });
    if (receiversAt === null || !own?.ok) return outside;
    return withReceivers(outside, createPoster({ allow: own.value, clock, ...terms }), receiversAt);
  };
  return closing(createWebhooks({ ...ports, records: sqliteWebhookRecords(db, seal), openPoster }), (open) =>
    open.stop(),
  );
};

/** Makes the endpoint that the settings name, or changes it to what they say now. Without them it is paused until they are set again. */
export const ensureWebhook = async (
  { webhook }: Pick<Config, 'webhook'>,
  { webhooks }: Pick<Gateway, 'webhooks'>,
  {
    records,
    reads,
    find,
    logger,
  }: Pick<Webhooks, 'records' | 'find'> & { reads: Reads; logger: Logger | CountingLogger },
): Promise<void> => {
  const made = reads.webhooks.list().find(({ source }) => source === 'environment');
  if (!webhook) {
    if (made) await webhooks.pause(`wh_${made.id}`, SYSTEM, 'unset');
    return;
  }
  const { url, events, secret } = webhook;
  const name = 'WAYBILL_WEBHOOK_URL';
  const config = { events: [...events], sessions: '*' as const, payload: 'full' as const, ordering: 'chat' as const };
  const request = { name, url, config, headers: {}, startAt: 'now', source: 'environment' as const };
  const told = made
    ? await webhooks.change(`wh_${made.id}`, { url, config }, SYSTEM)
    : await webhooks.create({ ...request, ...(secret === null ? {} : { secret }) }, SYSTEM);
  if (!told.ok) {
    logger.warn({ code: told.refusal.code }, `WAYBILL_WEBHOOK_URL gets no webhooks: ${told.refusal.detail}`);
    return;
  }
  if (made?.state === 'paused' && made.reason === 'unset') await webhooks.resume(`wh_${made.id}`, SYSTEM);
  const kept = made && secret !== null ? records.secrets(made.id) : null;
  if (!made || !kept || kept.secret === secret || secret === null) return;
  records.keepSecrets(made.id, { ...kept, secret, formers: [] });
  find(made.id)?.forgetSecrets();
};
