/**
 * Phones write, three endpoints are told of it, and the gateway dies again and again: at named points of a delivery, a
 * batch, a replay and a rotation, and at random moments. The receiver fails at random meanwhile.
 *
 * At the end the receiver is well, and a gateway lives until each event has come: at least once, under one id, with the
 * same bytes, signed, and in the order of its chat.
 */
import { randomOf } from '../../simulation/random.ts';
import type { Box } from '../../support/box.ts';
import { type Client, clientOf, logIn } from '../../support/client.ts';
import { verified } from '../../support/command.ts';
import { startGatewayInside } from '../../support/gateway-inside.ts';
import { type Hook, judgeHooks, missingOf, type Replay } from '../../support/hook-judge.ts';
import type { Spawn } from '../../support/spawn.ts';
import { HEALED_WITHIN_MS, inTime } from '../campaign.ts';
import { runRound } from '../dying.ts';
import { type Handover, openPhones, type Phones } from '../hearing/phones.ts';
import { createScript, type Line } from '../hearing/script.ts';
import type { Plan } from '../plan.ts';
import type { HookRound, Wish } from './plan.ts';
import { type HookReceiver, openHookReceiver } from './receiver.ts';
import { expectedIn, hasOpenFiles, WANTED } from './record.ts';

export interface HookStage {
  readonly spawn: Spawn;
  /** A linked folder, and the sandbox whose phone has linked it. */
  readonly data: string;
  readonly box: Box;
  readonly seed: number;
  readonly rounds: readonly HookRound[];
  /** How many messages are written in each round. */
  readonly each: number;
}

export interface HookDeath {
  readonly plan: Plan;
  /** Whether the process died where it was meant to. */
  readonly reached: boolean;
}

export interface HookCampaign {
  readonly deaths: readonly HookDeath[];
  readonly events: number;
  readonly requests: number;
  /** How many of them were not accepted. */
  readonly refused: number;
  /** Replays and rotations that were answered. */
  readonly replays: number;
  readonly rotations: number;
  /** The broken promises, as sentences. */
  readonly violations: readonly string[];
}

interface KnownHook extends Hook {
  readonly id: string;
  readonly secrets: string[];
}

const ENDPOINTS = [
  { path: '/chat', more: { ordering: 'chat', payload: 'full' } },
  { path: '/batch', more: { ordering: 'chat', payload: 'full', batch: { maxEvents: 5, maxDelayMs: 200 } } },
  { path: '/free', more: { ordering: 'none', payload: 'thin' } },
] as const;

const OVERLAP_HOURS = 24;
/** A gateway that has sent nothing for so long has nothing left to send, or waits for a later attempt. */
const QUIET_MS = 1_500;
const LOOK_MS = 500;

/** The endpoints with their receiver, and the replays that were asked for. */
interface Told {
  readonly receiver: HookReceiver;
  readonly hooks: readonly KnownHook[];
  readonly replays: Replay[];
  readonly env: Readonly<Record<string, string>>;
}

const makeEndpoints = async (client: Client, { url }: HookReceiver): Promise<KnownHook[]> => {
  const made: KnownHook[] = [];
  for (const { path, more } of ENDPOINTS) {
    const request = { name: path, url: url + path, events: WANTED, startAt: 0, ...more };
    const { status, body } = await client.post<{ id: string; secret: string }>('/api/webhooks', request);
    if (status !== 201) throw new Error(`An endpoint could not be made: ${JSON.stringify(body)}`);
    const isOrdered = more.ordering === 'chat';
    made.push({ id: body.id, endpoint: path, isOrdered, isFull: isOrdered, secrets: [body.secret] });
  }
  return made;
};

/** What the receiver refused goes again at once. */
const redeliver = async (client: Client, { id }: KnownHook): Promise<void> => {
  const { body } = await client.get<{ items: { id: string }[] }>(
    `/api/webhooks/${id}/deliveries?state=retrying&limit=100`,
  );
  for (const event of body.items) await client.post(`/api/webhooks/${id}/deliveries/${event.id}/redeliver`);
};

const resume = (client: Client, { id }: KnownHook) => client.post(`/api/webhooks/${id}/resume`);

/** Part of what came so far, so that something else is left to come behind it. */
const replay = async (client: Client, hook: KnownHook, { receiver, replays }: Told): Promise<void> => {
  const { body } = await client.get<{ head: { position: number } }>('/api/audit');
  const [after, upTo] = [0.2, 0.7].map((part) => Math.floor(body.head.position * part)) as [number, number];
  const at = receiver.now();
  const { status } = await client.post(`/api/webhooks/${hook.id}/replay`, { from: after, to: upTo });
  if (status < 300) replays.push({ endpoint: hook.endpoint, after, upTo, at });
};

const rotate = async (client: Client, { id, secrets }: KnownHook): Promise<void> => {
  const request = { overlapHours: OVERLAP_HOURS };
  const { status, body } = await client.post<{ secret: string }>(`/api/webhooks/${id}/rotate-secret`, request);
  if (status < 300) secrets.push(body.secret);
};

const WISHES: Readonly<Record<Wish, (client: Client, hook: KnownHook, told: Told) => Promise<unknown>>> = {
  replay,
  rotate,
  redeliver,
  'pause and resume': async (client, hook) => {
    await client.post(`/api/webhooks/${hook.id}/pause`);
    await resume(client, hook);
  },
};

/** A gateway that dies answers nothing more. */
const asked = async (told: Told, client: Client, wishes: readonly Wish[]): Promise<void> => {
  try {
    for (const hook of told.hooks) await resume(client, hook);
    for (const wish of wishes) for (const hook of told.hooks) await WISHES[wish](client, hook, told);
  } catch {
    // Its answer is lost, as it would be to any client.
  }
};

/** One life and death. */
const live = async (
  { spawn, data }: HookStage,
  told: Told,
  phones: Phones,
  { lines, round, token }: { lines: readonly Line[]; round: HookRound; token: string },
): Promise<boolean> => {
  const { plan, writing, mood, wishes } = round;
  const [first, second] = [writing.before, writing.before + writing.starting].map((part) =>
    Math.round(lines.length * part),
  );
  told.receiver.behave(mood);
  await phones.write(lines.slice(0, first));
  const atStart = phones.write(lines.slice(first, second));
  let whenUp: Promise<void> | null = null;
  const write = (): Promise<void> => (whenUp ??= phones.write(lines.slice(second)));
  const site = {
    spawn,
    data,
    env: told.env,
    client: (url: string): Client => clientOf(url, token),
    load: {
      async run(client: Client) {
        await Promise.all([write(), asked(told, client, wishes)]);
      },
    },
    async idle() {
      await phones.settled(lines);
      await told.receiver.quiet(QUIET_MS);
    },
  };
  const [reached] = await Promise.all([runRound(site, plan), atStart]);
  await write();
  return reached;
};

const isOpen = ({ state }: Handover): boolean => state === 'queued' || state === 'handed_over';

/** Resolves when everything has come in, and has gone on to the receiver. */
const delivered = async (client: Client, { data }: HookStage, told: Told, phones: Phones): Promise<void> => {
  const { receiver, hooks, replays } = told;
  const isMissing = async (): Promise<boolean> =>
    (await phones.handovers()).some(isOpen) ||
    hasOpenFiles(data) ||
    missingOf({ expected: expectedIn(data), hooks, came: receiver.came, replays }).length > 0;
  while (await isMissing()) {
    for (const hook of hooks) await redeliver(client, hook);
    await receiver.next(LOOK_MS);
  }
  await receiver.quiet(QUIET_MS);
};

/** The last life, in which everything comes in, and goes on to the receiver. */
const heal = async (stage: HookStage, told: Told, phones: Phones): Promise<string[]> => {
  told.receiver.behave('fine');
  const { client, stop } = await startGatewayInside(stage.data, told.env);
  try {
    for (const hook of told.hooks) await resume(client, hook);
    await inTime(HEALED_WITHIN_MS, 'delivering', delivered(client, stage, told, phones));
    return [];
  } catch (thrown) {
    // What is missing is told by the judge.
    return [String(thrown)];
  } finally {
    await stop();
  }
};

/** The caller ends the sandbox. */
export const runHooks = async (
  stage: HookStage,
  tell: (death: HookDeath) => void = () => {},
): Promise<HookCampaign> => {
  const { data, box, seed, rounds, each } = stage;
  const random = randomOf(seed);
  const script = createScript(random.fork());
  const phones = await openPhones(box.control);
  const receiver = await openHookReceiver(random.fork());
  try {
    const env = { ...box.env, WAYBILL_FETCH_ALLOW: '127.0.0.1' };
    const first = await startGatewayInside(data, env);
    const told: Told = { receiver, hooks: await makeEndpoints(first.client, receiver), replays: [], env };
    const { token } = await logIn(first.client.url);
    await first.stop();
    const deaths: HookDeath[] = [];
    for (const round of rounds) {
      const reached = await live(stage, told, phones, { lines: script.next(each), round, token });
      deaths.push({ plan: round.plan, reached });
      tell({ plan: round.plan, reached });
    }
    const late = await heal(stage, told, phones);
    const { came } = receiver;
    const expected = expectedIn(data);
    const violations = judgeHooks({ expected, hooks: told.hooks, came, replays: told.replays });
    const verdict = await verified(data);
    return {
      deaths,
      events: expected.length,
      requests: came.length,
      refused: came.filter(({ acceptedAt }) => acceptedAt === null).length,
      replays: told.replays.length,
      rotations: told.hooks.flatMap(({ secrets }) => secrets.slice(1)).length,
      violations: [...late, ...violations, ...(verdict.code === 0 ? [] : [`waybill verify: ${verdict.output}`])],
    };
  } finally {
    await receiver.close();
  }
};
