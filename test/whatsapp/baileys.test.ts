/** The real client against a sandbox that misbehaves. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { FailureCode } from '../../src/events/facts/failure.ts';
import type { MessageId } from '../../src/kernel/ids.ts';
import type { Close } from '../../src/whatsapp/port.ts';
import { openRealLink, type Rig, SESSION, startRig, startWire } from '../support/whatsapp-rig.ts';
import { saying } from '../support/saying.ts';

/** Installed before anything of Waybill runs, so that they see what bypasses it. */
const printed = (['info', 'log', 'warn', 'error'] as const).map((method) => vi.spyOn(console, method));

let rig: Rig;
beforeEach(async () => {
  rig = await startRig();
});
afterEach(() => rig.close());

const numbered = (ending: string) => `628120000${ending}`;
const chatOf = (ending: string) => `${numbered(ending)}@s.whatsapp.net`;
const idOf = (n: number): MessageId => `3EB0${String(n).padStart(18, '0')}`;
const messageTo = (ending: string, n = 1) => ({
  chatId: chatOf(ending),
  messageId: idOf(n),
  content: saying(`text ${n}`),
});
const onPhone = (ending: string) => rig.control.inboxes(numbered(ending))[0]?.messages ?? [];

describe('why a login is refused', () => {
  const rows: [code: number, how: 'failure' | 'http', close: Partial<Close>][] = [
    [401, 'failure', { code: 401, cause: 'server' }],
    [402, 'failure', { code: 402, cause: 'server' }],
    [403, 'failure', { code: 403, cause: 'server' }],
    [405, 'failure', { code: 405, cause: 'server' }],
    [503, 'failure', { code: 503, cause: 'server' }],
    [403, 'http', { code: 408, cause: 'unreachable' }],
    [503, 'http', { code: 503, cause: 'unreachable' }],
  ];
  test.each(rows)('%i as %s', async (code, how, close) => {
    const whatsapp = rig.client();
    const first = await rig.opened(whatsapp);
    first.link.close();
    await first.first('closed');
    rig.control.refuse(code, 1, how);
    const refused = openRealLink(whatsapp);
    expect((await refused.first('closed')).close).toMatchObject(close);
    expect(refused.signals).toHaveLength(1);
    await rig.opened(whatsapp);
  });
});

describe('why a link ends', () => {
  test.each([401, 440, 500, 503, 515])('stream error %i', async (code) => {
    const { first } = await rig.opened();
    rig.control.streamError(code);
    expect((await first('closed')).close).toMatchObject({ code, cause: 'server' });
  });

  test('a stream error from a peer that then freezes', async () => {
    const { first } = await rig.opened();
    rig.control.streamError(503);
    rig.control.silence(true);
    expect((await first('closed')).close).toMatchObject({ code: 503 });
  });

  test('nobody scans a QR', async () => {
    const { signals, first } = openRealLink(rig.client({ times: { qrMs: 20 } }));
    expect((await first('closed')).close).toMatchObject({ code: 408, cause: 'qr_expired' });
    expect(new Set(signals.flatMap((signal) => (signal.type === 'qr' ? [signal.qr] : []))).size).toBeGreaterThan(1);
    expect(await rig.client().paired(SESSION)).toBe(false);
  });

  test('a server that does not go on with the login', async () => {
    const { link, first } = await rig.opened();
    link.close();
    await first('closed');
    rig.control.silence(true);
    const whatsapp = rig.client({ times: { connectMs: 50 } });
    expect((await openRealLink(whatsapp).first('closed')).close).toMatchObject({ code: 408, cause: 'unreachable' });
  });

  test('a server that the root key does not vouch for', async () => {
    const { first, signals } = openRealLink(rig.client({ rootKey: '11'.repeat(32) }));
    expect((await first('closed')).close).toMatchObject({ code: 400, cause: 'unreachable' });
    expect(signals).toHaveLength(1);
  });

  test('a frame that cannot be read ends the link, and nothing else', async () => {
    const wire = await startWire(rig.url);
    const whatsapp = rig.client({ url: wire.url });
    const { first } = await rig.opened(whatsapp);
    // One unmasked binary websocket frame that contains one WhatsApp frame of 20 unencrypted bytes.
    wire.inject(Buffer.concat([Buffer.of(0x82, 23, 0, 0, 20), Buffer.alloc(20, 7)]));
    expect((await first('closed')).close).toMatchObject({ code: 500, cause: 'lost' });
    const { link } = await rig.opened(whatsapp);
    await link.send(messageTo('1111'));
    await wire.close();
  });

  test('a listener of its signals throws', async () => {
    const whatsapp = rig.client();
    const { link, first } = await rig.opened(whatsapp);
    link.close();
    await first('closed');
    const closes: Close[] = [];
    const closed = Promise.withResolvers<void>();
    whatsapp.open(SESSION, (signal) => {
      if (signal.type !== 'closed') throw new Error(`no ear for ${signal.type}`);
      closes.push(signal.close);
      closed.resolve();
    });
    await closed.promise;
    expect(closes).toMatchObject([{ code: 500, reason: 'no ear for opened' }]);
  });

  test.each(['opened', 'stored'] as const)('its keys cannot be %s any more', async (how) => {
    const { credentials } = rig;
    let broken = false;
    const may = (what: typeof how): void => {
      if (broken && what === how) throw new Error(`keys cannot be ${how}`);
    };
    const whatsapp = rig.client({
      credentials: {
        ...credentials,
        open(session) {
          const { auth, ...ring } = credentials.open(session);
          const { creds, keys } = auth;
          const get: typeof keys.get = (type, ids) => (may('opened'), keys.get(type, ids));
          const set: typeof keys.set = (data) => (may('stored'), keys.set(data));
          return { ...ring, auth: { creds, keys: { get, set } } };
        },
      },
    });
    const { link, first } = await rig.opened(whatsapp);
    broken = true;
    await expect(link.send(messageTo('1111'))).rejects.toMatchObject({ failure: { retryable: true } });
    expect((await first('closed')).close).toMatchObject({ code: 500, reason: `keys cannot be ${how}` });
  });
});

describe('why a message does not go out', () => {
  const refused: [ending: string, code: FailureCode, status: number][] = [
    ['0400', 'protocol_error', 400],
    ['0403', 'blocked', 403],
    ['0420', 'protocol_error', 420],
    ['0463', 'reachout_locked', 463],
    ['0475', 'protocol_error', 475],
    ['0479', 'protocol_error', 479],
    ['0500', 'protocol_error', 500],
  ];
  test('the server refuses it', async () => {
    const { link } = await rig.opened();
    for (const [ending, code, status] of refused) {
      await expect(link.send(messageTo(ending))).rejects.toMatchObject({ failure: { code, status }, written: true });
    }
  });

  test('WhatsApp is asked too much', async () => {
    const { link } = await rig.opened();
    const limited = { failure: { code: 'rate_limited', status: 429 }, written: false };
    await expect(link.check(chatOf('0429'))).rejects.toMatchObject(limited);
    rig.control.rateOverlimit(1);
    await expect(link.send(messageTo('1111'))).rejects.toMatchObject(limited);
    await link.send(messageTo('1111'));
  });

  test('its devices are not told: nothing is written, and nothing is lost', async () => {
    const { link } = await rig.opened(rig.client({ times: { queryMs: 700 } }));
    await expect(link.send(messageTo('0009'))).rejects.toMatchObject({
      failure: { code: 'network_timeout' },
      written: false,
    });
    await link.send(messageTo('0009'));
    expect(onPhone('0009')).toMatchObject([{ messageId: idOf(1), copies: 1 }]);
  });

  test('the contact has no hidden id to encrypt for', async () => {
    const { link } = await rig.opened();
    await expect(link.send(messageTo('0008'))).rejects.toMatchObject({
      failure: { code: 'protocol_error' },
      written: false,
    });
  });

  test('the contact is not on WhatsApp after all', async () => {
    const { link } = await rig.opened();
    await expect(link.send(messageTo('0404'))).rejects.toMatchObject({
      failure: { code: 'protocol_error' },
      written: false,
    });
  });

  test.each(['after_write', 'before_write'] as const)('the connection goes: %s', async (mode) => {
    const whatsapp = rig.client();
    const { link, first } = await rig.opened(whatsapp);
    rig.control.drop(mode);
    const outcome = expect(link.send(messageTo('1111'))).rejects.toMatchObject({
      failure: { code: 'session_closed' },
      written: true,
    });
    await first('closed');
    await outcome;
    const again = await rig.opened(whatsapp);
    await again.link.send(messageTo('1111'));
    expect(onPhone('1111')).toMatchObject([{ messageId: idOf(1), copies: mode === 'after_write' ? 2 : 1 }]);
  });

  test('the server stays silent', async () => {
    const { link } = await rig.opened(rig.client({ times: { ackMs: 500 } }));
    await link.send(messageTo('1111', 1));
    rig.control.silence(true);
    await expect(link.send(messageTo('1111', 2))).rejects.toMatchObject({
      failure: { code: 'ack_timeout' },
      written: true,
    });
  });
});

test('an acknowledgement that comes late counts for the next attempt', async () => {
  const { link } = await rig.opened(rig.client({ times: { ackMs: 900 } }));
  // Acknowledged after 1.5 s: the first attempt times out, the second gets the answer to the first.
  await expect(link.send(messageTo('0004'))).rejects.toMatchObject({ failure: { code: 'ack_timeout' } });
  await link.send(messageTo('0004'));
  expect(onPhone('0004')).toMatchObject([{ copies: 2 }]);
});

test('a number that WhatsApp knows by another address is written to there', async () => {
  const { link } = await rig.opened();
  const answer = await link.check(chatOf('0010'));
  expect(answer).toEqual({ registered: true, chatId: chatOf('0019') });
  await link.send({ ...messageTo('0010'), chatId: chatOf('0019') });
  expect(onPhone('0019')).toHaveLength(1);
});

test('several numbers are asked for in one question, which tells each answer apart, and are known then', async () => {
  const { link } = await rig.opened();
  const [there, elsewhere] = [chatOf('1111'), chatOf('0019')].map((chatId) => ({ registered: true, chatId }));
  const answers = [{ registered: false }, elsewhere, there];
  expect(await link.checkAll([chatOf('0404'), chatOf('0010'), chatOf('1111')])).toEqual(answers);
  expect([link.known(chatOf('0010')), link.known(chatOf('0404'))]).toEqual([chatOf('0019'), null]);
  await expect(link.checkAll([chatOf('1111'), chatOf('0429')])).rejects.toMatchObject({
    failure: { code: 'rate_limited', status: 429 },
  });
});

test('a number is asked for once, not before each message', async () => {
  const { link } = await rig.opened();
  expect(await link.check(chatOf('1111'))).toMatchObject({ registered: true });
  rig.control.silence(true);
  expect(await link.check(chatOf('1111'))).toMatchObject({ registered: true });
});

test('an address is known once it was asked for, and that nobody has a number is not', async () => {
  const { link } = await rig.opened();
  expect(link.known(chatOf('0010'))).toBeNull();
  await link.check(chatOf('0010'));
  expect(link.known(chatOf('0010'))).toBe(chatOf('0019'));
  expect(await link.check(chatOf('0404'))).toEqual({ registered: false });
  expect(link.known(chatOf('0404'))).toBeNull();
});

test('groups and hidden ids cannot be asked for, and are taken as they are', async () => {
  const { link } = await rig.opened();
  for (const chat of ['120363012345678901@g.us', '123456789012345@lid'])
    expect([link.known(chat), await link.check(chat)]).toEqual([chat, { registered: true, chatId: chat }]);
});

test('many messages go out side by side, each once', async () => {
  const { link } = await rig.opened();
  const messages = Array.from({ length: 40 }, (_, n) => messageTo(String(1100 + (n % 10)), n + 1));
  await Promise.all(messages.map((message) => link.send(message)));
  const received = rig.control.inboxes().flatMap(({ messages }) => messages);
  expect(received).toHaveLength(40);
  expect(received.every(({ copies }) => copies === 1)).toBe(true);
});

test('keys survive a start: no QR, and contacts can still read', async () => {
  const { link, first } = await rig.opened();
  await link.send(messageTo('1111', 1));
  link.close();
  await first('closed');
  const next = await rig.opened(rig.client());
  expect(next.signals.map(({ type }) => type)).not.toContain('qr');
  await next.link.send(messageTo('1111', 2));
  expect(onPhone('1111')).toMatchObject([{ text: 'text 1' }, { text: 'text 2' }]);
});

test('a contact who writes does not disturb', async () => {
  const { link, signals } = await rig.opened();
  rig.control.deliver(numbered('1111'), 'Hi there');
  await link.send(messageTo('0006'));
  await link.send(messageTo('0006', 2));
  const expected = new Set(['receipt', 'people', 'block_list']);
  const besides = signals.map(({ type }) => type).filter((type) => !expected.has(type));
  expect(besides).toEqual(['opened']);
});

test('nothing is printed, whatever libsignal has to say', async () => {
  const { link, first } = await rig.opened();
  await link.send(messageTo('1111', 1));
  link.close();
  await first('closed');
  // The second process renews the contact's session, and libsignal prints the old one.
  const next = await rig.opened(rig.client());
  await next.link.send(messageTo('1111', 2));
  for (const spy of printed) expect(spy).not.toHaveBeenCalled();
});
