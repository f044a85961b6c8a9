import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { boundedOutput } from '../../src/cli/log-output.ts';
import { loggerOn } from '../../src/cli/logger.ts';
import { folder } from '../support/process.ts';

/** A pipe whose reader pauses until it is told to read. */
const unread = () => {
  let taken = '';
  let waiting: (() => void)[] = [];
  let reading = false;
  const pipe = new Writable({
    decodeStrings: false,
    highWaterMark: 10,
    write(chunk: string, _, done) {
      taken += chunk;
      if (reading) done();
      else waiting.push(done);
    },
  });
  const read = () => {
    reading = true;
    for (const done of waiting.splice(0)) done();
  };
  return { pipe, read, taken: () => taken };
};

test('lines that nobody reads wait up to a bound; beyond it they are dropped, and counted once somebody reads on', async () => {
  const { pipe, read, taken } = unread();
  const output = boundedOutput(pipe, 200);
  const logger = loggerOn(output, { level: 'info', format: 'json' });
  for (let n = 0; n < 50; n += 1) {
    logger.info({ n }, 'a line');
    await nextTurn();
  }
  expect(pipe.writableLength).toBeLessThan(400);
  read();
  await nextTurn();
  await nextTurn();
  const lines = taken()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { n?: number; dropped?: number; msg: string });
  const last = lines.at(-1);
  expect(lines.length).toBeGreaterThan(1);
  expect(last?.dropped).toBe(50 - (lines.length - 1));
  expect(last?.msg).toBe(`${last?.dropped} log lines were dropped, because nobody read standard output`);
  logger.info({}, 'all is well');
  await nextTurn();
  expect(taken()).toMatch(/all is well"\}\n$/);
});

test('the lines of one turn are one write', async () => {
  const writes: string[] = [];
  const output = boundedOutput(
    new Writable({ decodeStrings: false, write: (chunk: string, _, done) => done(void writes.push(chunk)) }),
  );
  for (const line of ['one\n', 'two\n']) output.write(line);
  output.flush();
  output.write('three\n');
  await nextTurn();
  expect(writes).toEqual(['one\ntwo\n', 'three\n']);
});

/** More lines than a pipe holds, at a fifth of a kilobyte each. */
const LINES = 1_000;
const AT_ONCE = 20;

test('a gateway whose standard output nobody reads goes on answering, and stops in time', {
  timeout: 120_000,
}, async () => {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../bin/waybill.js'), 'start'], {
    env: {
      PATH: process.env['PATH'] ?? '',
      WAYBILL_DATA: join(folder(), 'data'),
      WAYBILL_PORT: '0',
      WAYBILL_WHATSAPP: 'sandbox',
      WAYBILL_LOG_LEVEL: 'debug',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const gone = once(child, 'exit');
  let said = '';
  const url = await new Promise<string>((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const [, found] = /^Waybill is listening on (http:\S+)\n/m.exec(said) ?? [];
      if (found === undefined) return;
      // From here on, nobody reads.
      child.stdout.pause();
      resolve(found);
    });
  });
  const ask = async () => {
    const answer = await fetch(`${url}/healthz`, { headers: { 'x-request-id': 'x'.repeat(128) } });
    expect(answer.status).toBe(200);
  };
  for (let n = 0; n < LINES; n += AT_ONCE) await Promise.all(Array.from({ length: AT_ONCE }, ask));
  child.kill('SIGTERM');
  // After 9.5 seconds it would end itself with 1: it promises ten.
  expect(await gone).toEqual([0, null]);
});
