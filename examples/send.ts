/**
 * Sends a message, and waits until its end is known. Needs Node 22.18 or newer, and nothing else.
 *
 *   WAYBILL_PASSWORD=… node send.ts 0812-3456-7890 'Your order is on its way'
 */
import { randomUUID } from 'node:crypto';

const { WAYBILL_URL = 'http://127.0.0.1:3000', WAYBILL_EMAIL = 'admin@localhost', WAYBILL_PASSWORD = '' } = process.env;
const [number, message, key = randomUUID()] = process.argv.slice(2);

interface Problem {
  readonly code: string;
  readonly detail: string;
}

interface Job {
  readonly jobId: string;
  readonly status: 'waiting' | 'active' | 'retrying' | 'completed' | 'failed' | 'cancelled';
  readonly failure?: { readonly code: string; readonly message: string } | null;
}

interface Ask {
  readonly token?: string;
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

const ask = async <T>(path: string, { token = '', body, headers }: Ask): Promise<T> => {
  const answer = await fetch(WAYBILL_URL + path, {
    method: body ? 'POST' : 'GET',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}`, ...headers },
    body: body ? JSON.stringify(body) : null,
  });
  if (answer.ok) return (await answer.json()) as T;
  const { code, detail } = (await answer.json()) as Problem;
  throw new Error(`${code}: ${detail}`);
};

const { accessToken: token } = await ask<{ accessToken: string }>('/api/auth/login', {
  body: { email: WAYBILL_EMAIL, password: WAYBILL_PASSWORD },
});

// The same key never sends twice, however often this is run: name what the message is about.
const { jobId } = await ask<Job>('/api/whatsapp/send-message', {
  token,
  headers: { 'Idempotency-Key': key },
  body: { number, message },
});
console.log(`queued as ${jobId}`);

const ends = ['completed', 'failed', 'cancelled'];
let job = await ask<Job>(`/api/whatsapp/jobs/${jobId}`, { token });
while (!ends.includes(job.status)) {
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  job = await ask<Job>(`/api/whatsapp/jobs/${jobId}`, { token });
}
console.log(job.status, job.failure?.message ?? '');
process.exit(job.status === 'completed' ? 0 : 1);
