/**
 * `npm run bench:webhooks [-- one|dead|behind|key] [--messages 5000] [--chats 200] [--payload full]`: what deliveries cost,
 * and what a key costs.
 *
 * - `one`: an endpoint is as many messages behind and catches up. Aims: 1,000 events a second, 0.3 ms of the main thread.
 * - `dead`: 50 endpoints beside 25 where nobody listens and 25 that never answer. Aim: the healthy ones slow by under 10 %.
 * - `behind`: an endpoint is far behind, 100,000 messages if none are given. Aim: the pace stays, and the memory too.
 * - `key`: a request with an API key beside one with an access token. Aim: at most 10 µs more.
 *
 * The receivers are a process of their own, on the same cores. Times are processor times of the main thread, so that they
 * say something on a machine that others use too; events a second do not.
 */
import { parseArgs } from 'node:util';
import { keyCost } from './kit/key-cost.ts';
import { type Hooked, openHooked } from './kit/hooked.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    messages: { type: 'string' },
    chats: { type: 'string', default: '200' },
    payload: { type: 'string', default: 'full' },
  },
});
const chats = Number(values.chats);
const payload = values.payload === 'thin' ? 'thin' : 'full';
const messagesOr = (byDefault: number): number => Number(values.messages ?? byDefault);

interface Pace {
  readonly perSecond: number;
  /** Milliseconds of the main thread for each delivery. */
  readonly each: number;
}

/** Measures from a start until so many deliveries were answered well. */
const paceOf = async ({ webhooks, delivered }: Hooked, from: number, to: number): Promise<Pace> => {
  const used = process.threadCpuUsage();
  const start = performance.now();
  if (from === 0) webhooks.start();
  await delivered(to);
  const { user, system } = process.threadCpuUsage(used);
  const count = to - from;
  return { perSecond: (count * 1_000) / (performance.now() - start), each: (user + system) / 1_000 / count };
};

const say = (what: string, { perSecond, each }: Pace): void =>
  console.log(`  ${what}: ${Math.round(perSecond)} events a second, ${each.toFixed(3)} ms of the main thread for each`);

const one = async (): Promise<void> => {
  const messages = messagesOr(5_000);
  console.log(`one endpoint, ${messages} messages of ${chats} chats, ${payload}`);
  const hooked = await openHooked();
  await hooked.hear(messages, chats);
  await hooked.endpoint(hooked.urls.fine, { payload });
  say('catching up', await paceOf(hooked, 0, messages));
  await hooked.close();
};

const HEALTHY = 50;
const DEAD = 25;

/** The pace of the healthy endpoints. The dead ones fail from the first request on. */
const amongDead = async (messages: number, dead: number): Promise<Pace> => {
  const hooked = await openHooked();
  await hooked.hear(messages, chats);
  const { fine, nobody, hanging } = hooked.urls;
  for (let count = 0; count < HEALTHY; count += 1) await hooked.endpoint(fine, { payload });
  for (let count = 0; count < dead; count += 1) {
    await hooked.endpoint(nobody, { payload });
    await hooked.endpoint(hanging, { payload });
  }
  const pace = await paceOf(hooked, 0, messages * HEALTHY);
  await hooked.close();
  return pace;
};

const ROUNDS = 3;

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

const dead = async (): Promise<void> => {
  const messages = messagesOr(400);
  console.log(`${HEALTHY} healthy endpoints, ${messages} messages of ${chats} chats, ${payload}`);
  const ratios: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const alone = await amongDead(messages, 0);
    const among = await amongDead(messages, DEAD);
    say('alone', alone);
    say(`beside ${DEAD * 2} dead ones`, among);
    ratios.push(among.each / alone.each);
  }
  console.log(`  ${((median(ratios) - 1) * 100).toFixed(1)} % more for each, median of ${ROUNDS} (aim: under 10)`);
};

const PARTS = 5;
const MIB = 1_048_576;

const behind = async (): Promise<void> => {
  const messages = messagesOr(100_000);
  console.log(`one endpoint that is ${messages} messages behind, of ${chats} chats, ${payload}`);
  const hooked = await openHooked();
  await hooked.hear(messages, chats);
  await hooked.endpoint(hooked.urls.fine, { payload });
  for (let part = 0; part < PARTS; part += 1) {
    const [from, to] = [part, part + 1].map((each) => Math.floor((messages * each) / PARTS)) as [number, number];
    const pace = await paceOf(hooked, from, to);
    const { rss, heapUsed } = process.memoryUsage();
    say(`up to ${to}`, pace);
    console.log(`    ${Math.round(rss / MIB)} MiB resident, ${Math.round(heapUsed / MIB)} MiB of objects`);
  }
  await hooked.close();
};

const key = async (): Promise<void> => {
  const { token, key: withKey } = await keyCost();
  console.log('a request that is answered from memory');
  console.log(`  with a token ${token.toFixed(1)} µs, with a key ${withKey.toFixed(1)} µs of the main thread`);
  console.log(`  ${(withKey - token).toFixed(1)} µs more (aim: at most 10), ${(withKey / token).toFixed(2)} times`);
};

const CASES = { one, dead, behind, key };
const isCase = (name: string): name is keyof typeof CASES => Object.hasOwn(CASES, name);

const wanted = positionals.length === 0 ? ['one'] : positionals;
for (const name of wanted) {
  if (!isCase(name)) throw new Error(`There is no case ${name}; there are ${Object.keys(CASES).join(', ')}.`);
  await CASES[name]();
}
