/**
 * Phones write in ten chats, and the gateway dies again and again: at named points on the way of what comes in, and at
 * random moments. WhatsApp keeps each message until it has read the receipt, and hands it over again at the next login.
 *
 * Between two lives of the gateway, each tick that a phone shows is compared with the file. At the end a gateway lives
 * until WhatsApp keeps nothing any more, and each message has to be on record once, in the order of its chat.
 */
import { randomOf } from '../../simulation/random.ts';
import { type Client, clientOf } from '../../support/client.ts';
import { verified } from '../../support/command.ts';
import { startGatewayInside } from '../../support/gateway-inside.ts';
import type { Box } from '../../support/box.ts';
import type { Spawn } from '../../support/spawn.ts';
import { HEALED_WITHIN_MS, inTime } from '../campaign.ts';
import { runRound } from '../dying.ts';
import type { Plan } from '../plan.ts';
import { judgeHearing, judgeTicks } from './judge.ts';
import { openPhones, type Phones } from './phones.ts';
import type { HearingRound, Writing } from './plan.ts';
import { onRecord } from './record.ts';
import { createScript, type Line } from './script.ts';
import { filesStored, shownProblems } from './shown.ts';

interface Stage {
  readonly spawn: Spawn;
  /** A linked folder, and the sandbox whose phone has linked it. */
  readonly data: string;
  readonly box: Box;
  readonly seed: number;
  readonly rounds: readonly HearingRound[];
  /** How many messages are written in each round. */
  readonly each: number;
}

export interface Death {
  readonly plan: Plan;
  /** Whether the process died where it was meant to. */
  readonly reached: boolean;
}

export interface HearingCampaign {
  readonly deaths: readonly Death[];
  readonly messages: number;
  /** How many were handed over more than once. */
  readonly redelivered: number;
  /** How many could be read at a later attempt only. */
  readonly repaired: number;
  /** The broken promises, as sentences. */
  readonly violations: readonly string[];
}

const partsOf = (lines: readonly Line[], { before, starting }: Writing) => {
  const [first, second] = [lines.length * before, lines.length * (before + starting)].map(Math.round);
  return { before: lines.slice(0, first), starting: lines.slice(first, second), up: lines.slice(second) };
};

/** One life and death. Phones write on when the gateway is gone. */
const live = async (
  { spawn, data, box }: Stage,
  phones: Phones,
  lines: readonly Line[],
  { plan, writing, losesReceipt }: HearingRound,
): Promise<boolean> => {
  const { before, starting, up } = partsOf(lines, writing);
  await phones.write(before);
  if (losesReceipt) await phones.loseReceipt();
  const atStart = phones.write(starting);
  let whenUp: Promise<void> | null = null;
  const write = (): Promise<void> => (whenUp ??= phones.write(up));
  const site = {
    spawn,
    data,
    env: box.env,
    client: (url: string): Client => clientOf(url, ''),
    load: { run: write },
    idle: () => phones.settled(lines),
  };
  const [reached] = await Promise.all([runRound(site, plan), atStart]);
  await write();
  return reached;
};

/** The last life, in which everything arrives, and each file is fetched. */
const heal = async ({ data, box }: Stage, phones: Phones, lines: readonly Line[]): Promise<readonly string[]> => {
  const { client, stop } = await startGatewayInside(data, box.env);
  try {
    await inTime(HEALED_WITHIN_MS, 'healing', phones.settled(lines));
    await inTime(HEALED_WITHIN_MS, 'fetching files', filesStored(client, lines));
    return await shownProblems(client, lines, phones.group);
  } finally {
    await stop();
  }
};

/** The caller ends the sandbox. */
export const runHearing = async (stage: Stage, told: (death: Death) => void = () => {}): Promise<HearingCampaign> => {
  const { data, box, seed, rounds, each } = stage;
  const script = createScript(randomOf(seed));
  const phones = await openPhones(box.control);
  const deaths: Death[] = [];
  const violations: string[] = [];
  for (const round of rounds) {
    const reached = await live(stage, phones, script.next(each), round);
    // The record is read after the ticks: a tick that comes in between is none of a dead process.
    violations.push(...judgeTicks(await phones.handovers(), onRecord(data)));
    deaths.push({ plan: round.plan, reached });
    told({ plan: round.plan, reached });
  }
  violations.push(...(await heal(stage, phones, script.lines)));
  const handovers = await phones.handovers();
  violations.push(...judgeHearing(script.lines, onRecord(data), handovers, phones.group));
  const verdict = await verified(data);
  return {
    deaths,
    messages: script.lines.length,
    redelivered: handovers.filter(({ redelivered }) => redelivered > 0).length,
    repaired: script.lines.filter(({ trouble }) => trouble !== null).length,
    violations: [...violations, ...(verdict.code === 0 ? [] : [`waybill verify: ${verdict.output}`])],
  };
};
