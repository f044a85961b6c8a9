/** A session's own thread, and the state of a link after it breaks. */
import { once } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { type Clock, systemClock } from '../../src/kernel/clock.ts';
import type { Logger } from '../../src/kernel/logger.ts';
import type { IsolatedWhatsApp } from '../../src/whatsapp/thread/isolated.ts';
import { BREAKING_WORKER, type Break, breakSide, SECRET } from '../support/breaking.ts';
import { manualClock } from '../support/manual-clock.ts';
import { openRealLink, type Rig, SESSION, startRig } from '../support/whatsapp-rig.ts';
import { saying } from '../support/saying.ts';

let rig: Rig;
const lines: unknown[][] = [];
const note = (...line: unknown[]) => void lines.push(line);
const logger: Logger = { debug: note, info: note, warn: note, error: note, child: () => logger };

beforeEach(() => {
  lines.length = 0;
});
/** A WhatsApp for one test. */
const ownRig = async (): Promise<Rig> => {
  rig = await startRig(logger);
  onTestFinished(() => rig.close());
  return rig;
};

const CHAT = '6281200001111@s.whatsapp.net';
/** How long an unused thread stays. */
const IDLE_MS = 600_000;
const ANSWERED = '6281200003333@s.whatsapp.net';
const UNKNOWN = '6281200002222@s.whatsapp.net';
const NOBODY = '6281200000404@s.whatsapp.net';
const MESSAGE = { chatId: CHAT, messageId: '3EB0000000000000000001', content: saying('Hello') };

const opened = async (options: Parameters<Rig['isolated']>[0] = {}, on?: Rig) => {
  const own = on ?? (await ownRig());
  const whatsapp = own.isolated({ program: BREAKING_WORKER, ...options });
  return { whatsapp, ...(await own.opened(whatsapp)) };
};

describe('a thread that', () => {
  /** One client for all of them: the thread that comes after a broken one is the next to break. */
  let shared: Rig;
  let whatsapp: IsolatedWhatsApp;
  beforeAll(async () => {
    shared = await startRig(logger);
    // Until a busy machine has filled the memory, no clock may find the thread silent.
    whatsapp = shared.isolated({ program: BREAKING_WORKER, clock: manualClock() });
  });
  afterAll(() => shared.close());
  let messages = 0;
  const message = () => ({
    ...MESSAGE,
    messageId: `3EB00000000000000001${String((messages += 1)).padStart(2, '0')}`,
  });

  test('was answered about a number knows it at once, and so does its next link, until a message cannot be sent', async () => {
    const { link, first } = await shared.opened(whatsapp);
    expect(link.known(ANSWERED)).toBeNull();
    await link.check(ANSWERED);
    expect(await link.check(NOBODY)).toEqual({ registered: false });
    expect([link.known(ANSWERED), link.known(NOBODY)]).toEqual([ANSWERED, null]);
    link.close();
    await first('closed');
    const next = await shared.opened(whatsapp);
    expect(next.link.known(ANSWERED)).toBe(ANSWERED);
    const sent = { ...message(), chatId: ANSWERED };
    await next.link.send(sent);
    expect(next.link.known(ANSWERED)).toBe(ANSWERED);
    next.link.close();
    await next.first('closed');
    await expect(next.link.send(sent)).rejects.toMatchObject({ failure: { code: 'session_closed' } });
    expect(next.link.known(ANSWERED)).toBeNull();
  });

  test('whose listener throws ends the link, and nothing else', async () => {
    const { link, first } = await shared.opened(whatsapp);
    link.close();
    await first('closed');
    const closes: unknown[] = [];
    const closed = Promise.withResolvers<void>();
    whatsapp.open(SESSION, (signal) => {
      if (signal.type !== 'closed') throw new Error(`no ear for ${signal.type}`);
      closes.push(signal.close);
      closed.resolve();
    });
    await closed.promise;
    expect(closes).toMatchObject([{ code: 500, reason: 'no ear for opened' }]);
  });

  test('prints is not heard', async () => {
    const printed = [process.stdout, process.stderr].map((stream) => vi.spyOn(stream, 'write'));
    const { link, first } = await shared.opened(whatsapp);
    breakSide('prints');
    await link.ping();
    await link.ping();
    link.close();
    await first('closed');
    const said = printed.flatMap(({ mock }) => mock.calls).map(String);
    for (const spy of printed) spy.mockRestore();
    expect(said.filter((words) => words.includes(SECRET))).toEqual([]);
  });

  test.each<[how: Break['how'], cause: string | RegExp]>([
    ['throws', /^it met TypeError at breaking-worker\.ts:\d+$/],
    ['throws no error', 'it met something that is no error'],
    ['rejects', /^it met Error at breaking-worker\.ts:\d+$/],
    ['exits', 'it ended by itself'],
    ['takes all memory', 'it met ERR_WORKER_OUT_OF_MEMORY'],
  ])(
    '%s ends its link; what was in hand may be tried again, and the next link is as good as new',
    async (how, cause) => {
      const { link, first, signals } = await shared.opened(whatsapp);
      const sent = message();
      await link.send(sent);
      shared.control.silence(true);
      const outcomes = Promise.allSettled([link.send(message()), link.check(UNKNOWN), link.ping()]);
      breakSide(how);
      const { close } = await first('closed');
      expect(close).toMatchObject({ code: 500, cause: 'lost' });
      expect(close.reason.replace('the WhatsApp side of the session ended: ', '')).toEqual(
        typeof cause === 'string' ? cause : expect.stringMatching(cause),
      );
      const lost = { failure: { code: 'session_closed', retryable: true } };
      expect(await outcomes).toMatchObject([
        { reason: { ...lost, written: true } },
        { reason: { ...lost, written: false } },
        { reason: { ...lost, written: false } },
      ]);
      await expect(link.send(sent)).rejects.toMatchObject({ ...lost, written: false });
      await expect(link.pairingCode('6281110000001')).rejects.toMatchObject({ code: 'whatsapp.not_now' });
      expect(signals.filter(({ type }) => type === 'closed')).toHaveLength(1);

      shared.control.silence(false);
      const next = await shared.opened(whatsapp);
      expect(next.signals.map(({ type }) => type)).not.toContain('qr');
      await next.link.send(sent);
      const copies = shared.control.inboxes('6281200001111')[0]?.messages;
      expect(copies?.find(({ messageId }) => messageId === sent.messageId)).toMatchObject({ text: 'Hello', copies: 2 });
      expect(lines).toEqual([
        [{ session: SESSION, cause: expect.anything() }, 'the WhatsApp thread of a session ended'],
      ]);
      expect(JSON.stringify([lines, signals])).not.toContain(SECRET);
      next.link.close();
      await next.first('closed');
    },
  );

  test('breaks takes no other session with it', async () => {
    const { first } = await shared.opened(whatsapp);
    const other = openRealLink(whatsapp, 'second');
    shared.control.show((await other.first('qr')).qr);
    await other.first('closed');
    const second = openRealLink(whatsapp, 'second');
    await second.first('opened');
    breakSide('throws');
    await first('closed');
    await second.link.send(message());
    expect(second.signals.at(-1)?.type).not.toBe('closed');
  });
});

test('a thread that cannot be made ends its link, and the next link tries again', async () => {
  const whatsapp = (await ownRig()).isolated({ program: new URL('https://localhost/worker.ts') });
  for (let n = 0; n < 2; n += 1) {
    const { link, first } = openRealLink(whatsapp);
    expect((await first('closed')).close).toMatchObject({
      code: 500,
      cause: 'lost',
      reason: expect.stringMatching(/^the WhatsApp side of the session ended: it met ERR_INVALID_URL_SCHEME/),
    });
    await expect(link.send(MESSAGE)).rejects.toMatchObject({ failure: { code: 'session_closed' }, written: false });
  }
});

describe('a thread that computes for ever', () => {
  const clock = manualClock(Date.UTC(2031, 0, 1));
  let shared: Rig;
  let whatsapp: IsolatedWhatsApp;
  beforeAll(async () => {
    shared = await startRig(logger);
    whatsapp = shared.isolated({ program: BREAKING_WORKER, clock });
  });
  afterAll(() => shared.close());

  test('has seen the clock that it was given, and the times that it told were of it', async () => {
    const { link, first } = await shared.opened(whatsapp);
    await link.send(MESSAGE);
    expect((await first('receipt')).at).toBeLessThanOrEqual(Date.UTC(2031, 0, 1));
    link.close();
    await first('closed');
  });

  test('is ended when its link is to close', async () => {
    const { link, first } = await shared.opened(whatsapp);
    breakSide('computes for ever');
    const ping = link.ping();
    link.close();
    clock.advance(2 * 100 + 1_000);
    expect((await first('closed')).close).toMatchObject({ code: null, cause: 'asked' });
    await expect(ping).rejects.toThrow();
    const next = await shared.opened(whatsapp);
    next.link.close();
    await next.first('closed');
  });

  test('is ended when it does not say that it is there', async () => {
    const { link, first, signals } = await shared.opened(whatsapp);
    for (let n = 0; n < 5; n += 1) {
      clock.advance(10_000);
      // Answered after that question, for which it was still alive.
      await link.ping();
    }
    expect(signals.map(({ type }) => type)).not.toContain('closed');
    breakSide('computes for ever');
    for (let n = 0; n < 3; n += 1) clock.advance(10_000);
    expect((await first('closed')).close).toMatchObject({
      code: 500,
      cause: 'lost',
      reason: 'the WhatsApp side of the session ended: it did not answer any more',
    });
    const next = await shared.opened(whatsapp);
    next.link.close();
    await next.first('closed');
  });

  test('does not keep the process from stopping', async () => {
    const { first } = await shared.opened(whatsapp);
    breakSide('computes for ever');
    const shut = whatsapp.shut();
    clock.advance(100);
    await shut;
    expect((await first('closed')).close).toMatchObject({ cause: 'asked' });
  });
});

describe('threads', () => {
  const made: Worker[] = [];
  const count = (worker: Worker) => void made.push(worker);
  beforeEach(() => {
    made.length = 0;
    process.on('worker', count);
  });
  afterEach(() => void process.off('worker', count));

  const running = () => made.filter(({ threadId }) => threadId > 0).length;

  test('are made once for a session, and gone when the process stops, after their links said goodbye', async () => {
    const { whatsapp, first } = await opened();
    expect(made).toHaveLength(1);
    expect(running()).toBe(1);
    await whatsapp.shut();
    expect((await first('closed')).close).toMatchObject({ code: null, cause: 'asked' });
    expect(running()).toBe(0);
    expect(rig.control.state().connections).toEqual([]);
  });

  test('that no link needs for a while end, and the next link gets a new one', async () => {
    const clock = manualClock();
    const idling: Clock = {
      now: clock.now,
      after: (ms, work) => (ms === IDLE_MS ? clock : systemClock).after(ms, work),
    };
    const { whatsapp, link, first } = await opened({ clock: idling });
    link.close();
    await first('closed');
    const [idle] = made;
    const ended = idle && once(idle, 'exit');
    clock.advance(IDLE_MS);
    await ended;
    await rig.opened(whatsapp);
    expect(made).toHaveLength(2);
    expect(lines).toEqual([]);
  });
});

describe('keys', () => {
  let shared: Rig;
  let whatsapp: IsolatedWhatsApp;
  /** The disk has no space for any key. */
  let full = false;
  /** The disk has no space for the next keys of a conversation; this runs at that moment. */
  let fullOnce: (() => void) | null = null;
  beforeAll(async () => {
    shared = await startRig(logger);
    const { vault } = shared;
    whatsapp = shared.isolated({
      program: BREAKING_WORKER,
      vault: {
        ...vault,
        async setKeys(...args) {
          const work = args[1].some(({ type }) => type === 'session') ? fullOnce : null;
          if (work) fullOnce = null;
          work?.();
          if (full || work) throw new Error('the disk is full');
          await vault.setKeys(...args);
        },
      },
    });
  });
  afterEach(() => {
    full = false;
    fullOnce = null;
  });
  afterAll(() => shared.close());

  let messages = 0;
  const texts = (number: string, count: number) =>
    Array.from({ length: count }, (_, n) => ({
      chatId: number.includes('@') ? number : `${number}@s.whatsapp.net`,
      messageId: `3EB00000000000000010${String((messages += 1)).padStart(2, '0')}`,
      content: saying(`text ${n + 1}`),
    })) as [typeof MESSAGE, typeof MESSAGE, typeof MESSAGE];
  const onPhone = (number: string) => (shared.control.inboxes(number)[0]?.messages ?? []).map(({ text }) => text);

  test('that cannot be stored end the link, and are not used', async () => {
    const { link, first } = await shared.opened(whatsapp);
    const [message] = texts('6281200005551', 1);
    full = true;
    await expect(link.send(message)).rejects.toMatchObject({ failure: { retryable: true } });
    expect((await first('closed')).close).toMatchObject({ code: 500, reason: 'the disk is full' });
    expect(onPhone('6281200005551')).toEqual([]);
  });

  test.each([
    ['6281200005552@s.whatsapp.net', '6281200005552'],
    ['9006281200005553@lid', '6281200005553'],
  ])('that were used and could not be stored are not used again, for another message to %s', async (chat, number) => {
    const [one, two, three] = texts(chat, 3);
    const { link, first } = await shared.opened(whatsapp);
    await link.send(one);
    fullOnce = () => {};
    const lost = { failure: { code: 'session_closed' }, written: true };
    await expect(link.send(two)).rejects.toMatchObject(lost);
    await first('closed');
    const again = await shared.opened(whatsapp);
    // An urgent message goes before the one with an unknown outcome.
    await again.link.send(three);
    await again.link.send(two);
    await expect.poll(() => onPhone(number)).toEqual(['text 1', 'text 2', 'text 3']);
    again.link.close();
    await again.first('closed');
  });

  test('of the link before, which come too late for the disk, do not spoil the next one for good', async () => {
    const [one, two, three] = texts('6281200005554', 3);
    const { link } = await shared.opened(whatsapp);
    await link.send(one);
    const late = Promise.withResolvers<ReturnType<typeof openRealLink>>();
    fullOnce = () => {
      link.close();
      late.resolve(openRealLink(whatsapp));
    };
    const outcome = link.send(two).catch(() => {});
    const next = await late.promise;
    await outcome;
    // The link can no longer be trusted to have sent anything: it ends, and a new link can send.
    expect((await next.first('closed')).close).toMatchObject({ code: 500, reason: 'the disk is full' });
    const again = await shared.opened(whatsapp);
    await again.link.send(three);
  });
});
