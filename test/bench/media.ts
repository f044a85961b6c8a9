/**
 * `npm run bench:media [-- --mb 100 --rounds 3 --recipients 1000 --picture-mb 5]`: what media cost the gateway. WhatsApp
 * is a sandbox in a process of its own, which decrypts and checks what it gets, on the same cores.
 *
 * A document: the resident memory that it adds to the process while it is uploaded and sent, and how long other requests
 * wait meanwhile, at a fixed rate from when they are due. A picture for many recipients: the uploads and files that it
 * takes, and the processor time of a message, in turns with texts to the same people.
 */
import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { machine, median } from './bench.ts';
import { short } from './kit/growth-figures.ts';
import { ask, type Linked, linked } from './kit/linked.ts';
import { load } from './kit/processes.ts';
import { residentMib, sum, watch } from './kit/threads.ts';

const { values } = parseArgs({
  options: {
    mb: { type: 'string', default: '100' },
    rounds: { type: 'string', default: '3' },
    recipients: { type: 'string', default: '1000' },
    'picture-mb': { type: 'string', default: '5' },
  },
});

const MIB = 2 ** 20;
const CHUNK = Buffer.from(randomBytes(MIB));
const LOOK_MS = 20;
/** Seldom enough that the questions cost little beside the messages. */
const IDLE_LOOK_MS = 200;
const SETTLE_MS = 3_000;
const RATE = 100;
const CONCURRENCY = 10;
/** What a JPEG of noise takes at the quality below. */
const BYTES_A_PIXEL = 0.83;

const recipients = Number(values.recipients);
const rounds = Number(values.rounds);

/** None of them a test number that misbehaves. */
const numberOf = (index: number): string => `62812${String(index).padStart(5, '0')}777`;

/** The most memory that a process takes while something is done. */
const highest = async (pid: number, work: () => Promise<unknown>): Promise<number> => {
  let most = residentMib(pid);
  const timer = setInterval(() => {
    most = Math.max(most, residentMib(pid));
  }, LOOK_MS);
  await work();
  clearInterval(timer);
  return most;
};

const upload = async (
  { client }: Linked,
  body: Uint8Array<ArrayBuffer> | ReadableStream,
  type: string,
  name: string,
): Promise<string> => {
  const answer = await fetch(`${client.url}/api/whatsapp/media?fileName=${name}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${client.token}`, 'content-type': type },
    body,
    duplex: 'half',
  });
  if (answer.status !== 201) throw new Error(`An upload was answered with ${answer.status}: ${await answer.text()}`);
  return ((await answer.json()) as { id: string }).id;
};

/** Another file each time: one that WhatsApp has already is not sent again. */
const bytesOf = (mb: number): ReadableStream =>
  ReadableStream.from(
    (function* () {
      yield Buffer.from(randomBytes(MIB));
      for (let part = 1; part < mb; part += 1) yield CHUNK;
    })(),
  );

interface Counts {
  readonly queue: { readonly waiting: number; readonly active: number; readonly retrying: number };
}

const untilIdle = async ({ client }: Linked, everyMs = LOOK_MS): Promise<void> => {
  for (;;) {
    const { queue } = await ask<Counts>(client, '/api/whatsapp/status');
    if (queue.waiting + queue.active + queue.retrying === 0) return;
    await pause(everyMs);
  }
};

const sendDocument = async (gateway: Linked, mb: number): Promise<void> => {
  const id = await upload(gateway, bytesOf(mb), 'application/octet-stream', 'large.bin');
  const document = { media: { id } };
  await ask(gateway.client, '/api/whatsapp/messages', { to: numberOf(1), type: 'document', document });
  await untilIdle(gateway);
};

const aDocument = async (gateway: Linked): Promise<void> => {
  const mb = Number(values.mb);
  const { client, pid } = gateway;
  const others = (seconds: number) =>
    load({ url: `${client.url}/api/whatsapp/status`, token: client.token, connections: 20, seconds, rate: RATE });
  // Warms up: the code is compiled, and the process has met a file.
  await sendDocument(gateway, 1);
  await others(3);
  await pause(SETTLE_MS);
  console.log(`\nA document of ${mb} MiB, uploaded and sent`);
  for (let round = 0; round < rounds; round += 1) {
    const before = residentMib(pid);
    const began = performance.now();
    const most = await highest(pid, () => sendDocument(gateway, mb));
    const seconds = (performance.now() - began) / 1_000;
    await pause(SETTLE_MS);
    const alone = await others(seconds);
    const [beside] = await Promise.all([others(seconds), sendDocument(gateway, mb)]);
    console.log(
      `  ${short(seconds)} s; ${short(most - before)} MiB above ${short(before)}; GET status at ${RATE}/s beside it: p50 ${short(beside.p50)}, p99 ${short(beside.p99)}, at most ${short(beside.max)} ms (alone p99 ${short(alone.p99)}, at most ${short(alone.max)})`,
    );
    await pause(SETTLE_MS);
  }
};

/** A photograph is noise to a compressor. */
const picture = async (): Promise<Buffer> => {
  const side = Math.round(Math.sqrt((Number(values['picture-mb']) * MIB) / BYTES_A_PIXEL));
  const raw = { width: side, height: side, channels: 3 } as const;
  return sharp(randomBytes(side * side * 3), { raw })
    .jpeg({ quality: 90 })
    .toBuffer();
};

/** Processor time of each message, in milliseconds, of what is queued before the queue is resumed. */
const costOf = async (gateway: Linked, queueOne: (index: number) => Promise<unknown>): Promise<number> => {
  const used = watch(gateway.pid);
  await ask(gateway.client, '/api/whatsapp/queue/pause', {});
  for (let index = 0; index < recipients; index += 1) await queueOne(index);
  await ask(gateway.client, '/api/whatsapp/queue/resume', {});
  await untilIdle(gateway, IDLE_LOOK_MS);
  return (sum(used().used) * 1_000) / recipients;
};

const manyRecipients = async (gateway: Linked): Promise<void> => {
  const bytes = await picture();
  const say = (body: unknown) => ask(gateway.client, '/api/whatsapp/messages', body);
  const text = (index: number) => say({ to: numberOf(index), type: 'text', text: { body: `Hello ${index}` } });
  // Warms up: every contact is met.
  await costOf(gateway, text);
  const [texts, pictures]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    texts.push(await costOf(gateway, text));
    const id = await upload(gateway, Buffer.concat([bytes, Buffer.from([round])]), 'image/jpeg', 'picture.jpg');
    pictures.push(
      await costOf(gateway, (index) => say({ to: numberOf(index), type: 'image', image: { media: { id } } })),
    );
  }
  console.log(`\nA picture of ${short(bytes.length / MIB)} MiB to ${recipients} people, ${rounds} times another one`);
  console.log(
    `  processor time a message: ${short(median(pictures))} ms (texts ${short(median(texts))}); ratios ${pictures.map((one, index) => short(one / (texts[index] ?? 0))).join(', ')}`,
  );
};

console.log(machine());
const gateway = await linked();
try {
  await gateway.link('default', CONCURRENCY);
  await aDocument(gateway);
  await manyRecipients(gateway);
} finally {
  await gateway.stop();
}
