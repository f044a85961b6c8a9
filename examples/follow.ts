/**
 * Follows all facts and misses none: neither while Waybill restarts nor while this program is down.
 *
 * After each fact it saves the fact's position in a file, and asks for later facts whenever it connects. If it is
 * killed between the two, it sees that fact again. So keep the position where you keep your own data about the fact, in
 * one transaction. Needs Node 22.18 or newer, and nothing else.
 *
 *   WAYBILL_PASSWORD=… node follow.ts
 */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

const {
  WAYBILL_URL = 'http://127.0.0.1:3000',
  WAYBILL_EMAIL = 'admin@localhost',
  WAYBILL_PASSWORD = '',
  WAYBILL_POSITION = 'waybill.position',
} = process.env;

/** Waybill sends something every 15 seconds, if only a sign of life. */
const SILENT_MS_MAX = 60_000;
const RECONNECT_MS = 1_000;

interface Fact {
  readonly position: number;
  readonly stream: string;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

// The reader is gone, for example when this is piped into `head`: stop.
process.stdout.on('error', () => process.exit());

/** Your code. */
const handle = ({ position, stream, type }: Fact): Promise<void> =>
  new Promise((done) => process.stdout.write(`${position} ${type} ${stream}\n`, (failed) => failed || done()));

const position = (): number => (existsSync(WAYBILL_POSITION) ? Number(readFileSync(WAYBILL_POSITION, 'utf8')) : 0);

/** Replaces the file atomically: after a power cut, either the old or the new one is there. */
const keep = (position: number): void => {
  writeFileSync(`${WAYBILL_POSITION}.new`, String(position));
  renameSync(`${WAYBILL_POSITION}.new`, WAYBILL_POSITION);
};

const die = (sentence: string): never => {
  console.error(sentence);
  process.exit(1);
};

const logIn = async (): Promise<string> => {
  const answer = await fetch(`${WAYBILL_URL}/api/auth/login`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ email: WAYBILL_EMAIL, password: WAYBILL_PASSWORD }),
  });
  const told = (await answer.json()) as { accessToken: string; detail: string };
  // A retry does not fix them.
  if (answer.status === 401 || answer.status === 422) die(told.detail);
  if (!answer.ok) throw new Error(told.detail);
  return told.accessToken;
};

/** Runs until the stream ends: the token expires after a quarter of an hour, or Waybill stops. */
const follow = async (token: string): Promise<void> => {
  const silent = new AbortController();
  const watchdog = setTimeout(() => silent.abort(), SILENT_MS_MAX);
  try {
    const answer = await fetch(`${WAYBILL_URL}/api/events/live`, {
      headers: { Authorization: `Bearer ${token}`, 'Last-Event-ID': String(position()) },
      signal: silent.signal,
    });
    if (!answer.ok || !answer.body) throw new Error(`the feed answered ${answer.status}`);
    let rest = '';
    for await (const text of answer.body.pipeThrough(new TextDecoderStream())) {
      watchdog.refresh();
      const blocks = (rest + text).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        const data = block.split('\n').find((line) => line.startsWith('data:'));
        if (data === undefined) continue;
        const fact = JSON.parse(data.slice('data:'.length)) as Fact;
        await handle(fact);
        keep(fact.position);
      }
    }
  } finally {
    clearTimeout(watchdog);
  }
};

if (WAYBILL_PASSWORD === '') die('Set WAYBILL_PASSWORD to your password.');
for (;;) {
  try {
    await follow(await logIn());
  } catch (thrown) {
    console.error(`not connected, trying again: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
  }
  await pause(RECONNECT_MS);
}
