/**
 * A session's own thread, seen from outside.
 *
 * It reports the end of the thread once, after all earlier news of that thread, whatever the cause: an uncaught error,
 * its memory, an exit, a kill, or a failed start. It ends a thread that loops forever. Nothing that is printed in the
 * thread reaches the console, where Baileys and libsignal would show keys and texts.
 */
import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import { inSources } from '../../kernel/source-places.ts';
import { type Clock, nothingToCancel } from '../../kernel/clock.ts';
import { messageOf } from '../../kernel/fault.ts';
import type { HeardNews, Keys, Luggage, News, Order, Question, Questions, Reply } from './crossing.ts';
import type { HeardStanza } from '../heard.ts';
import type { Vault } from '../vault.ts';

export interface Thread {
  tell(order: Order): void;
  /** Keeps the process alive until the thread has ended. */
  hold(): void;
  /** Terminates the thread; `over` reports `why`. Resolves when the thread is gone. */
  kill(why: string): Promise<void>;
}

export interface ThreadOptions {
  readonly luggage: Omit<Luggage, 'bell' | 'replies'>;
  readonly questions: Questions & Pick<Vault, 'setKeys'>;
  /** Puts stanzas of the session on record. */
  record(stanzas: readonly HeardStanza[]): Promise<void>;
  readonly clock: Clock;
  /** The thread's program; left out, its own (`worker.ts`). */
  readonly program?: URL | undefined;
}

export interface ThreadEars {
  hear(news: Exclude<News, Question | Keys | HeardNews>): void;
  over(why: string): void;
}

const PROGRAM = new URL('./worker.ts', import.meta.url);

/** Baileys and a busy session take some 50 MB. A thread that needs ten times that will not recover. */
const LIMITS = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 8 };

const WATCH_MS = 10_000;
/** Two, because a machine that was asleep finds the first question overdue. */
const UNANSWERED_MAX = 2;

/** Stands in when the system cannot start another thread. */
const NO_THREAD: Thread = { tell: () => {}, hold: () => {}, kill: async () => {} };

export const startThread = (options: ThreadOptions, ears: ThreadEars): Thread => {
  try {
    return run(options, ears);
  } catch (thrown) {
    queueMicrotask(() => ears.over(causeOf(thrown)));
    return NO_THREAD;
  }
};

const run = (options: ThreadOptions, ears: ThreadEars): Thread => {
  const { luggage, questions, record, clock, program = PROGRAM } = options;
  const { port1, port2: replies } = new MessageChannel();
  const bell = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const worker = new Worker(program, {
    name: `whatsapp ${luggage.session}`,
    workerData: { ...luggage, replies, bell } satisfies Luggage,
    transferList: [replies],
    resourceLimits: LIMITS,
    stdout: true,
    stderr: true,
  });
  worker.stdout.resume();
  worker.stderr.resume();
  worker.unref();

  let why: string | null = null;
  let unanswered = 0;
  let timer = nothingToCancel;

  const kill = async (reason: string): Promise<void> => {
    why ??= reason;
    await worker.terminate();
  };

  const watch = (): void => {
    timer = clock.after(WATCH_MS, () => {
      if (unanswered === UNANSWERED_MAX) return void kill('it did not answer any more');
      unanswered += 1;
      worker.postMessage({ type: 'are_you_there' } satisfies Order);
      watch();
    });
  };

  /** Strictly in order: the answer to a message comes after the keys that the message has changed. */
  const hearAll = async (turn: readonly News[]): Promise<void> => {
    for (const [at, news] of turn.entries()) {
      if (news.type === 'question') await reply(news, questions, { port: port1, bell });
      else if (news.type === 'keys') worker.postMessage(await storedKeys(news, questions));
      else if (news.type !== 'heard') ears.hear(news);
      // The first of a run of stanzas stands for all of them.
      else if (turn[at - 1]?.type !== 'heard')
        for (const order of await recorded(runFrom(turn, at), record)) worker.postMessage(order);
    }
  };

  let heard = Promise.resolve();
  worker.on('message', (turn: readonly News[]) => {
    unanswered = 0;
    heard = heard.then(() => hearAll(turn));
  });
  /** Runs after all news of the thread. */
  const end = async (): Promise<void> => {
    await heard;
    port1.close();
    ears.over(why ?? 'it ended by itself');
  };

  worker.on('error', (thrown) => {
    why ??= causeOf(thrown);
  });
  worker.on('exit', () => {
    timer();
    void end();
  });
  watch();

  return { tell: (order) => worker.postMessage(order), hold: () => worker.ref(), kill };
};

/** Posts the answer before it wakes the thread, which looks for the reply once. */
const reply = async (
  { name, args }: Question,
  questions: Questions,
  { port, bell }: { port: MessagePort; bell: Int32Array },
): Promise<void> => {
  port.postMessage(await replyTo(async () => (questions[name] as (...args: unknown[]) => unknown)(...args)));
  Atomics.store(bell, 0, 1);
  Atomics.notify(bell, 0);
};

const storedKeys = async ({ number, ring, changes }: Keys, { setKeys }: Pick<Vault, 'setKeys'>): Promise<Order> => ({
  type: 'stored',
  number,
  reply: await replyTo(() => setKeys(ring, changes)),
});

const runFrom = (turn: readonly News[], first: number): readonly HeardNews[] => {
  const after = turn.slice(first);
  const end = after.findIndex(({ type }) => type !== 'heard');
  return (end < 0 ? after : after.slice(0, end)) as readonly HeardNews[];
};

/** Stanzas that were told one after the other are recorded together. */
const recorded = async (run: readonly HeardNews[], record: ThreadOptions['record']): Promise<readonly Order[]> => {
  const reply = await replyTo(() => record(run.map(({ stanza }) => stanza)));
  return run.map(({ number }) => ({ type: 'stored', number, reply }));
};

const replyTo = async (answer: () => Promise<unknown>): Promise<Reply> => {
  try {
    return { value: await answer() };
  } catch (thrown) {
    return { error: messageOf(thrown) };
  }
};

/** The safe part of an error: its message may contain a frame, a key or a text. */
const causeOf = (thrown: unknown): string => {
  const { name, code, stack } = (thrown ?? {}) as { name?: unknown; code?: unknown; stack?: unknown };
  const kind = [code, name].map(String).find((word) => /^[A-Z]\w{2,39}$/.test(word)) ?? 'something that is no error';
  const [, place] = /^ {4}at .*?([\w.-]{1,40}\.[cm]?[jt]s:\d{1,6}):\d+\)?$/m.exec(inSources(String(stack))) ?? [];
  return `it met ${kind}${place === undefined ? '' : ` at ${place}`}`;
};
