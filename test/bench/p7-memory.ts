/** P7: the memory of a process with a million waiting jobs, and with a thousand, after the same work. */
import { join } from 'node:path';
import type { Bench, Size } from './bench.ts';
import { newFolder } from './kit/folder.ts';
import { writePast } from './kit/past.ts';
import { login, pauseQueue, startIn } from './kit/processes.ts';
import { residentMib } from './kit/threads.ts';

const MANY: Record<Size, number> = { full: 1_000_000, quick: 20_000 };
const FEW = 1_000;
/** The same work for both, request after request. */
const TIMES = 100;
const LISTS = ['status', 'jobs?status=waiting&limit=100', 'jobs?limit=100'];

/** Waiting jobs, in a folder in which a gateway was started once. */
const waitingIn = async (path: string, waiting: number): Promise<void> => {
  await writePast({ file: join(path, 'waybill.db'), waiting });
  const server = await startIn(path);
  await pauseQueue(server.url, await login(server.url));
  await server.stop();
};

const memory = async (data: string): Promise<number> => {
  const server = await startIn(data);
  const token = await login(server.url);
  for (let time = 0; time < TIMES; time += 1) {
    for (const list of LISTS) {
      const answer = await fetch(`${server.url}/api/whatsapp/${list}`, {
        headers: { authorization: `Bearer ${token}` },
      });
      if (!answer.ok) throw new Error(`${list} was answered with ${answer.status}`);
      await answer.text();
    }
  }
  const mib = residentMib(server.pid);
  await server.stop();
  return mib;
};

export const p7: Bench = {
  name: 'p7',
  title: 'Resident memory with 1M jobs waiting',
  against: 'the same with 1k waiting',
  unit: 'MiB',
  better: 'less',
  floor: 1.5,
  aim: 1.15,
  async open(size) {
    const [many, few] = [newFolder(), newFolder()];
    await waitingIn(many.path, MANY[size]);
    await waitingIn(few.path, FEW);
    return {
      ours: () => memory(many.path),
      theirs: () => memory(few.path),
      async close() {
        many.remove();
        few.remove();
      },
    };
  },
};
