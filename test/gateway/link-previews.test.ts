/** Previews of addresses: what is looked at, what is written, and what a page cannot do to a message. */
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { unreachable } from '../../src/fetching/refusals.ts';
import { firstAddressIn } from '../../src/messages/link-preview.ts';
import { type Inspected, plain } from '../../src/media/inspected.ts';
import { ok } from '../../src/kernel/result.ts';
import { apiOver } from '../support/api-over.ts';
import { manualClock } from '../support/manual-clock.ts';
import { mediaRoomOf } from '../support/media-room.ts';
import { type Running, running } from '../support/running.ts';
import { scriptedFetcher, type ScriptedFetcher } from '../support/scripted-fetcher.ts';

const NUMBER = '6281234567890';
const PAGE = 'https://shop.example.com/parcels/1';
const IMAGE = 'https://shop.example.com/parcel.jpg';
const BODY = `See ${PAGE}.`;
const HTML = `<head><meta property="og:title" content="Your\n parcel"><meta property="og:description" content="On its way">
  <meta property="og:image" content="/parcel.jpg"></head>`;
const THUMBNAIL = Buffer.from('a thumbnail');
const PICTURE = { type: 'image/jpeg', bytes: 'a picture' };

interface Answer {
  readonly status: number;
  readonly body: {
    readonly id: string;
    readonly jobId: string;
    readonly code: string;
    readonly text: object;
    readonly errors?: readonly { readonly path: string }[];
  };
}

let run: Running;
let fetcher: ScriptedFetcher;
let api: (route: string, sent?: object | Uint8Array, mimetype?: string) => Promise<Answer>;

/** Sees a picture in `image/…`, with a thumbnail. */
const seen = (mimetype: string): Inspected =>
  mimetype.startsWith('image/') || mimetype === 'application/octet-stream'
    ? { ...plain('image/jpeg', 'image', 9, null), fits: ['image'], thumbnail: THUMBNAIL }
    : plain(mimetype, 'document', 9, null);

beforeEach(async () => {
  fetcher = scriptedFetcher();
  fetcher.answers(PAGE, { type: 'text/html; charset=utf-8', bytes: HTML });
  fetcher.answers(IMAGE, PICTURE);
  const room = mediaRoomOf(manualClock());
  const workshop = {
    ...room.workshop,
    inspect: async (_: string, { mimetype = 'application/octet-stream' }) => ok(seen(mimetype)),
  };
  run = await running(undefined, { ...room, fetcher, workshop });
  api = (await apiOver(run)) as unknown as typeof api;
});

const post = (text: object, more: object = {}) =>
  api('POST /api/whatsapp/messages', { to: NUMBER, type: 'text', text, ...more });

/** The content as it goes out. */
const sent = async (text: object) => {
  const { status, body } = await post(text);
  expect(status).toBe(202);
  const job = run.reads.jobs.byId(body.jobId);
  return { jobId: body.jobId, content: job?.content };
};

const shown = async (jobId: string) => (await api(`GET /api/whatsapp/jobs/${jobId}`)).body.text;

describe('a preview', () => {
  test('is none unless it is asked for', async () => {
    for (const text of [{ body: BODY }, { body: BODY, preview: 'none' }])
      expect((await sent(text)).content).toEqual({ kind: 'text', body: BODY });
    expect(fetcher.asked).toEqual([]);
  });

  test('says what the page says, with a small picture, and leaves no file behind', async () => {
    const { jobId, content } = await sent({ body: BODY, preview: 'auto' });
    const preview = { url: PAGE, title: 'Your parcel', description: 'On its way' };
    expect(content).toEqual({
      kind: 'text',
      body: BODY,
      preview: { ...preview, thumbnail: THUMBNAIL.toString('base64') },
    });
    expect(await shown(jobId)).toEqual({ body: BODY, preview });
    expect(fetcher.asked).toEqual([PAGE, IMAGE]);
    for await (const { name } of run.mediaRoom.files.list()) throw new Error(`${name} was left over`);
  });

  test('looks at a page once for many recipients', async () => {
    await Promise.all([sent({ body: BODY, preview: 'auto' }), sent({ body: BODY, preview: 'auto' })]);
    expect(fetcher.asked).toEqual([PAGE, IMAGE]);
  });

  test('can be written by the client, with a picture of its own', async () => {
    const { body: picture } = await api('POST /api/whatsapp/media', Buffer.from('a picture'), 'image/jpeg');
    const preview = { url: PAGE, title: 'Parcel 1', media: { id: picture.id } };
    const { jobId, content } = await sent({ body: BODY, preview });
    expect(content).toMatchObject({ preview: { ...preview, media: picture.id, thumbnail: expect.any(String) } });
    expect(await shown(jobId)).toEqual({ body: BODY, preview });
    expect(fetcher.asked).toEqual([]);
  });

  test.each([
    ['of an address that is not in the text', { url: 'https://other.example.com', title: 'No' }, 'text.preview'],
    ['without a title', { url: PAGE }, 'text.preview'],
    [
      'with a picture that comes later',
      { url: PAGE, title: 'No', media: { url: IMAGE, fetch: 'later' } },
      'text.preview',
    ],
  ])('%s is refused', async (_, preview, path) => {
    const { status, body } = await post({ body: BODY, preview });
    expect(status).toBe(422);
    expect(body.errors?.every((fault) => fault.path.startsWith(path))).toBe(true);
  });
});

const without = async () => {
  expect((await sent({ body: BODY, preview: 'auto' })).content).toEqual({ kind: 'text', body: BODY });
};

describe('a message goes without a preview', () => {
  test.each([
    ['is not there', unreachable('shop.example.com', 'name')],
    ['is no HTML', { type: 'application/pdf', bytes: HTML }],
    ['has no title', { type: 'text/html', bytes: '<head></head>' }],
    ['is forbidden', { code: 'address.forbidden', detail: 'No.' } as const],
  ])('when the page %s', async (_, reply) => {
    fetcher.answers(PAGE, reply);
    await without();
  });

  test('when fetching breaks', async () => {
    vi.spyOn(fetcher, 'fetch').mockRejectedValue(new Error('a defect'));
    await without();
  });

  test('when the page takes longer than four seconds', async () => {
    fetcher.hold();
    const waiting = without();
    await vi.waitUntil(() => fetcher.asked.length === 1);
    run.clock.advance(4_000);
    await waiting;
  });

  test('but only without its picture when that alone fails', async () => {
    fetcher.answers(IMAGE, unreachable('shop.example.com', 'connection'));
    expect((await sent({ body: BODY, preview: 'auto' })).content).toMatchObject({
      preview: { url: PAGE, title: 'Your parcel', description: 'On its way' },
    });
  });
});

test.each([
  ['See https://example.com/a.', 'https://example.com/a'],
  ['(https://example.com/a)', 'https://example.com/a'],
  ['https://example.com/a_(b) and https://example.com/c', 'https://example.com/a_(b)'],
  ['HTTP://EXAMPLE.COM/?q=1!', 'HTTP://EXAMPLE.COM/?q=1'],
  ['“https://example.com/ä”…', 'https://example.com/ä'],
  ['ftp://example.com, xhttps://example.com', null],
  ['no address, and https:// alone', null],
])('the first address in %j is %j', (text, address) => {
  expect(firstAddressIn(text)).toBe(address);
});

describe('the look of a status', () => {
  test('is refused anywhere else, by name', async () => {
    const { status, body } = await post({ body: 'Hello', background: '#128C7E', font: 9 });
    expect([status, body.errors?.map(({ path }) => path)]).toEqual([422, ['text.background', 'text.font']]);
  });

  test.each([{ background: 'green' }, { font: 3 }, { font: 'COMIC_SANS' }])('%j is none', async (look) => {
    const { status, body } = await post({ body: 'Hello', ...look });
    expect([status, body.errors?.map(({ path }) => path)]).toEqual([422, [`text.${Object.keys(look)[0] ?? ''}`]]);
  });
});
