/** The image, as its Dockerfile describes it: its settings, and whether its health check uses the right port. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ROOT } from './source-files.ts';

const recipe = readFileSync(join(ROOT, 'Dockerfile'), 'utf8');
const [, script = ''] = /HEALTHCHECK[^]*?CMD \["node", "-e", "(.*)"\]/.exec(recipe) ?? [];

test('the image sets no port, which would hide the PORT that a platform sets', () => {
  expect(recipe).toContain('WAYBILL_HOST=0.0.0.0');
  expect(recipe).not.toMatch(/^(ENV|\s).*\bPORT=/m);
  expect(recipe).not.toMatch(/WAYBILL_PORT=/);
});

test.each([
  ['PORT', (port: string) => ({ PORT: port })],
  ['WAYBILL_PORT before PORT', (port: string) => ({ PORT: '1', WAYBILL_PORT: port })],
])('the health check asks %s', async (_, ports) => {
  const server = createServer((_, answer) => answer.end('{}')).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const check = spawn(process.execPath, ['-e', script], { env: ports(String(port)), stdio: 'inherit' });
  expect(await once(check, 'exit')).toEqual([0, null]);
});
