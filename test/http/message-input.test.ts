/** What a message is refused for: each sentence names the part that is wrong, and how it is written. */
import { describe, expect, test } from 'vitest';
import { type Api, api } from './api.ts';

let shared: Promise<Api> | null = null;
/** Nothing here queues anything, so all cases share one gateway. */
const gateway = (): Promise<Api> => (shared ??= api());

const NUMBER = '6281234567890';
const rehearse = async (message: object) =>
  (await gateway()).json('POST /api/whatsapp/messages?dryRun=true', { json: { to: NUMBER, ...message } });
const withMedia = (media: unknown) => rehearse({ type: 'image', image: { media } });

describe('a member that may take several forms', () => {
  const url = 'https://example.com/parcel.jpg';
  test.each<[unknown, string]>([
    [{ url, fetch: 'never' }, 'image.media.fetch: Expected "now" or "later"'],
    [{ url: 7 }, 'image.media.url: Expected text'],
    [{ data: 'cGljdHVyZQ==', fetch: 'later' }, 'image.media.fetch: This field is not known here'],
    [{ id: 'med_1', fileName: 'a.jpg' }, 'image.media.fileName: This field is not known here'],
    [{ data: 'cGljdHVyZQ==', mimetype: 7 }, 'image.media.mimetype: Expected text'],
    [{ url, data: 'cGljdHVyZQ==' }, 'image.media: Expected one of id, url and data'],
    [{}, 'image.media: Expected one of id, url and data'],
    ['med_0193f2c4a5b6c7d8e9', 'image.media: Expected one of id, url and data'],
  ])('is told what is wrong in the form that it has: %j', async (media, detail) => {
    const { status, body } = await withMedia(media);
    expect([status, body.code]).toEqual([422, 'request.invalid']);
    expect(body['detail']).toContain(detail);
  });

  test('holds for contacts and link previews, too', async () => {
    const card = await rehearse({ type: 'contacts', contacts: [{ name: 'Ayu' }] });
    expect(card.body['detail']).toBe('contacts.0.phones: This is missing');
    const text = { body: 'See https://example.com', preview: { url: 'https://example.com' } };
    const preview = await rehearse({ type: 'text', text });
    expect(preview.body['detail']).toBe('text.preview.title: This is missing');
    const wrong = await rehearse({ type: 'text', text: { ...text, preview: 'yes' } });
    expect(wrong.body['detail']).toBe('text.preview: Expected "auto", "none", or an object with url and title');
  });
});

describe('bytes in base64', () => {
  test('are taken in every form that can be read in one way only', async () => {
    const { status, body } = await withMedia({ data: 'data:image/png;base64,YSBwaWN0dXJlPj8' });
    expect([status, body['media']]).toMatchObject([200, { mimetype: 'image/png' }]);
  });

  test.each([
    ['YSBw aWN0!', /base64.*character 10 /],
    ['YSBwaWN0d', /base64.*cut off/],
    ['YQ==YQ==', /base64.*padding/],
    ['data:image/png,a%20picture', /data: URL.*;base64,/],
    ['data:image/png;base64', /data: URL.*;base64,/],
    ['data:image/png;base64,', /at least 1 character/],
    ['====', /at least 1 character/],
    [' \n', /at least 1 character/],
  ])('are refused with what is wrong: %j', async (data, sentence) => {
    const { status, body } = await withMedia({ data });
    expect(status).toBe(422);
    expect(body['errors']).toEqual([{ path: 'image.media.data', message: expect.stringMatching(sentence) }]);
  });
});

describe('an address of a chat', () => {
  test.each(['bogus', '6281234567890@s.whatsapp.net', 'status@broadcast'])('of a group is not %s', async (id) => {
    const { status, body } = await (await gateway()).json(`GET /api/whatsapp/groups/${id}`);
    expect([status, body['detail']]).toEqual([422, 'id: Expected the id of a group, such as 120363000000000042@g.us']);
  });

  test.each(['', '?dryRun=true'])('is a status only where there is an audience: send-message%s', async (dryRun) => {
    const json = { number: ' status@broadcast', message: 'Open today' };
    const { status, body } = await (await gateway()).json(`POST /api/whatsapp/send-message${dryRun}`, { json });
    expect([status, body.code]).toEqual([422, 'number.invalid']);
    expect(body['errors']).toEqual([
      { path: 'number', message: expect.stringMatching(/POST \/api\/whatsapp\/messages.*audience/) },
    ]);
  });

  test.each(['mentions', 'audience'])('of people is no status: %s', async (field) => {
    const to = field === 'audience' ? 'status@broadcast' : NUMBER;
    const { body } = await rehearse({ to, type: 'text', text: { body: 'Hello' }, [field]: ['status@broadcast'] });
    expect(body['errors']).toEqual([{ path: `${field}.0`, message: expect.stringContaining('person') }]);
  });

  test.each(['120363000000000042@newsletter', '1@newsletter'])('of a channel is told what works: %s', async (to) => {
    const { status, body } = await rehearse({ to, type: 'text', text: { body: 'Hello' } });
    expect([status, body.code]).toEqual([422, 'message.unsupported_type']);
    expect(body['detail']).toContain('channel');
  });
});
