/** The processor time of a request with an access token and with an API key, taken in turns. */
import { SCOPES } from '../../../src/access/scopes.ts';
import { SYSTEM } from '../../../src/kernel/caller.ts';
import { systemClock } from '../../../src/kernel/clock.ts';
import { systemEntropy } from '../../../src/kernel/entropy.ts';
import { silentLogger } from '../../../src/kernel/logger.ts';
import { openDatabase } from '../../../src/storage/sqlite/database.ts';
import { openProjections } from '../../../src/storage/sqlite/projector.ts';
import { sqliteLog } from '../../../src/storage/sqlite/sqlite-log.ts';
import { appOver } from '../../support/http-over.ts';
import { startInside } from '../../support/inside.ts';
import { instantWhatsApp } from './instant-whatsapp.ts';

const REQUESTS = 500;
const ROUNDS = 12;
/** Rounds before the code is compiled. */
const WARM = 2;
const RATE = 100_000_000;
const ANNA = { email: 'anna@example.com', password: 'correct horse' };

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** Microseconds of the main thread for each request: medians over the rounds. */
export const keyCost = async (): Promise<{ readonly token: number; readonly key: number }> => {
  const db = openDatabase(':memory:');
  const log = sqliteLog(db, { project: openProjections(db) });
  const ports = { db, log, clock: systemClock, entropy: systemEntropy, logger: silentLogger };
  const inside = await startInside({
    ...ports,
    whatsapp: instantWhatsApp(),
    keepalive: { keepaliveMs: 1e9, keepaliveTimeoutMs: 1e9 },
  });
  const { app, accounts } = await appOver({ ...inside, clock: systemClock });
  await accounts.users.add({ ...ANNA, role: 'admin' }, SYSTEM);
  const login = await app.request('/api/auth/login', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(ANNA),
  });
  const { accessToken } = (await login.json()) as { accessToken: string };
  const bounds = { sessions: '*', chats: '*', ips: null, expiresAt: null, ratePerMinute: RATE } as const;
  const made = await accounts.keys.create({ name: 'bench', scopes: SCOPES, ...bounds }, SYSTEM);
  if (!made.ok) throw new Error(made.refusal.detail);

  const round = async (headers: Readonly<Record<string, string>>): Promise<number> => {
    const used = process.threadCpuUsage();
    for (let at = 0; at < REQUESTS; at += 1) {
      const answer = await app.request('/api/auth/me', { headers });
      if (answer.status !== 200) throw new Error(`answered ${answer.status}`);
      await answer.arrayBuffer();
    }
    const { user, system } = process.threadCpuUsage(used);
    return (user + system) / REQUESTS;
  };

  const costs = { token: [] as number[], key: [] as number[] };
  for (let at = 0; at < ROUNDS; at += 1) {
    const [token, key] = [
      await round({ authorization: `Bearer ${accessToken}` }),
      await round({ 'x-api-key': made.value.text }),
    ];
    if (at < WARM) continue;
    costs.token.push(token);
    costs.key.push(key);
  }
  inside.webhooks.stop();
  await inside.system.stop();
  await log.close();
  return { token: median(costs.token), key: median(costs.key) };
};
