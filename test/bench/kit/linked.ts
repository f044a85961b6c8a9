/**
 * A gateway as `npm start` runs it, and WhatsApp in a process of its own, with as many linked sessions as requested.
 */
import type { Client } from '../../support/client.ts';
import { clientOf } from '../../support/client.ts';
import { pair, startSandbox } from '../../support/real-gateway.ts';
import { spawnWaybill } from '../../support/spawn.ts';
import { newFolder } from './folder.ts';
import { login, startIn } from './processes.ts';

export interface Linked {
  readonly client: Client;
  /** The routes of the sandbox. */
  readonly control: Client;
  readonly pid: number;
  readonly sandboxPid: number;
  /** Links one more session, and sets its queue to this concurrency. */
  link(session: string, concurrency: number): Promise<void>;
  stop(): Promise<void>;
}

/** @throws when the answer is not a 2xx. */
export const ask = async <T = Record<string, unknown>>(client: Client, path: string, body?: unknown): Promise<T> => {
  const answer = body === undefined ? await client.get<T>(path) : await client.post<T>(path, body);
  if (answer.status >= 300)
    throw new Error(`${path} was answered with ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer.body;
};

export const linked = async (env: Readonly<Record<string, string>> = {}): Promise<Linked> => {
  const folder = newFolder();
  const sandbox = await startSandbox(spawnWaybill, folder.path);
  const gateway = await startIn(folder.path, { WAYBILL_WHATSAPP: 'live', ...sandbox.env, ...env });
  const client = clientOf(gateway.url, await login(gateway.url));
  return {
    client,
    control: sandbox.control,
    pid: gateway.pid,
    sandboxPid: sandbox.process.child.pid ?? 0,
    async link(session, concurrency) {
      await pair(client, sandbox.control, session);
      await ask(client, `/api/whatsapp/queue/config?session=${session}`, { concurrency });
    },
    async stop() {
      await gateway.stop();
      await sandbox.process.end('SIGTERM');
      folder.remove();
    },
  };
};
