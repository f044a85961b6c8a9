/**
 * Receivers for trying: addresses of the gateway itself that an endpoint can use in sandbox mode, and that keep what they
 * are sent. They are in memory only. A receiver whose endpoint is still there exists again after a restart, and is empty.
 */
import type { EventLog } from '../../events/log/log.ts';
import type { Clock, Millis } from '../../kernel/clock.ts';
import type { Entropy } from '../../kernel/entropy.ts';
import { ok, type Result, refuse } from '../../kernel/result.ts';
import type { Reads } from '../../projections/reads.ts';
import { receiverIn } from '../../webhooks/receiver-address.ts';
import { checkSignature, type Signature } from '../../webhooks/sending/checking.ts';
import type { WebhookRecords } from '../../webhooks/records.ts';
import { keepLatest } from '../../kernel/latest.ts';

/** How a receiver answers. */
export interface Answering {
  readonly status: number;
  readonly delayMs: number;
}

export interface Arrived {
  readonly at: Millis;
  /** Null in place of a value that is shown to nobody. */
  readonly headers: Readonly<Record<string, string | null>>;
  /** Its beginning. */
  readonly body: string;
  readonly bytes: number;
  /** `unknown`: no endpoint has this address. */
  readonly signature: Signature | 'unknown';
  /** The status that it is answered with. */
  readonly status: number;
}

export interface Receiver {
  readonly id: string;
  readonly url: string;
  readonly answering: Answering;
  /** The newest first. */
  readonly requests: readonly Arrived[];
}

export interface Receivers {
  create(): Receiver;
  list(): readonly Receiver[];
  find(id: string): Result<Receiver>;
  tell(id: string, answering: Answering): Result<Receiver>;
  /** Takes a request, and resolves with the status for its answer; earlier if the gateway stops. */
  take(id: string, request: Taken, closing: AbortSignal | undefined): Promise<Result<number>>;
  /** Whether this is the address of a receiver that is there. */
  has(url: string): boolean;
}

interface Taken {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

interface Ports {
  /** What their addresses begin with. */
  readonly receiversAt: string;
  readonly records: Pick<WebhookRecords, 'secrets'>;
  readonly reads: Pick<Reads, 'webhooks'>;
  readonly log: Pick<EventLog, 'beside'>;
  readonly clock: Clock;
  readonly entropy: Entropy;
}

const RECEIVERS_MAX = 20;
const REQUESTS_MAX = 100;
const BODY_BYTES_SHOWN = 16_384;
const ID_BYTES = 18;

/** The headers that every delivery has. The others are an endpoint's own, and their values are not shown anywhere. */
const SHOWN =
  /^(?:accept|accept-encoding|connection|content-(?:length|type)|host|user-agent|webhook-(?:id|signature|timestamp))$/;

const shownHeaders = (headers: Taken['headers']): Arrived['headers'] =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, SHOWN.test(name) ? value : null]));

export const createReceivers = ({ receiversAt, records, reads, log, clock, entropy }: Ports): Receivers => {
  const kept = new Map<string, Receiver>();

  const keep = (receiver: Receiver): Receiver => {
    keepLatest(kept, receiver.id, receiver, RECEIVERS_MAX);
    return receiver;
  };

  const withAddress = (url: string): readonly string[] =>
    reads.webhooks
      .list()
      .filter(({ aboutAt }) => log.beside('endpoint', aboutAt, 0)?.url === url)
      .map(({ id }) => id);

  /** The secrets that may sign requests to this address now. */
  const secretsOf = (url: string): readonly string[] =>
    withAddress(url).flatMap((id) => {
      const found = records.secrets(id);
      if (!found) return [];
      const { secret, formers } = found;
      return [secret, ...formers.filter(({ until }) => until > clock.now()).map((former) => former.secret)];
    });

  const fresh = (id: string): Receiver => ({
    id,
    url: receiversAt + id,
    answering: { status: 200, delayMs: 0 },
    requests: [],
  });

  const known = (id: string): Receiver | null => {
    const url = receiversAt + id;
    const isOurs = receiverIn(receiversAt, url) !== null;
    return kept.get(id) ?? (isOurs && withAddress(url).length > 0 ? keep(fresh(id)) : null);
  };

  const find = (id: string): Result<Receiver> => {
    const receiver = known(id);
    return receiver
      ? ok(receiver)
      : refuse('sandbox.not_found', 'There is no such receiver; make one with POST /api/sandbox/receivers.');
  };

  const arrived = ({ url, answering }: Receiver, { headers, body }: Taken): Arrived => {
    const text = Buffer.from(body).toString();
    const secrets = secretsOf(url);
    return {
      at: clock.now(),
      headers: shownHeaders(headers),
      body: Buffer.from(body.subarray(0, BODY_BYTES_SHOWN)).toString(),
      bytes: body.byteLength,
      signature: secrets.length === 0 ? 'unknown' : checkSignature(secrets, { headers, body: text }, clock.now()),
      status: answering.status,
    };
  };

  const delay = (ms: number, closing: AbortSignal | undefined): Promise<void> =>
    new Promise((resolve) => {
      if (ms === 0 || closing?.aborted) return resolve();
      const end = (): void => {
        cancel();
        closing?.removeEventListener('abort', end);
        resolve();
      };
      const cancel = clock.after(ms, end);
      closing?.addEventListener('abort', end);
    });

  return {
    create: () => keep(fresh(`rcv_${Buffer.from(entropy.bytes(ID_BYTES)).toString('base64url')}`)),
    list: () => [...kept.values()].toReversed(),
    find,
    tell(id, answering) {
      const found = find(id);
      return found.ok ? ok(keep({ ...found.value, answering })) : found;
    },
    async take(id, request, closing) {
      const found = find(id);
      if (!found.ok) return found;
      const requests = [arrived(found.value, request), ...found.value.requests].slice(0, REQUESTS_MAX);
      const { answering } = keep({ ...found.value, requests });
      await delay(answering.delayMs, closing);
      return ok(answering.status);
    },
    has(url) {
      const id = receiverIn(receiversAt, url);
      return id !== null && known(id) !== null;
    },
  };
};
