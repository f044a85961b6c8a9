/**
 * Sends a picture from the disk, a document from an address and a poll, and waits for their final statuses. Needs Node
 * 22.18 or newer, and nothing else.
 *
 *   WAYBILL_PASSWORD=… node kinds.ts 0812-3456-7890 parcel.jpg https://example.com/terms.pdf
 */
import { randomUUID } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import { basename } from 'node:path';

const { WAYBILL_URL = 'http://127.0.0.1:3000', WAYBILL_EMAIL = 'admin@localhost', WAYBILL_PASSWORD = '' } = process.env;
const [to, picture = '', url, key = randomUUID()] = process.argv.slice(2);

const die = (sentence: string): never => {
  console.error(sentence);
  process.exit(1);
};

if (url === undefined) die('Usage: WAYBILL_PASSWORD=… node kinds.ts NUMBER PICTURE ADDRESS [KEY]');
if (WAYBILL_PASSWORD === '') die('Set WAYBILL_PASSWORD to your password.');

const read = async (path: string): Promise<Blob> => {
  try {
    return await openAsBlob(path);
  } catch {
    return die(`There is no picture ${path} that can be read.`);
  }
};
const bytes = await read(picture);

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
  /** A blob is sent as it is, everything else as JSON. */
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
  const isFile = body instanceof Blob;
  const request = () =>
    fetch(WAYBILL_URL + path, {
      method: body ? 'POST' : 'GET',
      headers: {
        Authorization: `Bearer ${token}`,
        ...(isFile ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      body: isFile ? body : body ? JSON.stringify(body) : null,
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

/** `name` is for this program; the same key never sends twice, however often this runs. */
const send = async (name: string, message: { type: string; [member: string]: unknown }) => {
  const headers = { 'Idempotency-Key': `${key}-${name}` };
  const { jobId } = await ask<Job>('/api/whatsapp/messages', { headers, body: { to, ...message } });
  console.log(`${name} queued as ${jobId}`);
  return { name, jobId };
};

const ends = ['completed', 'failed', 'cancelled'];
const PATIENCE_LOOKS = 3;

/** Waits for the end of a job; whether it completed. */
const endsWell = async ({ name, jobId }: { name: string; jobId: string }): Promise<boolean> => {
  let explained = '';
  let job = await ask<Job>(`/api/whatsapp/jobs/${jobId}`);
  for (let look = 1; !ends.includes(job.status); look += 1) {
    if (look > PATIENCE_LOOKS && job.explanation && job.explanation !== explained) {
      explained = job.explanation;
      console.log(`${name}: ${explained}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    job = await ask<Job>(`/api/whatsapp/jobs/${jobId}`);
  }
  console.log(name, job.status, job.failure?.message ?? '');
  return job.status === 'completed';
};

await logIn();

// A file is uploaded once, and may then be sent to as many people as you like.
const fileName = encodeURIComponent(basename(picture));
const { id } = await ask<{ id: string }>(`/api/whatsapp/media?fileName=${fileName}`, { body: bytes });

const jobs = [
  await send('picture', { type: 'image', image: { media: { id }, caption: 'Your parcel' } }),
  // Waybill fetches the address before it answers.
  await send('document', { type: 'document', document: { media: { url }, caption: 'Please sign' } }),
  await send('poll', {
    type: 'poll',
    poll: { question: 'When may we come?', options: ['In the morning', 'In the afternoon'], selectable: 1 },
  }),
];

let good = true;
for (const job of jobs) good = (await endsWell(job)) && good;
process.exit(good ? 0 : 1);
