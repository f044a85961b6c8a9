import { describe, expect, test } from 'vitest';
import { closeOf, httpClose } from '../../src/whatsapp/baileys/closes.ts';
import type { Close } from '../../src/whatsapp/port.ts';

const NOW = 1_000_000;
const boom = (message: string, statusCode: number, data?: unknown) =>
  Object.assign(new Error(message), { output: { statusCode }, data });

describe('the end of a link is read from what Baileys says', () => {
  const rows: [error: unknown, wasUp: boolean, close: Partial<Close>][] = [
    [boom('QR refs attempts ended', 408), true, { code: 408, cause: 'qr_expired' }],
    [boom('Connection was lost', 408), true, { code: 408, cause: 'lost' }],
    [boom('Timed Out', 408), false, { code: 408, cause: 'unreachable' }],
    [boom('WebSocket Error (connect ECONNREFUSED 127.0.0.1:9)', 408), false, { code: 408, cause: 'unreachable' }],
    [boom('WebSocket Error (read ECONNRESET)', 408), true, { code: 408, cause: 'lost' }],
    [boom('Connection Terminated', 428), true, { code: 428, cause: 'lost' }],
    [boom('Connection Terminated', 428), false, { code: 428, cause: 'unreachable' }],
    [boom('Connection Terminated by Server', 428), true, { code: 428, cause: 'server' }],
    [boom('Stream Errored (restart required)', 515), true, { code: 515, cause: 'server' }],
    [boom('Stream Errored (conflict)', 440), true, { code: 440, cause: 'server' }],
    [boom('Connection Failure', 401, { reason: '401' }), false, { code: 401, cause: 'server' }],
    [boom('Connection Failure', 405, { reason: '405' }), false, { code: 405, cause: 'server' }],
    [boom('Multi-device beta not joined', 411), false, { code: 411, cause: 'server' }],
    [boom('Intentional Logout', 401), true, { code: 401, cause: 'asked' }],
    [boom('noise certificate signature invalid', 400), false, { code: 400, cause: 'unreachable' }],
    [new TypeError('Unsupported state or unable to authenticate data'), true, { code: 500, cause: 'lost' }],
    [undefined, true, { code: 500, cause: 'lost' }],
  ];
  test.each(rows)('%s, up: %s', (error, wasUp, close) => {
    expect(closeOf(error, wasUp, NOW)).toMatchObject(close);
  });
});

test('a temporary ban says when it ends', () => {
  const ban = boom('Connection Failure', 402, { reason: '402', code: '101', expire: '3600' });
  expect(closeOf(ban, false, NOW)).toMatchObject({ code: 402, cause: 'server', until: NOW + 3_600_000 });
});

test('a temporary ban without an end has none', () => {
  expect(closeOf(boom('Connection Failure', 402, { reason: '402' }), false, NOW)).not.toHaveProperty('until');
});

test('an HTTP status is never taken for a word about the account', () => {
  for (const status of [301, 401, 402, 403, 405])
    expect(httpClose(status)).toMatchObject({ code: 408, cause: 'unreachable' });
  for (const status of [429, 502, 503]) expect(httpClose(status)).toMatchObject({ code: status, cause: 'unreachable' });
});
