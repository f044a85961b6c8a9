/** `waybill send` beside a gateway in this process, over a real socket and a real lock. */
import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { askedOf, messageOf } from '../../src/cli/send-line.ts';
import { parseLine } from '../../src/cli/args.ts';
import { send } from '../../src/cli/send.ts';
import type { Api, Body } from '../http/api.ts';
import { folder } from '../support/process.ts';
import { beside } from './beside.ts';
import { waybill } from './fake-shell.ts';

const NUMBER = '6281234567890';
/** A gateway that a command line finds. */
const running = async () => {
  const found = await beside();
  found.lock.announce({ url: found.server.url, ticket: found.ticket });
  return found;
};

const fileOf = (name: string, bytes: string | Uint8Array = 'the terms'): string => {
  const path = join(folder(), name);
  writeFileSync(path, bytes);
  return path;
};

const jobIn = async (anna: Api, out: string): Promise<Body> => {
  const [, jobId] = /^queued as ([0-9a-f]{18}), message 3EB0[0-9A-F]{18}$/m.exec(out) ?? [];
  return (await anna.json(`GET /api/whatsapp/jobs/${jobId}`)).body;
};

test('queues a text with all that may stand beside it, as the command line', async () => {
  const { env, anna } = await running();
  anna.facts();
  const line = ['send', NUMBER, 'For @628115550001: it is on its way', '--priority', 'high', '--client-ref', 'order-1'];
  const more = ['--mention', '628115550001', '--mention', '628115550002'];
  const sendAt = new Date(anna.clock.now() + 60_000).toISOString();
  const { exit, err, out } = await waybill([...line, ...more, '--send-at', sendAt], { env });
  expect([exit, err]).toEqual([0, '']);
  expect(await jobIn(anna, out)).toMatchObject({
    type: 'text',
    message: 'For @628115550001: it is on its way',
    to: NUMBER,
    priority: 'HIGH',
    clientRef: 'order-1',
    mentions: ['628115550001@s.whatsapp.net', '628115550002@s.whatsapp.net'],
    sendAt,
  });
  expect(anna.facts()).toEqual(['job.queued']);
  expect(anna.log.page({ after: 0, limit: 100 }).at(-1)).toMatchObject({ by: 'system' });
});

test('sends nothing twice under one key, and answers a message by its id', async () => {
  const { env, anna } = await running();
  const first = await waybill(['send', NUMBER, 'Hello', '--key', 'greeting'], { env });
  expect((await waybill(['send', NUMBER, 'Hello', '--key', 'greeting'], { env })).out).toBe(first.out);
  const { messageId } = await jobIn(anna, first.out);
  const reply = await waybill(['send', NUMBER, 'And goodbye', '--reply-to', String(messageId)], { env });
  expect(await jobIn(anna, reply.out)).toMatchObject({ replyTo: messageId });
});

test('uploads a file and sends it with its caption, its name and the same bytes', async () => {
  const { env, anna } = await running();
  const bytes = Buffer.alloc(300_000, 'waybill ');
  const path = fileOf('terms.pdf', bytes);
  const { exit, out } = await waybill(['send', NUMBER, 'Please sign', '--file', path, '--name', 'Terms.pdf'], { env });
  expect(exit).toBe(0);
  const job = await jobIn(anna, out);
  expect(job).toMatchObject({ type: 'document', message: 'Please sign', document: { fileName: 'Terms.pdf' } });
  const { media } = job['document'] as { media: { id: string } };
  const content = await anna.ask(`GET /api/whatsapp/media/${media.id}/content`);
  expect(Buffer.from(await content.arrayBuffer()).equals(bytes)).toBe(true);
});

test('reads a text or a file from standard input', async () => {
  const { env, anna } = await running();
  const text = await waybill(`send ${NUMBER} -`, { env, input: 'from a pipe\n' });
  expect((await jobIn(anna, text.out))['message']).toBe('from a pipe');
  const file = await waybill(`send ${NUMBER} --file - --as document --name a.txt`, { env, input: 'some bytes' });
  expect(await jobIn(anna, file.out)).toMatchObject({ type: 'document', document: { fileName: 'a.txt' } });
});

test('waits for the end, and its exit says which one it was', async () => {
  const { env, anna } = await running();
  await anna.ready();
  expect(await waybill(`send ${NUMBER} Hello --wait`, { env })).toMatchObject({
    exit: 0,
    lines: [expect.stringMatching(/^queued as /), 'completed'],
  });
  anna.script.replies.check = () => ({ registered: false });
  expect(await waybill(`send 6281200000404 Hello --wait`, { env })).toMatchObject({
    exit: 1,
    lines: [expect.stringMatching(/^queued as /), 'failed: The number is not on WhatsApp.'],
  });
});

test('an interruption while it waits leaves the message, and says where it ends', async () => {
  const { env } = await running();
  const interrupt = new AbortController();
  const heard = () => interrupt.abort('SIGINT');
  expect(await waybill(`send ${NUMBER} Hello --wait`, { env, heard, stop: interrupt.signal })).toMatchObject({
    exit: 1,
    err: expect.stringMatching(/^Interrupted\. The message goes on: GET \/api\/whatsapp\/jobs\/\w{18} tells/),
  });
});

test('an interruption of an upload ends it, and nothing is sent or kept', async () => {
  const { env, anna } = await running();
  anna.facts();
  const interrupt = new AbortController();
  const stream = Readable.from(
    (async function* () {
      yield Buffer.alloc(70_000);
      interrupt.abort('SIGINT');
      yield Buffer.alloc(70_000);
    })(),
  );
  expect(await waybill(`send ${NUMBER} --file -`, { env, stream, stop: interrupt.signal })).toMatchObject({
    exit: 1,
    err: 'Interrupted while the file was uploaded. Nothing was sent.',
  });
  expect(stream.destroyed).toBe(true);
  expect(anna.facts()).toEqual([]);
});

test.each([
  [`send ${NUMBER}`, /^waybill send needs TEXT, or --file PATH\./],
  ['send', /^waybill send needs NUMBER\./],
  [`send ${NUMBER} Hello there`, /^waybill send does not take "there"\./],
  [`send ${NUMBER} Hello --voice`, /^--voice is about a file: name one with --file PATH\./],
  [`send ${NUMBER} --file a --voice --sticker`, /^A file is sent in one way/],
  [`send ${NUMBER} --file a --as song`, /^--as is image, video, audio, voice, document, sticker, not "song"\./],
  [`send ${NUMBER} Hello --file a --voice`, /^A voice note has no caption: leave TEXT out/],
  [`send ${NUMBER} --file a --as document --view-once`, /^A document cannot be sent to be viewed once/],
  [`send ${NUMBER} - --file -`, /^Standard input is the text or the file, not both\./],
])('%s is not understood, and says what to do', async (line, sentence) => {
  const { exit, err } = await waybill(line);
  expect([exit, err]).toEqual([64, expect.stringMatching(sentence)]);
  expect(err).toContain('See: waybill send --help');
});

test('a file that cannot be read is named, and nothing is sent', async () => {
  const { env, anna } = await running();
  anna.facts();
  const attempt = async (path: string) => {
    const { exit, err } = await waybill(['send', NUMBER, '--file', path], { env });
    return [exit, err];
  };
  const inside = folder();
  expect(await attempt(join(inside, 'no.png'))).toEqual([74, expect.stringMatching(/no\.png is not there: name a/)]);
  expect(await attempt(inside)).toEqual([74, expect.stringMatching(/ is a folder: name a file in it/)]);
  expect(await attempt(join(fileOf('a'), 'b'))).toEqual([74, expect.stringMatching(/b is not there: name a/)]);
  expect(await attempt('a\0b')).toEqual([74, expect.stringContaining('cannot be read')]);
  expect(anna.facts()).toEqual([]);
});

test('what Waybill refuses ends with its sentence: a file that is too large, a number, a session', async () => {
  const { env, anna } = await running();
  anna.facts();
  const large = fileOf('large.bin');
  truncateSync(large, 200 * 1_048_576);
  expect(await waybill(['send', NUMBER, '--file', large], { env })).toMatchObject({
    exit: 1,
    err: expect.stringContaining('Send a smaller file, or raise WAYBILL_MEDIA_MAX_MB.'),
  });
  expect(await waybill('send nobody Hello', { env })).toMatchObject({
    exit: 1,
    err: 'not a number',
  });
  expect(await waybill(`send ${NUMBER} Hello --session nowhere`, { env })).toMatchObject({
    exit: 1,
    err: expect.stringContaining('nowhere'),
  });
  expect(anna.facts()).toEqual([]);
});

test('where no gateway runs, it says how to have one', async () => {
  const { env, lock } = await beside();
  expect(await waybill(`send ${NUMBER} Hello`, { env: { WAYBILL_DATA: folder() } })).toMatchObject({
    exit: 69,
    err: expect.stringMatching(/^No gateway runs on the data folder .*\nStart it \('waybill start'\)/),
  });
  lock.release();
  expect(await waybill(`send ${NUMBER} Hello`, { env })).toMatchObject({
    exit: 69,
    err: expect.stringMatching(/^No gateway runs/),
  });
});

test('with a password it logs in at an address, and its messages are that user’s', async () => {
  const { anna, server } = await beside();
  const env = {
    WAYBILL_DATA: folder(),
    WAYBILL_URL: `${server.url}/`,
    WAYBILL_EMAIL: 'anna@example.com',
    WAYBILL_PASSWORD: 'correct horse',
  };
  expect((await waybill(`send ${NUMBER} Hello`, { env })).exit).toBe(0);
  expect(anna.log.page({ after: 0, limit: 100 }).at(-1)).toMatchObject({ type: 'job.queued', by: anna.userId });
  expect(await waybill(`send ${NUMBER} Hello`, { env: { ...env, WAYBILL_PASSWORD: 'wrong' } })).toMatchObject({
    exit: 1,
    err: 'The email or the password is not right.',
  });
  await server.close();
  expect(await waybill(`send ${NUMBER} Hello`, { env })).toMatchObject({
    exit: 69,
    err: expect.stringMatching(/does not answer at .*\nIs it running\?$/),
  });
});

test('logs in again where its token has expired while it waits', async () => {
  const { anna, server } = await beside();
  const env = {
    WAYBILL_DATA: folder(),
    WAYBILL_URL: server.url,
    WAYBILL_EMAIL: 'anna@example.com',
    WAYBILL_PASSWORD: 'correct horse',
  };
  const heard = (line: string) => {
    if (!line.startsWith('queued')) return;
    anna.clock.advance(16 * 60_000);
    void anna.ready();
  };
  expect(await waybill(`send ${NUMBER} Hello --wait`, { env, heard })).toMatchObject({ exit: 0 });
});

const typed = (line: string, kind: string) => {
  const asked = askedOf(parseLine('send', send, line.split(' ')));
  return messageOf(asked, asked.text, { id: 'med_1', kind });
};

test.each([
  ['image', 'image'],
  ['video', 'video'],
  ['audio', 'audio'],
  ['document', 'document'],
  ['sticker', 'image'],
  ['something newer', 'document'],
])('bytes that are %s go as %s, unless the line says otherwise', (kind, type) => {
  const media = { id: 'med_1' };
  expect(typed('1 --file a', kind)).toEqual({ to: '1', type, [type]: { media } });
  expect(typed('1 --file a --voice', kind)).toEqual({ to: '1', type: 'voice', voice: { media } });
  expect(typed('1 --file a --sticker', kind)).toEqual({ to: '1', type: 'sticker', sticker: { media } });
});

test('a caption, a view once and everybody find their place', () => {
  expect(typed('1 Look --file a --view-once --mention 628 --mention all', 'image')).toEqual({
    to: '1',
    type: 'image',
    image: { media: { id: 'med_1' }, caption: 'Look', viewOnce: true },
    mentions: 'all',
  });
  expect(() => typed('1 Look --file a', 'audio')).toThrow('An audio file has no caption');
});
