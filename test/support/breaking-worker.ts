/** The program of a session's thread, with ways to break it that no test could cause from outside. */
import { workerData } from 'node:worker_threads';
import type { Luggage } from '../../src/whatsapp/thread/crossing.ts';
import { BUILT_VARIABLE } from './built-variable.ts';
import { type Break, CHANNEL, SECRET } from './breaking.ts';

const built = process.env[BUILT_VARIABLE];
await import(built ? `${built}thread.js` : '../../src/whatsapp/thread/worker.ts');

const { session } = workerData as Luggage;

const ways: Readonly<Record<Break['how'], () => void>> = {
  throws: () => {
    throw new TypeError(SECRET);
  },
  rejects: () => void Promise.reject(new Error(SECRET)),
  'throws no error': () => {
    throw SECRET;
  },
  exits: () => process.exit(1),
  'takes all memory': () => {
    // In pieces of 8 MB: one that is larger than what Node adds at the limit ends the whole process.
    const piece = Array<number>(1_000_000).fill(0.5);
    for (const taken: unknown[] = []; ; ) taken.push(piece.slice());
  },
  'computes for ever': () => {
    for (;;);
  },
  prints: () => {
    process.stdout.write(SECRET);
    process.stderr.write(SECRET);
    console.log(SECRET);
    console.error(SECRET);
  },
};

new BroadcastChannel(CHANNEL).addEventListener('message', (event: Event & { readonly data?: unknown }) => {
  const broken = event.data as Break;
  // Thrown outside of any caller, like an error in one of Baileys' timers.
  if (broken.session === session) setImmediate(ways[broken.how]);
});
