import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import type { SandboxControl, SandboxState } from '../../src/sandbox/control.ts';
import { messageIdOf } from '../../src/kernel/message-ids.ts';
import { api, type Ask } from './api.ts';

const JOB = '01a20517768910f10c';

const boxed: SandboxState = {
  connections: [{ account: '6281110000001', since: Date.UTC(2026, 0, 1) }],
  paired: ['6281110000001'],
  devices: 1,
  qrWaiting: false,
  scansByItself: true,
  faults: ['silence'],
  armed: [{ kind: 'silence', times: null, code: null, number: null }],
  account: {
    available: true,
    typing: [{ chat: '6281234567890', state: 'typing' }],
    watches: [],
    profile: { name: 'Toko Sari', about: null, pictureUrl: null },
  },
};

/** A text without anything special, as the sandbox tells of it. */
const plain = {
  type: 'text',
  content: { kind: 'text', body: 'Hello' },
  file: null,
  replyTo: null,
  mentions: [],
  forwarded: 0,
  expiration: null,
  viewOnce: false,
} as const;
/** The same in an answer. */
const { content: _, ...rest } = plain;
const answered = { ...rest, details: { type: 'text', body: 'Hello' } };

const inboxes: SandboxControl['inboxes'] = (number = '6281234567890') => [
  {
    number,
    messages: [
      { messageId: '3EB0', from: '6281110000001', text: 'Hello', ...plain, at: 0, copies: 2, receipt: 'delivered' },
    ],
  },
];

const no = () => false;
const yes = () => true;

/** A control that records its calls, and answers as it is told. */
const recording = (answers: Partial<SandboxControl> = {}) => {
  const asked: unknown[] = [];
  const control: Partial<SandboxControl> = {
    show: yes,
    scan: yes,
    typeCode: yes,
    receipt: yes,
    deliver: () => ({ messageId: '3A01' }),
    ...answers,
  };
  const watched = new Proxy({ state: () => boxed, inboxes, ...answers } as SandboxControl, {
    get: (target, name: keyof SandboxControl) =>
      name === 'state' || name === 'inboxes'
        ? target[name]
        : (...given: unknown[]) => {
            asked.push([name, ...given]);
            return (control[name] as ((...given: unknown[]) => unknown) | undefined)?.(...given);
          },
  });
  return { control: watched, asked };
};

const state = {
  connections: [{ account: '6281110000001', since: '2026-01-01T00:00:00.000Z' }],
  paired: ['6281110000001'],
  qrWaiting: false,
  scansByItself: true,
  faults: ['silence'],
  armed: [{ kind: 'silence', times: null, code: null, number: null }],
  account: boxed.account,
};

describe('the sandbox', () => {
  test.each<[line: string, ask: Ask, asked: unknown[]]>([
    ['POST /api/sandbox/scan', {}, ['scan']],
    ['POST /api/sandbox/scan', { json: { byItself: false } }, ['scansByItself', false]],
    ['POST /api/sandbox/type-code', { json: { code: 'K7TQ2M4P' } }, ['typeCode', 'K7TQ2M4P']],
    [
      'POST /api/sandbox/receipt',
      { json: { number: '+62 812-3456-7890', messageId: '3EB0', kind: 'read' } },
      ['receipt', '6281234567890', '3EB0', 'read'],
    ],
    ['POST /api/sandbox/drop', {}, ['drop', 'close']],
    ['POST /api/sandbox/drop', { json: { mode: 'after_write' } }, ['drop', 'after_write']],
    ['POST /api/sandbox/stream-error', { json: { code: 515 } }, ['streamError', 515]],
    ['POST /api/sandbox/refuse', { json: { code: 503, how: 'http' } }, ['refuse', 503, 1, 'http']],
    ['POST /api/sandbox/silence', {}, ['silence', true]],
    ['POST /api/sandbox/silence', { json: { on: false } }, ['silence', false]],
    ['POST /api/sandbox/lose-ack', { json: { times: 2 } }, ['loseAck', 2, undefined]],
    ['POST /api/sandbox/lose-ack', { json: { times: 2, number: null } }, ['loseAck', 2, undefined]],
    ['POST /api/sandbox/ack-error', { json: { code: 463, number: '62812345' } }, ['ackError', 463, 1, '62812345']],
    ['POST /api/sandbox/rate-overlimit', { json: { times: 3 } }, ['rateOverlimit', 3]],
    ['POST /api/sandbox/media-conn-error', {}, ['mediaConnError', 429, 1]],
    [
      'POST /api/sandbox/media-fault',
      { json: { how: 'refused', code: 410, transfer: 'download', times: 2 } },
      ['mediaFault', { how: 'refused', code: 410, transfer: 'download' }, 2],
    ],
    ['POST /api/sandbox/media-fault', { json: { how: 'cut' } }, ['mediaFault', { how: 'cut' }, 1]],
    ['POST /api/sandbox/media-fault', { json: { how: 'full' } }, ['mediaFault', { how: 'full', code: 507 }, 1]],
    ['POST /api/sandbox/disarm', { json: { kind: 'lose_ack' } }, ['disarm', 'lose_ack']],
    ['POST /api/sandbox/online', { json: { number: '6281234560005' } }, ['online', '6281234560005']],
    ['POST /api/sandbox/clear', { json: { inboxes: true } }, ['clear', { inboxes: true }]],
  ])('does as it is told, and answers its state: %s (%#)', async (line, ask, expected) => {
    const { control, asked } = recording();
    const { json } = await api({ sandbox: control });
    expect(await json(line, ask)).toMatchObject({ status: 200, body: state });
    expect(asked).toEqual([expected]);
  });

  test('scans the QR that it is shown', async () => {
    const { control, asked } = recording();
    const { json } = await api({ sandbox: control });
    expect((await json('POST /api/sandbox/scan', { json: { qr: '2@new' } })).status).toBe(200);
    expect(asked).toEqual([['show', '2@new'], ['scan']]);
  });

  test('does not mind being asked to scan after it has scanned by itself', async () => {
    const { control } = recording({ scan: no });
    const { json } = await api({ sandbox: control });
    expect((await json('POST /api/sandbox/scan')).status).toBe(200);
  });

  test('shows its state, its phones and the numbers that misbehave', async () => {
    const { control } = recording();
    const { json } = await api({ sandbox: control });
    expect((await json('GET /api/sandbox/state')).body).toEqual(state);
    expect((await json('GET /api/sandbox/inbox?number=%2B62812345')).body).toEqual({
      items: [
        {
          number: '62812345',
          messages: [
            {
              messageId: '3EB0',
              from: '6281110000001',
              text: 'Hello',
              ...answered,
              at: '1970-01-01T00:00:00.000Z',
              copies: 2,
              receipt: 'delivered',
            },
          ],
        },
      ],
    });
    expect((await json('GET /api/sandbox/test-numbers')).body.items).toContainEqual({
      digits: '0404',
      sentence: expect.any(String),
    });
  });

  test('shows phones, newest first, and both sides of a chat', async () => {
    const messageId = messageIdOf(JOB);
    const reactions = [{ from: 'contact', emoji: '👍' }] as const;
    const seen = { messageId, from: 'gateway', text: 'Hello', at: 0, copies: 2, receipt: 'read' } as const;
    const last = { ...seen, ...plain, reactions, edited: true, deleted: false };
    const phone = { number: '62812345', nature: null, off: false, waiting: 0, unread: 0, last };
    const { control, asked } = recording();
    const shown = { phones: () => [phone], chat: () => ({ ...phone, bubbles: [last], earlier: 7 }) };
    const { json } = await api({ sandbox: { ...control, ...shown, state: () => boxed } });
    const told = {
      ...seen,
      ...answered,
      reactions,
      edited: true,
      deleted: false,
      jobId: JOB,
      at: '1970-01-01T00:00:00.000Z',
    };
    expect((await json('GET /api/sandbox/phones')).body).toEqual({ items: [{ ...phone, last: told }] });
    const chat = await json('GET /api/sandbox/phones/%2B62%20812345?limit=1');
    expect(chat.body).toEqual({ ...phone, last: told, bubbles: [told], earlier: 7 });
    expect(asked).toEqual([]);
  });

  test('says when something has changed, until nobody listens', async () => {
    let change: (() => void) | null = null;
    let listening = 0;
    const onChange = (listener: () => void) => {
      change = listener;
      listening += 1;
      return () => {
        listening -= 1;
      };
    };
    const { ask } = await api({ sandbox: { ...recording().control, state: () => boxed, onChange } });
    const answer = await ask('GET /api/sandbox/live');
    expect(answer.headers.get('content-type')).toBe('text/event-stream');
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
    const next = async () => (await reader?.read())?.value;
    expect(await next()).toContain('retry: ');
    expect(listening).toBe(1);
    (change as (() => void) | null)?.();
    expect(await next()).toBe('event: changed\ndata: {}\n\n');
    await reader?.cancel();
    expect(listening).toBe(0);
  });

  test('writes every kind from a contact, with its file and its circumstances', async () => {
    const { control, asked } = recording({ write: async () => ({ messageId: '3A02' }) });
    const { json } = await api({ sandbox: control });
    const write = (content: object, more: object = {}) =>
      json('POST /api/sandbox/write', { json: { from: '62812345', content, ...more } });
    const file = { data: Buffer.from('bytes').toString('base64'), mimetype: 'image/png' };
    expect(await write({ type: 'image', file }, { replyTo: '3EB0', viewOnce: true })).toMatchObject({
      status: 200,
      body: { messageId: '3A02' },
    });
    await write({ type: 'poll', question: 'Lunch?', options: ['a', 'b'] });
    const trouble = { kind: 'undecryptable', how: 'bad_mac' };
    await write({ type: 'edit', of: '3A01', body: 'Hello' }, { trouble, ageSeconds: 60, address: 'lid' });
    const facts = { width: null, height: null, seconds: null, thumbnail: null, waveform: null };
    expect(asked).toEqual([
      [
        'write',
        '62812345',
        { kind: 'image', caption: null, file: { ...facts, mimetype: 'image/png', bytes: Buffer.from('bytes') } },
        { replyTo: '3EB0', viewOnce: true },
        {},
      ],
      [
        'write',
        '62812345',
        { kind: 'poll', question: 'Lunch?', options: ['a', 'b'], selectable: 0, secret: null },
        {},
        {},
      ],
      [
        'write',
        '62812345',
        { kind: 'edit', of: '3A01', content: { kind: 'text', body: 'Hello' } },
        {},
        { trouble: { ...trouble, times: 1 }, age: 60, address: 'lid' },
      ],
    ]);
    expect((await write({ type: 'image', file: { ...file, data: 'no base64!' } })).status).toBe(422);
    expect((await write({ type: 'song', file })).status).toBe(422);
  });

  test('hands out the file of a message, and never as a page that a browser runs', async () => {
    const bytes = Buffer.from('<script>');
    const open = () => Readable.from([bytes]);
    const file = (mimetype: string) => async () => ({ mimetype, size: bytes.length, sha256: 'ab', open });
    const line = 'GET /api/sandbox/phones/62812345/messages/3EB0/file';
    const types = [];
    for (const mimetype of ['image/jpeg', 'audio/ogg; codecs=opus', 'text/html', 'image/svg+xml', 'a\r\nb: c']) {
      const { ask } = await api({ sandbox: recording({ file: file(mimetype) }).control });
      const answer = await ask(line);
      expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true);
      expect(answer.headers.get('content-security-policy')).toContain('sandbox');
      types.push(answer.headers.get('content-type'));
    }
    const opaque = 'application/octet-stream';
    expect(types).toEqual(['image/jpeg', 'audio/ogg', opaque, opaque, opaque]);
    const { json } = await api({ sandbox: recording({ file: async () => null }).control });
    expect(await json(line)).toMatchObject({ status: 404, body: { code: 'sandbox.not_found' } });
  });

  test('shows a file without its key, and of a deleted message nothing', async () => {
    const media = { mimetype: 'image/png', size: 1, sha256: 'ab', width: 1, height: 1, seconds: null };
    const sealed = { directPath: '/v/image/x', key: 'secret', sha256: 'secret' };
    const shown = { ...media, thumbnail: null, waveform: null };
    const content = { kind: 'image', caption: null, media: { ...shown, sealed } } as const;
    const said = { messageId: '1', from: 'contact', text: '[image]', at: 0, copies: 1, receipt: 'none' } as const;
    const whole = { state: 'whole', problem: null } as const;
    const bubble = { ...said, ...plain, type: 'image', content, file: whole, reactions: [], edited: false } as const;
    const phone = { number: '62812345', nature: null, off: false, waiting: 0, unread: 0, last: null };
    const bubbles = [false, true].map((deleted) => ({ ...bubble, deleted }));
    const { control } = recording();
    const { json } = await api({ sandbox: { ...control, chat: () => ({ ...phone, bubbles, earlier: 0 }) } });
    const { body } = await json('GET /api/sandbox/phones/62812345');
    expect(body['bubbles']).toMatchObject([
      { type: 'image', details: { type: 'image', caption: null, media: shown }, file: whole },
      { type: 'image', details: null, deleted: true },
    ]);
    expect(JSON.stringify(body)).not.toContain('secret');
  });

  test('writes to the gateway from a contact', async () => {
    const { control } = recording();
    const { json } = await api({ sandbox: control });
    const { status, body } = await json('POST /api/sandbox/deliver', { json: { from: '6281234567890', text: 'Hi' } });
    expect([status, body]).toEqual([200, { messageId: '3A01' }]);
  });

  test.each<[line: string, ask: Ask]>([
    ['POST /api/sandbox/scan', {}],
    ['POST /api/sandbox/scan', { json: { qr: 'old' } }],
    ['POST /api/sandbox/type-code', { json: { code: 'WRONG' } }],
    ['POST /api/sandbox/receipt', { json: { number: '6281234567890', messageId: 'none', kind: 'read' } }],
  ])('says when there is nothing to do it with: %s', async (line, ask) => {
    const { control } = recording({
      show: no,
      scan: no,
      typeCode: no,
      receipt: no,
      state: () => ({ ...boxed, paired: [] }),
    });
    const { json } = await api({ sandbox: control });
    expect(await json(line, ask)).toMatchObject({ status: 404, body: { code: 'sandbox.not_found' } });
  });

  test.each<[line: string, ask: Ask, status: number]>([
    ['GET /api/sandbox/state', { token: null }, 401],
    ['POST /api/sandbox/online', { json: { number: 'Anna' } }, 422],
    ['POST /api/sandbox/disarm', { json: { kind: 'rain' } }, 422],
    ['GET /api/sandbox/phones/anna', {}, 422],
    ['POST /api/sandbox/ack-error', { json: { code: 'bad' } }, 422],
    ['POST /api/sandbox/lose-ack', { json: { times: 0 } }, 422],
    ['POST /api/sandbox/ack-error', {}, 415],
  ])('refuses what makes no sense: %s (%#)', async (line, ask, status) => {
    const { control, asked } = recording();
    const { json } = await api({ sandbox: control });
    expect((await json(line, ask)).status).toBe(status);
    expect(asked).toEqual([]);
  });
});
