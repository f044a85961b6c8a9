import { shortStream } from '../../web/src/inspector/streams.ts';
import { arrowOf } from '../../web/src/inspector/lanes.ts';
import { describe, expect, test } from 'vitest';
import { eventData } from '../../web/src/live/stream.ts';
import { readPlace, writePlace } from '../../web/src/place.ts';
import { scaleOf, upToNow } from '../../web/src/pages/overview/minutes.ts';
import {
  changeOf,
  creationOf,
  isComplete,
  isSpecial,
  NOTHING,
  type Wanted,
} from '../../web/src/pages/webhooks/wanted.ts';
import { changeOf as sessionChange, creationOf as newSession, whyNot } from '../../web/src/pages/sessions/wanted.ts';
import { curlOf } from '../../web/src/pages/send/curl.ts';
import { notesOn } from '../../web/src/pages/send/notes.ts';

const MINUTE = 60_000;

const inPieces = async function* (text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size);
};

const read = async (text: string, size: number): Promise<string[]> => {
  const found: string[] = [];
  for await (const data of eventData(inPieces(text, size))) found.push(data);
  return found;
};

describe('the feed', () => {
  const text =
    'retry: 1000\n\nid: 1\ndata: {"text":"Grüße 👋"}\n\n: heartbeat\n\nid: 2\ndata: {}\n\nid: 3\ndata: {"cut';

  test.each([1, 2, 3, 7, 1000])('is the same however it is cut, in pieces of %i bytes', async (size) => {
    expect(await read(text, size)).toEqual(['', '{"text":"Grüße 👋"}', '', '{}']);
  });
});

describe('an address', () => {
  test.each([
    ['/', '/', { session: 'default', path: '/', search: '' }],
    ['/', '/jobs/4f2a?status=failed', { session: 'default', path: '/jobs/4f2a', search: '?status=failed' }],
    ['/', '/s/shop', { session: 'shop', path: '/', search: '' }],
    ['/', '/s/shop/jobs?next=a?b', { session: 'shop', path: '/jobs', search: '?next=a?b' }],
    ['/waybill/', '/waybill/', { session: 'default', path: '/', search: '' }],
    ['/waybill/', '/waybill/s/shop/queue', { session: 'shop', path: '/queue', search: '' }],
    ['/', '/s/50%/queue', { session: '50%', path: '/queue', search: '' }],
  ])('below %s, %s says its session and its page', (base, address, place) => {
    expect(readPlace(base, address)).toEqual(place);
  });

  test.each([
    ['/', 'default', '/jobs', '/jobs'],
    ['/', 'shop', '/', '/s/shop/'],
    ['/waybill/', 'default', '/', '/waybill/'],
    ['/waybill/', 'shop', '/jobs?status=failed', '/waybill/s/shop/jobs?status=failed'],
  ])('below %s, the session %s has the page %s at %s', (base, session, to, address) => {
    expect(writePlace(base, session, to)).toBe(address);
    expect(readPlace(base, address)).toMatchObject({ session });
  });
});

describe('the last hour', () => {
  const hour = { from: 10 * MINUTE, completed: [1, 2, 3], failed: [0, 0, 1], received: [0, 4, 5] };

  test.each([
    ['is as it was within its last minute', 12.9, hour],
    [
      'moves on with the minutes, which are empty',
      13.2,
      { from: 11 * MINUTE, completed: [2, 3, 0], failed: [0, 1, 0], received: [4, 5, 0] },
    ],
    [
      'is empty after a long time',
      500,
      { from: 498 * MINUTE, completed: [0, 0, 0], failed: [0, 0, 0], received: [0, 0, 0] },
    ],
    ['does not go back with a clock that is behind', 3, hour],
  ])('%s', (_, now, expected) => {
    expect(upToNow(hour, now * MINUTE)).toEqual(expected);
  });

  test.each([
    [0, [0, 1, 2, 3, 4]],
    [5, [0, 2, 4, 6, 8]],
    [9, [0, 5, 10, 15, 20]],
    [48_213, [0, 12_500, 25_000, 37_500, 50_000]],
    [90_000, [0, 22_500, 45_000, 67_500, 90_000]],
  ])('has a scale of round numbers up to %d or more', (most, scale) => {
    expect(scaleOf(most)).toEqual(scale);
  });
});

test('a message that came in is an arrow from WhatsApp to its chat, and its file one from the chat to the file', () => {
  const row = { index: 1, position: 7, at: 0, from: null, to: null, causation: 0, by: 'whatsapp' };
  const received = { ...row, stream: 'chat/default/6281234567801@s.whatsapp.net', type: 'message.received' };
  const awaited = { ...row, stream: 'media/default/01a22ca2e007404eed', type: 'media.awaited', by: 'system' };
  expect(arrowOf(received, null)).toEqual({ from: 'WhatsApp', to: 'chat' });
  expect(arrowOf(awaited, received)).toEqual({ from: 'chat', to: 'media' });
  expect(arrowOf({ ...received, stream: 'user/01a22ca2e007404eed' }, null)).toBeNull();
  expect(
    [received.stream, awaited.stream, 'contact/default/ct_01a22ca37e926b7579', 'session/default'].map(shortStream),
  ).toEqual(['chat/…4567801', 'media/01a22ca2…', 'contact/…26b7579', 'session/default']);
});

test('whatever is in a message, a shell passes it on as it is', () => {
  const curl = curlOf('http://127.0.0.1:3000/api/whatsapp/send-message', {
    number: '0812',
    message: `it's "$HOME" \`id\` \\ 👋`,
  });
  expect(curl.split('\n').at(-1)).toBe(
    String.raw`  -d '{"number":"0812","message":"it'\''s \"$HOME\" ` + '`id`' + String.raw` \\ 👋"}'`,
  );
});

test('the preview of a message says in words what it cannot show: a link without a preview, and a file fetched later', () => {
  expect(notesOn({ kind: 'text', values: { body: 'See you at nine' } })).toEqual([]);
  expect(notesOn({ kind: 'text', values: { body: 'See https://example.com' } })).toEqual([
    expect.stringContaining('"preview": "auto"'),
  ]);
  expect(notesOn({ kind: 'document', values: {} })).toEqual([]);
  expect(notesOn({ kind: 'document', values: { media: 'med_1' } })).toEqual([
    expect.stringContaining('"fetch": "later"'),
  ]);
});

describe('the form of an endpoint', () => {
  const filled: Wanted = {
    ...NOTHING,
    name: ' Orders ',
    url: ' https://shop.example/hooks ',
    chats: '+6281234567890, 120363041234567890@g.us',
    headers: 'Authorization: Bearer a:b\n\nX-Empty\n',
    batch: { maxEvents: 5, maxDelayMs: 0 },
    start: { from: 'time', time: '2026-01-31T12:00:00.000Z' },
  };

  test('becomes what the gateway wants to make one', () => {
    expect(creationOf(filled)).toEqual({
      name: 'Orders',
      url: 'https://shop.example/hooks',
      events: ['message.*'],
      sessions: '*',
      chats: ['6281234567890@s.whatsapp.net', '120363041234567890@g.us'],
      payload: 'full',
      ordering: 'chat',
      batch: { maxEvents: 5, maxDelayMs: 0 },
      headers: { Authorization: 'Bearer a:b', 'X-Empty': '' },
      startAt: '2026-01-31T12:00:00.000Z',
    });
    expect(creationOf({ ...filled, start: { from: 'position', position: 0 } })).toMatchObject({ startAt: 0 });
    expect(creationOf(NOTHING)).not.toHaveProperty('chats');
    expect([isSpecial(NOTHING), isSpecial(filled)]).toEqual([false, true]);
  });

  test('takes away what was emptied, and leaves the headers alone until they are written', () => {
    expect(changeOf({ ...NOTHING, headers: null })).toMatchObject({ chats: null, batch: null });
    expect(changeOf({ ...NOTHING, headers: null })).not.toHaveProperty('headers');
    expect(changeOf({ ...NOTHING, headers: '' })).toMatchObject({ headers: {} });
    expect(changeOf(NOTHING)).not.toHaveProperty('startAt');
    expect(isComplete({ ...filled, start: { from: 'time', time: '' } })).toBe(false);
  });
});

describe('the form of a session', () => {
  test('says what is wrong with a name, and becomes the requests of the gateway', () => {
    expect(whyNot('-shop', [])).toMatch(/^Up to 32/);
    expect(whyNot('shop', ['shop'])).toMatch(/already/);
    expect(whyNot('shop', [])).toBeNull();
    const wanted = { id: 'shop', label: ' Shop ', country: 'de', proxy: 'another', url: ' socks5://p:1 ' } as const;
    expect(newSession(wanted)).toEqual({ id: 'shop', label: 'Shop', country: 'DE', proxy: 'socks5://p:1' });
    expect(newSession({ ...wanted, label: '', country: '', proxy: 'none' })).toEqual({ id: 'shop' });
    expect(sessionChange({ ...wanted, label: ' ', proxy: 'kept' })).toEqual({ label: null, country: 'DE' });
    expect(sessionChange({ ...wanted, proxy: 'none' })).toMatchObject({ proxy: null });
  });
});
