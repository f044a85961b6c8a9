import { describe, expect, test } from 'vitest';
import { streamOf } from '../../src/kernel/ids.ts';
import { mediaFacts } from '../support/facts.ts';
import { type Attached, attached, type Frame, hearing, receiver, socket } from './attached.ts';

const ASKS = JSON.stringify({ type: 'xstate.inspecting' });
const TEXT = 'the text that nobody may see';
const NUMBER = '6281234567890';

/** `register unborn`, `event job.queued`, `state waiting`, `stop` */
const lineOf = ({ type, state, event }: Frame): string => {
  const value = typeof state?.value === 'string' ? state.value : JSON.stringify(state?.value);
  if (type === 'service.event') return `event ${event?.name}`;
  return type === 'service.stop' ? 'stop' : `${type.replace('service.', '')} ${value}`;
};

const storyOf = (frames: readonly Frame[], stream: string): string[] =>
  frames.filter(({ sessionId }) => sessionId === stream).map(lineOf);

const isStop = (stream: string) => (frame: Frame) => frame.type === 'service.stop' && frame.sessionId === stream;

/** A viewer that has received the current services. */
const watching = async (to: Attached) => {
  const viewer = await socket(to);
  expect(await viewer.outcome()).toBe(101);
  viewer.ws.send(ASKS);
  await viewer.until((frame) => frame.includes('service.register'));
  return viewer;
};

/** A ready session, so that there is something to see. */
const running = async (): Promise<Attached> => {
  const to = await attached();
  await to.json('POST /api/whatsapp/session/start');
  await to.ready();
  return to;
};

describe("the package's own receiver", () => {
  test("sees a job's life from the queue to completed", async () => {
    const to = await running();
    const viewer = await receiver(to);
    await viewer.until(({ sessionId }) => sessionId === 'session/default');
    const job = `job/${await to.send({ number: NUMBER, message: TEXT })}`;
    await viewer.until(isStop(job));
    expect(storyOf(viewer.heard, job)).toEqual([
      'register unborn',
      'event xstate.init',
      'event job.queued',
      'state waiting',
      'event job.started',
      'state {"active":"validating"}',
      'event job.validated',
      'state {"active":"sending"}',
      'event job.completed',
      'state {"completed":"acknowledged"}',
      'stop',
    ]);
    const [register] = viewer.heard.filter(({ sessionId }) => sessionId === job);
    expect(register).toMatchObject({ id: 'job', parent: 'queue/default' });
    const completed = viewer.heard.findLast(({ type, sessionId }) => type === 'service.event' && sessionId === job);
    expect(completed?.event?.origin).toBe(job);
  });

  test('sees a file that comes in until it is stored, also while it is tried again', async () => {
    const to = await running();
    const viewer = await receiver(to);
    await viewer.until(({ sessionId }) => sessionId === 'session/default');
    const stream = streamOf.media('default', '00000000000000000a');
    const steps = [
      [mediaFacts['media.awaited'], 'pending'],
      [mediaFacts['media.failed'], 'failed'],
      [mediaFacts['media.retried'], 'pending'],
      [mediaFacts['media.stored'], 'stored'],
    ] as const;
    const entries = steps.map(([fact, state], index) => ({ fact, from: steps[index - 1]?.[1] ?? null, to: state }));
    await to.log.append({ stream, expected: 0, entries, at: 1, by: 'whatsapp', correlation: null, causation: null });
    await viewer.until(isStop(stream));
    expect(storyOf(viewer.heard, stream)).toEqual([
      'register unborn',
      'event xstate.init',
      'event media.awaited',
      'state pending',
      'event media.failed',
      'state failed',
      'event media.retried',
      'state pending',
      'event media.stored',
      'state stored',
      'stop',
    ]);
  });

  test('is shown what was live before it came, with the state that it is in', async () => {
    const to = await running();
    to.script.replies.send = () => 'hold';
    const job = `job/${await to.send()}`;
    await to.fact('job.validated');
    const viewer = await receiver(to);
    await viewer.until(({ sessionId }) => sessionId === job);
    expect(viewer.heard.filter(({ type }) => type === 'service.register').map(lineOf)).toEqual([
      'register ready',
      'register running',
      'register {"active":"sending"}',
    ]);
  });

  test('builds every machine without a warning, and finds its way in it', async () => {
    const to = await running();
    const viewer = await receiver(to);
    await viewer.until(({ sessionId }) => sessionId === 'queue/default');
    const session = viewer.heard.find(({ sessionId }) => sessionId === 'session/default');
    expect(session?.machine?.config.predictableActionArguments).toBe(true);
    expect(session?.machine?.stateIds).toContain('session.ready');
    // The package leaves it out of the state that it sends: the machine has it.
    expect(session?.machine?.resolveState(session.state).nextEvents).toContain('session.keepalive_missed');
  });

  test('cannot make anything happen: what it sends into a machine is dropped', async () => {
    const to = await running();
    const viewer = await receiver(to);
    await viewer.until(({ sessionId }) => sessionId === 'session/default');
    const { position } = to.log.head();
    const event = JSON.stringify({ name: 'session.stopped', data: {}, origin: 'session/default' });
    viewer.send({ type: 'xstate.event', event, service: 'session/default' });
    const job = `job/${await to.send()}`;
    await viewer.until(isStop(job));
    expect(to.log.page({ after: position, limit: 10 }).every(({ stream }) => stream === job)).toBe(true);
    expect(storyOf(viewer.heard, 'session/default')).toEqual(['register ready', 'event xstate.init']);
  });
});

describe('a viewer', () => {
  test.each([
    ['text that is not JSON', '{'],
    ['JSON that is no frame', 'null'],
    ['an order to disconnect', JSON.stringify({ type: 'disconnect' })],
    ['an order to unload', JSON.stringify({ type: 'unload' })],
    ['the type of something else', JSON.stringify({ type: { type: 'xstate.inspecting' } })],
    ['bytes', Buffer.from([0xff, 0x00])],
    ['more than it may', 'x'.repeat(100_000)],
  ])('that sends %s harms nobody', async (_, garbage) => {
    const to = await running();
    const good = await watching(to);
    const rude = await watching(to);
    rude.ws.send(garbage);
    rude.ws.send(garbage);
    const job = await to.send();
    await good.until((frame) => frame.includes('service.stop') && frame.includes(job));
    const late = await watching(to);
    expect(late.heard.length).toBeGreaterThan(0);
  });

  test('that breaks the protocol of WebSocket is gone, and nobody else', async () => {
    const to = await running();
    const [good, rude] = [await watching(to), await watching(to)];
    const { _socket: raw } = rude.ws as unknown as { _socket: { write(bytes: Buffer): void } };
    raw.write(Buffer.from([0xf7, 0x7f, 0x00, 0x01]));
    await rude.closed;
    const job = await to.send();
    await good.until((frame) => frame.includes('service.stop') && frame.includes(job));
  });

  test('that comes late changes nothing for those who were there', async () => {
    const to = await running();
    const first = await watching(to);
    const before = first.heard.length;
    const second = await watching(to);
    second.ws.send(ASKS);
    const job = await to.send();
    await Promise.all([first, second].map(({ until }) => until((frame) => frame.includes('service.stop'))));
    expect(first.heard.slice(before).every((frame) => frame.includes(job))).toBe(true);
    const registers = second.heard.filter((frame) => frame.startsWith('{"type":"service.register"'));
    expect(registers.map((frame) => (JSON.parse(frame) as Frame).sessionId)).toEqual([
      'session/default',
      'queue/default',
      `job/${job}`,
    ]);
    expect(JSON.parse(registers[1] ?? '')).toMatchObject({ id: 'queue', parent: 'session/default' });
  });

  test('that only connects is sent nothing', async () => {
    const to = await running();
    const silent = await socket(to);
    await silent.outcome();
    const good = await watching(to);
    const job = await to.send();
    await good.until((frame) => frame.includes('service.stop') && frame.includes(job));
    expect(silent.heard).toEqual([]);
  });

  test('sees no text, no whole number, no digest and no account', async () => {
    const to = await running();
    const viewer = await watching(to);
    const job = await to.send({ number: NUMBER, message: TEXT });
    await viewer.until((frame) => frame.includes('service.stop') && frame.includes(job));
    const late = await watching(to);
    const all = [...viewer.heard, ...late.heard].join('\n');
    const [queued] = to.log.read(`job/${job}`);
    const content = queued?.type === 'job.queued' ? queued.data.content : 'never queued';
    expect(all).toContain('62812…890');
    for (const secret of [TEXT, NUMBER, content, '6281110000001', to.token]) expect(all).not.toContain(secret);
  });
});

describe('while nobody watches', () => {
  test('nothing is followed, read or held, and the next viewer sees all of it', async () => {
    const to = await running();
    const listeners = hearing<string>();
    const first = await watching(to);
    expect(to.bridge.shown()).toBe(2);
    first.ws.close();
    await first.closed;
    // The server notices it in a turn of its own.
    while (to.bridge.shown() > 0) await new Promise((resolve) => setImmediate(resolve));
    const reads = { page: 0, read: 0 };
    const { page, read } = to.log;
    Object.assign(to.log, {
      page: (options: Parameters<typeof page>[0]) => ((reads.page += 1), page(options)),
      read: (...asked: Parameters<typeof read>) => (listeners.hear(asked[0]), read(...asked)),
    });
    await to.send();
    await to.fact('job.completed');
    Object.assign(to.log, { page, read });
    expect([reads.page - 1, to.bridge.shown()]).toEqual([0, 0]);
    const again = await watching(to);
    expect(again.heard.some((frame) => frame.includes('session/default'))).toBe(true);
  });
});
