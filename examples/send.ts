/**
 * Sends a message, and waits for its final status. Needs Node 22.18 or newer, and nothing else.
 *
 *   WAYBILL_PASSWORD=… node send.ts 0812-3456-7890 'Your order is on its way'
 */
import { randomUUID } from 'node:crypto';

const { WAYBILL_URL = 'http://127.0.0.1:3000', WAYBILL_EMAIL = 'admin@localhost', WAYBILL_PASSWORD = '' } = process.env;
const [number, message, key = randomUUID()] = process.argv.slice(2);

const die = (sentence: string): never => {
  console.error(sentence);
  process.exit(1);
};

if (message === undefined) die('Usage: WAYBILL_PASSWORD=… node send.ts NUMBER MESSAGE [KEY]');
if (WAYBILL_PASSWORD === '') die('Set WAYBILL_PASSWORD to your password.');

interface Problem {
  readonly code: string;
  readonly detail: string;
}

interface Job {
  readonly jobId: string;
  readonly status: 'waiting' | 'active' | 'retrying' | 'completed' | 'failed' | 'cancelled';
  readonly failure?: { readonly code: string; readonly message: string } | null;
  /** Why it was not delivered, in one sentence. */
  readonly explanation?: string | null;
}

interface Ask {
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

let token = '';

const logIn = async (): Promise<void> => {
  token = '';
  const body = { email: WAYBILL_EMAIL, password: WAYBILL_PASSWORD };
  ({ accessToken: token } = await ask<{ accessToken: string }>('/api/auth/login', { body }));
};

const ask = async <T>(path: string, { body, headers }: Ask = {}): Promise<T> => {
  const request = () =>
    fetch(WAYBILL_URL + path, {
      method: body ? 'POST' : 'GET',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}`, ...headers },
      body: body ? JSON.stringify(body) : null,
    }).catch(() => die(`Waybill does not answer at ${WAYBILL_URL}: is it running?`));
  let answer = await request();
  // A token is valid for a quarter of an hour, and a message may wait longer.
  if (answer.status === 401 && token !== '') {
    await logIn();
    answer = await request();
  }
  if (answer.ok) return (await answer.json()) as T;
  const { code, detail } = (await answer.json()) as Problem;
  return die(`${code}: ${detail}`);
};

await logIn();

// The same key never sends twice, however often this runs: name the occasion of the message.
const { jobId } = await ask<Job>('/api/whatsapp/send-message', {
  headers: { 'Idempotency-Key': key },
  body: { number, message },
});
console.log(`queued as ${jobId}`);

const ends = ['completed', 'failed', 'cancelled'];
const PATIENCE_LOOKS = 3;
let explained = '';
let job = await ask<Job>(`/api/whatsapp/jobs/${jobId}`);
for (let look = 1; !ends.includes(job.status); look += 1) {
  if (look > PATIENCE_LOOKS && job.explanation && job.explanation !== explained) {
    explained = job.explanation;
    console.log(explained);
  }
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  job = await ask<Job>(`/api/whatsapp/jobs/${jobId}`);
}
console.log(job.status, job.failure?.message ?? '');
process.exit(job.status === 'completed' ? 0 : 1);
