/**
 * `npm run bench:hearing [-- --messages 2000 --chats 200 --rounds 5]`: what incoming messages cost. They wait at WhatsApp
 * while nobody is connected; then the gateway comes back and puts them on record, and Baileys alone comes back and emits
 * them, in turns. WhatsApp is a sandbox in a process of its own, on the same cores.
 *
 * Prints the time from the connection to the last message, and the processor time of the gateway's main thread.
 */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startSandbox } from '../support/real-gateway.ts';
import type { Client } from '../support/client.ts';
import { spawnWaybill } from '../support/spawn.ts';
import { machine, median } from './bench.ts';
import { newFolder } from './kit/folder.ts';
import { ask, type Linked, linked } from './kit/linked.ts';
import { SERVING, SESSIONS, watch } from './kit/threads.ts';

const { values } = parseArgs({
  options: {
    messages: { type: 'string', default: '2000' },
    chats: { type: 'string', default: '200' },
    rounds: { type: 'string', default: '5' },
  },
});
const messages = Number(values.messages);
const chats = Number(values.chats);
const rounds = Number(values.rounds);

const numberOf = (index: number): string => `62813${String(index).padStart(5, '0')}777`;

/** The chats write in turn. */
const write = async (control: Client, from: number): Promise<void> => {
  for (let at = 0; at < messages; at += 1)
    await ask(control, '/api/sandbox/deliver', {
      from: numberOf(at % chats),
      text: `message ${from + at} of the bench`,
    });
};

/** Each look costs the gateway an answer. */
const LOOK_MS = 50;

const headOf = async (client: Client): Promise<number> =>
  (await ask<{ items: { position: number }[] }>(client, '/api/events?limit=1&order=newest')).items[0]?.position ?? 0;

interface Figures {
  /** From the connection to the last fact. */
  readonly ms: number;
  /** Milliseconds of processor time a message, of the thread that writes and of the session's. */
  readonly main: number;
  readonly session: number;
}

const ourRound = async ({ client, pid, control }: Linked, from: number): Promise<Figures> => {
  await ask(client, '/api/whatsapp/session/stop', {});
  await write(control, from);
  const before = await headOf(client);
  const used = watch(pid);
  const start = performance.now();
  await ask(client, '/api/whatsapp/session/start', {});
  while ((await headOf(client)) < before + messages) await pause(LOOK_MS);
  const ms = performance.now() - start;
  const of = used().used;
  const each = (kind: string): number => ((of.get(kind) ?? 0) * 1_000) / messages;
  return { ms, main: each(SERVING), session: each(SESSIONS) };
};

interface Bare {
  round(from: number): Promise<number>;
  stop(): Promise<void>;
}

/** Baileys alone, with a sandbox of its own. */
const bareClient = async (): Promise<Bare> => {
  const folder = newFolder();
  const sandbox = await startSandbox(spawnWaybill, folder.path);
  const { WAYBILL_WHATSAPP_URL: url = '', WAYBILL_WHATSAPP_ROOT_KEY: rootKey = '' } = sandbox.env;
  const program = fileURLToPath(new URL('./kit/bare-client.ts', import.meta.url));
  const child = spawn(process.execPath, [program, url, rootKey], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const heard = async (word: string): Promise<string> => {
    const { value } = await lines.next();
    const [said, ...rest] = String(value).split(' ');
    if (said !== word) throw new Error(`The client said "${said}" and not "${word}"`);
    return rest.join(' ');
  };
  await ask(sandbox.control, '/api/sandbox/scan', { qr: await heard('qr') });
  await heard('linked');
  return {
    async round(from) {
      child.stdin.write('away\n');
      await heard('away');
      await write(sandbox.control, from);
      child.stdin.write(`back ${messages}\n`);
      return Number(await heard('emitted'));
    },
    async stop() {
      child.kill();
      await sandbox.process.end('SIGTERM');
      folder.remove();
    },
  };
};

process.stdout.write(`${machine()}\n${messages} messages of ${chats} chats that waited\n`);
const ours = await linked();
await ours.link('default', 3);
const bare = await bareClient();
const figures: { ours: Figures; bare: number }[] = [];
try {
  // The first round meets every chat for the first time, and code that is not compiled yet.
  for (let round = 0; round <= rounds; round += 1) {
    const bareMs = await bare.round(round * messages);
    const figure = { ours: await ourRound(ours, round * messages), bare: bareMs };
    if (round === 0) continue;
    figures.push(figure);
    const { ms, main, session } = figure.ours;
    process.stdout.write(
      `  on record in ${ms.toFixed(0)} ms, emitted by Baileys alone in ${bareMs.toFixed(0)} ms (${(ms / bareMs).toFixed(2)}); ${main.toFixed(2)} ms of the main thread and ${session.toFixed(2)} ms of the session's a message\n`,
    );
  }
  const of = (value: (figure: { ours: Figures; bare: number }) => number): string =>
    median(figures.map(value)).toFixed(2);
  process.stdout.write(
    `median: ${of(({ ours: { ms }, bare: alone }) => ms / alone)} of the time of Baileys alone (aim 1.25), ${of((figure) => figure.ours.main)} ms of the main thread a message (aim 0.60)\n`,
  );
} finally {
  await ours.stop();
  await bare.stop();
}
