import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { folder } from '../support/process.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

test('a checkout at a path with blanks, started from elsewhere, has a WhatsApp side', async () => {
  const place = folder();
  const checkout = join(place, 'way bill, é #1%20');
  mkdirSync(checkout);
  for (const part of ['bin', 'src', 'package.json', 'web/src/styles'])
    cpSync(join(root, part), join(checkout, part), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(checkout, 'node_modules'));
  const child = spawn(process.execPath, [join(checkout, 'bin/waybill.js'), 'start'], {
    cwd: place,
    env: {
      PATH: process.env['PATH'] ?? '',
      WAYBILL_DATA: join(place, 'data'),
      WAYBILL_PORT: '0',
      WAYBILL_WHATSAPP: 'sandbox',
      WAYBILL_LOG_FORMAT: 'json',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const gone = once(child, 'exit');
  const lines: string[] = [];
  for await (const line of createInterface(child.stdout)) {
    lines.push(line);
    if (line.includes('session default: connecting → ')) break;
  }
  expect(lines.join('\n')).toContain('session default: connecting → qr');
  child.kill('SIGTERM');
  expect((await gone)[0]).toBe(0);
});
