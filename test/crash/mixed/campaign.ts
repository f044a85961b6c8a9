/**
 * Sixty messages of all kinds over ten chats, with a gateway that dies at each named point in turn.
 *
 * First the queue is paused: files are stored, messages queued, and waiting messages changed. Then it runs, and files
 * are uploaded and messages sent. The clients repeat what was not answered. At the end every message is on its phone.
 */
import { copyFileSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import Database from 'better-sqlite3';
import { mediaFolder, scratchFolder } from '../../../src/storage/media/layout.ts';
import { neededFiles } from '../../../src/storage/sqlite/media-index.ts';
import { type Client, clientOf, logIn } from '../../support/client.ts';
import { verified } from '../../support/command.ts';
import { layLinked } from '../../support/linked-folder.ts';
import { startGateway, startSandbox } from '../../support/real-gateway.ts';
import type { Spawn } from '../../support/spawn.ts';
import { HEALED_WITHIN_MS, inTime } from '../campaign.ts';
import { checkOutput, runRound } from '../dying.ts';
import { healed } from '../healed.ts';
import type { Plan } from '../plan.ts';
import { makeFiles } from './files.ts';
import { judgeMixed } from './judge.ts';
import { mixedLoad } from './load.ts';
import type { MixedPlan } from './plan.ts';
import { conversations, hasChanged } from './script.ts';

/** Many attempts at short intervals: patience is not what is tested here. */
const QUEUE = { concurrency: 6, backoffBaseMs: 100, maxAttempts: 20 };

export interface MixedCampaign {
  /** Each planned death, and whether the process died there. */
  readonly deaths: readonly { readonly plan: Plan; readonly reached: boolean }[];
  readonly messages: number;
  /** How many messages were changed while they waited. */
  readonly changed: number;
  /** The broken promises, as sentences. */
  readonly violations: readonly string[];
}

/** The files below the folder of media, against those that its facts need. */
const filesProblem = (data: string): readonly string[] => {
  const folder = mediaFolder(data);
  const db = new Database(join(data, 'waybill.db'), { readonly: true });
  const needed = neededFiles(db).toSorted();
  db.close();
  const found = readdirSync(folder)
    .filter((name) => /^[0-9a-f]{2}$/.test(name))
    .flatMap((name) => readdirSync(join(folder, name)))
    .toSorted();
  const parts = existsSync(scratchFolder(folder)) ? readdirSync(scratchFolder(folder)) : [];
  return [
    ...(isDeepStrictEqual(found, needed)
      ? []
      : [`there are the files ${found.join()}, and needed are ${needed.join()}`]),
    ...(parts.length === 0 ? [] : [`these parts are left over: ${parts.join()}`]),
  ];
};

/** Rejects when the gateway is gone. */
const isThere = async (gateway: Client): Promise<void> => void (await gateway.get('/healthz'));

/** Stops its processes only if it succeeds: otherwise the owner of `spawn` does. */
export const runMixed = async (
  { spawn, folder, plan, twice = true }: { spawn: Spawn; folder: string; plan: MixedPlan; twice?: boolean },
  told: (plan: Plan, reached: boolean) => void = () => {},
): Promise<MixedCampaign> => {
  const data = join(folder, 'data');
  await layLinked(data);
  copyFileSync(join(data, 'sandbox.jsonl'), join(folder, 'sandbox.jsonl'));
  const { process: box, control, env } = await startSandbox(spawn, folder);
  const chats = await conversations(await makeFiles(join(folder, 'files')), twice);
  let token: string | null = null;
  /** Before the first message, the queue is paused. */
  const client = async (url: string): Promise<Client> => {
    if (token !== null) return clientOf(url, token);
    const first = await logIn(url);
    await first.post('/api/whatsapp/queue/config', QUEUE);
    await first.post('/api/whatsapp/queue/pause');
    token = first.token;
    return first;
  };

  let sends = false;
  const load = mixedLoad(chats, () => sends);
  const deaths: { plan: Plan; reached: boolean }[] = [];
  const die = async (rounds: readonly Plan[], idle: typeof healed): Promise<void> => {
    for (const round of rounds) {
      const reached = await runRound({ spawn, data, env, client, load, idle }, round);
      deaths.push({ plan: round, reached });
      told(round, reached);
    }
  };
  await die(plan.queueing, isThere);
  sends = true;
  await die(plan.sending, healed);

  const last = await startGateway(spawn, data, env);
  await load.run(last.client);
  await inTime(HEALED_WITHIN_MS, 'healing', healed(last.client));
  const violations = await judgeMixed(last.client, control, chats);
  checkOutput(last.process);
  const stopped = await last.process.end('SIGTERM');
  const verdict = await verified(data);
  await box.end('SIGTERM');
  return {
    deaths,
    messages: chats.flat().length,
    changed: chats.flat().filter(hasChanged).length,
    violations: [
      ...violations,
      ...filesProblem(data),
      ...(stopped === 0 ? [] : [`the last stop ended with ${stopped}`]),
      ...(verdict.code === 0 ? [] : [`waybill verify: ${verdict.output}`]),
    ],
  };
};
