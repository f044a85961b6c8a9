/** Clients that send messages until the gateway dies, and the promises that they hold afterwards. */
import type { Client } from '../support/client.ts';

const PRIORITIES = ['HIGH', 'NORMAL', 'LOW'] as const;
type Priority = (typeof PRIORITIES)[number];

/** Messages of one chat and priority, sent one after another, so that their order is known. */
export interface Lane {
  readonly number: string;
  readonly priority: Priority;
  /** Sends under an idempotency key, and repeats the request if there was no answer. */
  readonly keyed: boolean;
  /** Messages in each round. */
  readonly each: number;
}

/** A message that a client has sent. */
export interface Sent {
  readonly lane: Lane;
  readonly text: string;
  /** The promised job; null if the answer never came. */
  jobId: string | null;
  /** The gateway already had the job when the request was repeated: it died between its commit and its answer. */
  repeated: boolean;
}

export interface Load {
  readonly sent: readonly Sent[];
  /** All clients send, as many messages as a round has or until the gateway is gone. */
  run(gateway: Client): Promise<void>;
  /** Repeats unanswered requests until they are answered. */
  insist(gateway: Client): Promise<void>;
}

const laneName = ({ number, priority }: Lane): string => `${number} ${priority}`;

export const createLoad = (lanes: readonly Lane[]): Load => {
  const sent: Sent[] = [];
  const pending = new Map<Lane, Sent>();
  const counts = new Map<Lane, number>();

  const next = (lane: Lane): Sent => {
    const count = (counts.get(lane) ?? 0) + 1;
    counts.set(lane, count);
    const fresh: Sent = { lane, text: `${laneName(lane)} #${count}`, jobId: null, repeated: false };
    sent.push(fresh);
    return fresh;
  };

  /** False when the gateway is gone. @throws when it answers with anything but the promise. */
  const post = async (gateway: Client, message: Sent): Promise<boolean> => {
    const { lane, text } = message;
    const key: Record<string, string> = lane.keyed ? { 'idempotency-key': text.replaceAll(' ', '-') } : {};
    const answer = await gateway
      .post<{ jobId: string }>(
        '/api/whatsapp/send-message',
        { number: lane.number, message: text, priority: lane.priority },
        key,
      )
      .catch(() => null);
    if (answer === null) {
      if (lane.keyed) pending.set(lane, message);
      return false;
    }
    if (answer.status !== 202 && !(lane.keyed && answer.status === 200))
      throw new Error(`"${text}" was answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    message.jobId = answer.body.jobId;
    message.repeated = answer.status === 200;
    pending.delete(lane);
    return true;
  };

  return {
    sent,
    async run(gateway) {
      const speak = async (lane: Lane): Promise<void> => {
        for (let n = 0; n < lane.each; n += 1) {
          if (!(await post(gateway, pending.get(lane) ?? next(lane)))) return;
        }
      };
      await Promise.all(lanes.map(speak));
    },
    async insist(gateway) {
      for (const message of pending.values()) await post(gateway, message);
    },
  };
};

/** Besides ordinary chats: one with slow acknowledgements, one whose first is lost, one whose link closes. */
const SLOW = '6281200000004';
const LOSES_ACK = '6281200000001';
const CLOSES = '6281200000003';
const UNREGISTERED = '6281200000404';

const CHATS = 6;
const EACH = 8;

export const LANES: readonly Lane[] = [
  ...Array.from({ length: CHATS }, (_, index) => `6281200007${100 + index}`).flatMap((number, index) =>
    PRIORITIES.slice(0, 2 + (index % 2)).map((priority) => ({ number, priority, keyed: index % 3 !== 0, each: EACH })),
  ),
  ...[SLOW, LOSES_ACK, CLOSES, UNREGISTERED].map((number) => ({
    number,
    priority: 'NORMAL' as const,
    keyed: number === SLOW,
    each: 1,
  })),
];

/** Messages to this number always fail. */
export const fails = ({ number }: Lane): boolean => number === UNREGISTERED;
