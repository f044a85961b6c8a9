/**
 * Bytes and names that mean harm, through the routes: each gets a clear refusal, or becomes a message that harms nobody.
 * `media/hostile.test.ts` shows how the workshop reads the same bytes.
 */
import { buffer } from 'node:stream/consumers';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { animation, NAMING_FILES, png, zipBomb } from '../media/support/bombs.ts';
import { make, placeOf } from '../media/support/workshop.ts';
import { appOver } from '../support/http-over.ts';
import { plainName } from '../../src/messages/media-source.ts';
import { SYSTEM } from '../../src/kernel/caller.ts';
import { type RunningWithSandbox, runningWithSandbox } from '../support/running-with-sandbox.ts';

const NUMBER = '6281234567801';
const ANNA = { email: 'anna@example.com', password: 'correct horse' };

const FORM = 'multipart/form-data; boundary=cut';
const PDF = Buffer.from('%PDF-1.7\n%\x01\n');

const place = placeOf();
let run: RunningWithSandbox;
type Headers = Readonly<Record<string, string>>;
let ask: (line: string, sent?: string | Uint8Array | FormData, headers?: Headers) => Promise<Response>;

beforeAll(async () => {
  make('-f', 'lavfi', '-i', 'sine=frequency=300:duration=1', place.at('secret.mp3'));
  run = await runningWithSandbox({ media: true });
  await run.ready();
  const { app, accounts } = await appOver(run);
  await accounts.users.add({ ...ANNA, role: 'admin' }, SYSTEM);
  const login = await accounts.logins.login(ANNA, { address: null, correlation: null });
  if (!login.ok) throw new Error('Anna cannot log in');
  const authorization = `Bearer ${login.value.accessToken}`;
  ask = async (line, sent, headers = {}) => {
    const [method = '', path = ''] = line.split(' ');
    const body = sent instanceof Uint8Array ? Uint8Array.from(sent) : sent;
    return app.request(path, {
      method,
      headers: { authorization, ...headers },
      ...(body === undefined ? {} : { body }),
    });
  };
});
afterAll(async () => {
  await run.close();
  place.clear();
});

interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>> & { readonly [known in 'id' | 'jobId' | 'code']: string };
}

const json = async (asked: Promise<Response>): Promise<Answer> => {
  const answer = await asked;
  return { status: answer.status, body: (await answer.json()) as Answer['body'] };
};

/** Uploads bytes under a type that the caller claims. */
const upload = (bytes: Uint8Array, type: string): Promise<Answer> =>
  json(ask('POST /api/whatsapp/media', bytes, { 'content-type': type }));

const sendAs = (type: string, member: object): Promise<Answer> => {
  const message = JSON.stringify({ to: NUMBER, type, [type]: member });
  return json(ask('POST /api/whatsapp/messages', message, { 'content-type': 'application/json' }));
};

/** Status and code of sending an upload as each of these types. */
const answersAs = async (id: string, types: readonly string[]) =>
  Object.fromEntries(
    await Promise.all(
      types.map(async (type) => {
        const { status, body } = await sendAs(type, { media: { id } });
        return [type, `${status} ${body.code}`] as const;
      }),
    ),
  );

/** Sends a message with a file: its job, what the phone shows, and the bytes that the phone has fetched. */
const atPhone = async (type: string, member: object) => {
  const { status, body } = await sendAs(type, member);
  expect([status, body]).toEqual([202, expect.anything()]);
  expect((await run.ended(body.jobId)).at(-1)).toMatchObject({ type: 'job.completed' });
  const messageId = String(body['messageId']);
  const shown = run.control.inboxes(NUMBER)[0]?.messages.find((message) => message.messageId === messageId);
  const file = await run.control.file(NUMBER, messageId);
  const { body: job } = await json(ask(`GET /api/whatsapp/jobs/${body.jobId}`));
  return { job, shown, bytes: file && (await buffer(file.open())) };
};
const documentAtPhone = (member: object) => atPhone('document', member);

/** The bytes of an upload as a browser would get them. */
const served = async (id: string) => {
  const answer = await ask(`GET /api/whatsapp/media/${id}/content`);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  expect(answer.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
  const [how = '', name = ''] = (answer.headers.get('content-disposition') ?? '').split('; ');
  return { type: answer.headers.get('content-type'), how, name, bytes: Buffer.from(await answer.arrayBuffer()) };
};

const MEDIA_USES = ['image', 'sticker', 'video', 'audio', 'voice'] as const;
const MISMATCH = '422 media.type_mismatch';
const UNREADABLE = '422 media.unreadable';
const NO_FORM = { image: MISMATCH, sticker: MISMATCH, video: MISMATCH, audio: MISMATCH, voice: MISMATCH };
const NO_PICTURE = { ...NO_FORM, image: UNREADABLE, sticker: UNREADABLE };
const ATTACHED = { type: 'application/octet-stream', how: 'attachment' };
const SHOWN = { how: 'inline' };

const gif = (): Promise<Buffer> =>
  sharp({ create: { width: 20, height: 20, channels: 3, background: 'red' } })
    .gif()
    .toBuffer();

describe('bytes that mean harm are refused in every form that would read them, and are bytes as a document', () => {
  test.each<[what: string, bytes: () => Promise<Buffer> | Buffer, claimed: string, answers: object, how: object]>([
    ['a picture of 50,000 × 50,000 pixels', () => png(50_000, 50_000, 50_000), 'image/png', NO_PICTURE, SHOWN],
    ['an animated WebP of 10,000 frames', () => animation(10_000), 'image/webp', NO_PICTURE, SHOWN],
    ['a bomb in a document', zipBomb, 'application/zip', NO_FORM, ATTACHED],
    ['a PDF that is an archive too', () => Buffer.concat([PDF, zipBomb()]), 'application/zip', NO_FORM, ATTACHED],
    ...NAMING_FILES.map(
      ([what, words]) =>
        [
          `${what}, called a film`,
          () => Buffer.from(words(place.at('secret.mp3'))),
          'video/mp4',
          NO_FORM,
          ATTACHED,
        ] as [string, () => Buffer, string, object, object],
    ),
  ])('%s', async (_, make, claimed, answers, how) => {
    const bytes = await make();
    const { status, body } = await upload(bytes, claimed);
    expect([status, body['size'], body['width'], body['seconds']]).toEqual([201, bytes.length, null, null]);
    expect(await answersAs(body.id, MEDIA_USES)).toEqual(answers);
    expect(await served(body.id)).toMatchObject({ ...how, bytes });
    expect((await documentAtPhone({ media: { id: body.id } })).bytes).toEqual(bytes);
  });

  test('a GIF that is a page too is a picture, and the page does not reach a phone that shows it', async () => {
    const bytes = Buffer.concat([await gif(), Buffer.from('<html><script>alert(1)</script></html>')]);
    const { body } = await upload(bytes, 'text/html');
    expect(body).toMatchObject({ mimetype: 'image/gif', kind: 'image' });
    expect(await served(body.id)).toMatchObject({ type: 'image/gif', how: 'inline' });
    expect((await atPhone('image', { media: { id: body.id } })).bytes?.includes('alert')).toBe(false);
  });
});

describe('a file name that means harm', () => {
  const data = Buffer.from('hello').toString('base64');
  const NAMES: readonly (readonly [what: string, name: string, plain: string | null])[] = [
    ['climbs', '../../etc/passwd', 'passwd'],
    ['is absolute', 'C:\\Windows\\system.ini', 'system.ini'],
    ['is a folder', '..', null],
    ['has U+0000 and a line end', 'a\0b\r\nSet-Cookie: x=1.pdf', 'abSet-Cookie: x=1.pdf'],
    ['turns its direction', 'invoice\u202Efdp.exe', 'invoicefdp.exe'],
    ['has half a character', 'half\uD800.pdf', 'half\uFFFD.pdf'],
    ['is only the number of an invoice', 'INV/2026/001.pdf', 'INV/2026/001.pdf'],
  ];

  test.each(NAMES)('in a message, %s: the answer, the bytes and the phone have a plain one', async (_, name, plain) => {
    const ofUpload = await documentAtPhone({ media: { data, fileName: name } });
    expect(ofUpload.shown?.content).toMatchObject({ fileName: plain ?? 'file' });
    const { media } = ofUpload.job['document'] as { media: { id: string } };
    expect((await json(ask(`GET /api/whatsapp/media/${media.id}`))).body['fileName']).toBe(plain);
    const name8 = `filename*=UTF-8''${encodeURIComponent(plain ?? 'file')}`;
    expect(await served(media.id)).toMatchObject({ ...ATTACHED, name: name8 });
    const ofMember = await documentAtPhone({ media: { data }, fileName: name });
    expect(ofMember.shown?.content).toMatchObject({ fileName: plain ?? 'file' });
  });

  test.each(NAMES)('of an upload, %s: it has a plain one', async (_, name, plain) => {
    const wellFormed = name.toWellFormed();
    const query = `POST /api/whatsapp/media?fileName=${encodeURIComponent(wellFormed)}`;
    expect((await json(ask(query, 'hello'))).body['fileName']).toBe(plain);
    const form = `--cut\r\nContent-Disposition: form-data; name="file"; filename="${wellFormed}"\r\n\r\nhello\r\n--cut--\r\n`;
    const inForm = await json(ask('POST /api/whatsapp/media', form, { 'content-type': FORM }));
    expect([inForm.status, plainName(String(inForm.body['fileName']))]).toEqual([201, String(inForm.body['fileName'])]);
  });

  test('of 10,000 characters is refused, and in a form it is left out', async () => {
    const name = 'x'.repeat(10_000);
    const long = { status: 422, body: { code: 'request.invalid' } };
    expect(await json(ask(`POST /api/whatsapp/media?fileName=${name}`, 'hello'))).toMatchObject(long);
    expect(await sendAs('document', { media: { data, fileName: name } })).toMatchObject(long);
    expect(await sendAs('document', { media: { data }, fileName: name })).toMatchObject(long);
    const form = new FormData();
    form.append('file', new Blob(['hello']), name);
    const inForm = await json(ask('POST /api/whatsapp/media', form));
    expect(inForm).toMatchObject({ status: 201, body: { fileName: null } });
  });
});
