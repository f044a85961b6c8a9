/** Uploads to WhatsApp's media hosts: hosts that fail, and what one upload serves. */
import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { MediaFault } from '../../src/sandbox/control.ts';
import { ANNA } from '../support/inside.ts';
import { type RunningWithSandbox, runningWithSandbox } from '../support/running-with-sandbox.ts';

const NUMBER = '6281234567801';
const OTHER = '6281234567802';
/** The sandbox names two hosts, and an attempt tries both. */
const HOSTS = 2;
const ALWAYS = 1_000;

let run: RunningWithSandbox;

const start = async (mediaIdleMs: number) => {
  run = await runningWithSandbox({ media: true, times: { mediaIdleMs } });
  await run.ready();
};

const value = <T>(told: { ok: true; value: T } | { ok: false; refusal: { detail: string } }): T => {
  if (!told.ok) throw new Error(told.refusal.detail);
  return told.value;
};

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** A file that nobody has uploaded to WhatsApp yet. */
const file = async (session = 'default', bytes = randomBytes(200_000)): Promise<string> =>
  value(await run.gateway.media.store(once(bytes), { session, origin: 'upload' }, ANNA)).id;

const queue = async (type: 'document' | 'text', member: object, to = NUMBER, session = 'default'): Promise<string> => {
  const request = {
    session,
    to,
    type,
    member,
    priority: 'NORMAL',
    notBefore: null,
    expiresAt: null,
    replyTo: null,
    mentions: [],
    forwarded: false,
    clientRef: null,
    metadata: null,
    idempotencyKey: null,
  } as const;
  return value(await run.gateway.messages.send(request, ANNA)).jobId;
};

const send = async (id?: string, to = NUMBER, session = 'default') =>
  queue('document', { media: { id: id ?? (await file(session)) } }, to, session);

const typesOf = (facts: readonly { readonly type: string }[]): string[] =>
  facts.map(({ type }) => type).filter((type) => ['job.failed', 'job.abandoned', 'job.completed'].includes(type));

/** The message of a job at the phone. */
const shown = (job: string, to = NUMBER) => {
  const messageId = run.reads.jobs.byId(job)?.messageId;
  return run.control.inboxes(to)[0]?.messages.find((message) => message.messageId === messageId);
};

/** Where the media host keeps the file of a message. */
const placeOf = async (job: string, to = NUMBER): Promise<string> => {
  expect(typesOf(await run.ended(job))).toEqual(['job.completed']);
  const content = shown(job, to)?.content;
  if (content?.kind !== 'document') throw new Error('The phone shows no document');
  return content.media.sealed.directPath;
};

const attempts = (maxAttempts: number) => run.gateway.queues.configure('default', { maxAttempts }, ANNA);

describe('a media host', () => {
  beforeAll(() => start(300));
  afterEach(() => run.control.clear({ inboxes: false }));
  afterAll(() => run.close());

  test.each<[fault: MediaFault, status: number | null, words: RegExp]>([
    [{ how: 'down', transfer: 'upload' }, null, /could not be reached/],
    [{ how: 'slow', transfer: 'upload' }, null, /did not answer in time/],
    [{ how: 'cut', transfer: 'upload' }, null, /could not be reached/],
    [{ how: 'full' }, 507, /answered 507/],
    [{ how: 'refused', code: 403, transfer: 'upload' }, 403, /answered 403/],
    [{ how: 'refused', code: 404, transfer: 'upload' }, 404, /answered 404/],
    [{ how: 'refused', code: 410, transfer: 'upload' }, 410, /answered 410/],
    [{ how: 'refused', code: 503, transfer: 'upload' }, 503, /answered 503/],
  ])('that fails (%j) is tried again, and the message says so in the end', async (fault, status, words) => {
    await attempts(2);
    run.control.mediaFault(fault, ALWAYS);
    const facts = await run.ended(await send());
    expect(typesOf(facts)).toEqual(['job.failed', 'job.abandoned']);
    const { failure } = facts.at(-1) as unknown as { failure: { code: string; message: string } };
    expect(failure).toMatchObject({ code: 'media_upload_failed', status, retryable: true });
    expect(failure.message).toMatch(words);
    await attempts(6);
  });

  test('that is back after two attempts delivers the message once, under its id', async () => {
    run.control.mediaFault({ how: 'down', transfer: 'upload' }, 2 * HOSTS);
    const job = await send();
    expect(typesOf(await run.ended(job))).toEqual(['job.failed', 'job.failed', 'job.completed']);
    expect(shown(job)).toMatchObject({ copies: 1, type: 'document' });
  });

  test('that fails has another one beside it, in the same attempt', async () => {
    run.control.mediaFault({ how: 'refused', code: 503, transfer: 'upload' }, 1);
    expect(typesOf(await run.ended(await send()))).toEqual(['job.completed']);
    expect(run.control.state().armed).toEqual([]);
  });

  test('whose name was refused once is asked for again, and serves later uploads', async () => {
    run.control.mediaFault({ how: 'down', transfer: 'upload' }, HOSTS);
    run.control.mediaConnError(500, 1);
    expect(typesOf(await run.ended(await send()))).toEqual(['job.failed', 'job.failed', 'job.completed']);
    expect(typesOf(await run.ended(await send()))).toEqual(['job.completed']);
  });

  test.each([
    ['0601', 2],
    ['0602', 2],
    ['0603', 1],
  ])('is in trouble for a test number that ends with %s', async (digits, failures) => {
    const to = `62812345${digits}`;
    const job = await send(undefined, to);
    const expected = [...Array.from({ length: failures }, () => 'job.failed'), 'job.completed'];
    expect(typesOf(await run.ended(job))).toEqual(expected);
    expect(shown(job, to)).toMatchObject({ copies: 1 });
  });
});

describe('an upload', () => {
  beforeAll(() => start(30_000));
  afterEach(() => run.control.clear({ inboxes: false }));
  afterAll(() => run.close());

  test('serves all sessions of its account, and is not made again after a restart', async () => {
    const bytes = randomBytes(200_000);
    const first = await placeOf(await send(await file('default', bytes)));
    await run.ready('shop');
    expect(await placeOf(await send(await file('shop', bytes), OTHER, 'shop'), OTHER)).toBe(first);
    value(await run.gateway.sessions.stop('default', ANNA));
    await run.ready();
    expect(await placeOf(await send(await file('default', bytes)))).toBe(first);
  });

  test('is made again by a later link when the host says that its file is gone', async () => {
    const bytes = randomBytes(200_000);
    const first = await placeOf(await send(await file('default', bytes)));
    value(await run.gateway.sessions.stop('default', ANNA));
    await run.ready();
    run.control.mediaFault({ how: 'refused', code: 404, transfer: 'download' }, 1);
    const second = await placeOf(await send(await file('default', bytes)));
    expect(second).not.toBe(first);
    expect(await placeOf(await send(await file('default', bytes)))).toBe(second);
  });

  test('is used while nothing is known against it: a host that is down may have it', async () => {
    const bytes = randomBytes(200_000);
    const first = await placeOf(await send(await file('default', bytes)));
    value(await run.gateway.sessions.stop('default', ANNA));
    await run.ready();
    run.control.mediaFault({ how: 'down', transfer: 'download' }, 1);
    expect(await placeOf(await send(await file('default', bytes)))).toBe(first);
  });

  test('is made again when its time is over', async () => {
    const bytes = randomBytes(200_000);
    const first = await placeOf(await send(await file('default', bytes)));
    run.clock.advance(8 * 86_400_000);
    expect(await placeOf(await send(await file('default', bytes)))).not.toBe(first);
  });

  test('that hangs holds up no message to somebody else', async () => {
    run.control.mediaFault({ how: 'slow', transfer: 'upload' }, ALWAYS);
    const hanging = await send();
    await run.told(`job/${hanging}`, 3);
    const text = await queue('text', { body: 'Hello' }, OTHER);
    expect(typesOf(await run.ended(text))).toEqual(['job.completed']);
    expect(run.reads.jobs.byId(hanging)?.status).toBe('active');
  });
});
