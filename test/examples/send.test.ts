import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { logIn } from '../support/client.ts';
import { folder } from '../support/process.ts';
import { addressOf, has, nowhere, type OneForAll, oneForAll, python, runExample } from './run.ts';

const MESSAGE = `${String.raw`Grüße 👋 "quoted" \ and 'so' \n %s`}\n\tof\u0001 several\r\n\nlines\n`;

let waybill: OneForAll;
beforeAll(async () => {
  waybill = await oneForAll();
});
afterAll(() => waybill.end());

const LANGUAGES = [
  { language: 'curl', needs: 'curl', command: ['sh', 'send.sh'] },
  { language: 'TypeScript', needs: 'node', command: [process.execPath, 'send.ts'] },
  { language: 'Python', needs: 'python3', command: [python(), 'send.py'] },
  { language: 'PHP', needs: 'php', command: ['php', 'send.php'] },
];

describe.each(LANGUAGES)('the example in $language', { timeout: 300_000 }, ({ needs, command }) => {
  const ended = async (args: readonly string[], env: Readonly<Record<string, string>> = {}) => {
    const { code, said } = await runExample([...command, ...args], { WAYBILL_URL: waybill.url, ...env }).ended();
    return [code, said];
  };

  test('sends, waits for the end, and never sends twice under one key', async ({ skip }) => {
    skip(!has(needs), `${needs} is not on this machine`);
    const { url } = waybill;
    const send = (...args: string[]) => runExample([...command, ...args], { WAYBILL_URL: url }).ended();
    const client = await logIn(url);
    const messages = async () => {
      const { body } = await client.get<{ items: { message: string }[] }>('/api/whatsapp/jobs');
      return body.items.map(({ message }) => message);
    };

    const before = await messages();
    const key = `greeting-${needs}`;
    const first = await send('0812-3456-7890', MESSAGE, key);
    expect(first.said).toMatch(/^queued as [0-9a-f]{18}\ncompleted/);
    expect(first.code).toBe(0);
    expect((await send('0812-3456-7890', MESSAGE, key)).said).toBe(first.said);
    expect(await messages()).toEqual([MESSAGE, ...before]);
  });

  test('ends with 1 where the message does not arrive, or is not taken', async ({ skip }) => {
    skip(!has(needs), `${needs} is not on this machine`);
    const { url } = waybill;
    const send = (number: string) => runExample([...command, number, 'Hello'], { WAYBILL_URL: url }).ended();

    const { code, said } = await send('0812-0000-0404');
    const [, jobId = '', end] = /^queued as (.+)\n(.+)\n$/.exec(said) ?? [];
    const client = await logIn(url);
    const { body } = await client.get<{ failure: { message: string } }>(`/api/whatsapp/jobs/${jobId}`);
    expect([code, end]).toEqual([1, `failed ${body.failure.message}`]);
    const refused = await send('not a number');
    expect(refused.code).not.toBe(0);
    expect(refused.said).toContain('number.invalid');
  });

  test('says in one sentence what is missing', async ({ skip }) => {
    skip(!has(needs), `${needs} is not on this machine`);
    const message = ['0812-3456-7890', 'Hello'];
    const usage = /^Usage: WAYBILL_PASSWORD=… \S+ \S*send\.\w+ NUMBER MESSAGE \[KEY\]\n$/;
    expect(await ended(['0812-3456-7890'])).toEqual([1, expect.stringMatching(usage)]);
    expect(await ended(message, { WAYBILL_PASSWORD: '' })).toEqual([1, 'Set WAYBILL_PASSWORD to your password.\n']);
    const wrong = 'auth.invalid_credentials: The email or the password is not right.\n';
    expect(await ended(message, { WAYBILL_PASSWORD: 'wrong' })).toEqual([1, wrong]);
    const url = await nowhere();
    const silent = `Waybill does not answer at ${url}: is it running?\n`;
    expect(await ended(message, { WAYBILL_URL: url })).toEqual([1, silent]);
  });
});

const KINDS = LANGUAGES.map(({ command: [program = '', file = ''], ...of }) => ({
  ...of,
  command: [program, file.replace('send', 'kinds')],
}));

/** The smallest PNG. */
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const TERMS = '%PDF-1.4\n%%EOF\n';

const pictureIn = (name: string): string => {
  const path = join(folder(), name);
  writeFileSync(path, PICTURE);
  return path;
};

/** A server with a document at `/terms.pdf`. */
const elsewhere = async (): Promise<string> => {
  const server = createServer((request, response) =>
    request.url === '/terms.pdf' ? response.end(TERMS) : response.writeHead(404).end(),
  );
  onTestFinished(() => void server.close());
  return addressOf(server);
};

interface SentMessage {
  readonly type: string;
  readonly message: string | null;
  readonly document?: { readonly media: { readonly id: string } };
  readonly image?: { readonly media: { readonly id: string } };
}

describe.each(KINDS)('the example of kinds in $language', { timeout: 300_000 }, ({ needs, command }) => {
  const run = async (...args: string[]) => {
    const { code, said } = await runExample([...command, ...args], { WAYBILL_URL: waybill.url }).ended();
    return { code, said };
  };

  test('sends a picture, a document from an address and a poll, and never twice under one key', async ({ skip }) => {
    skip(!has(needs), `${needs} is not on this machine`);
    const address = `${await elsewhere()}/terms.pdf`;
    const client = await logIn(waybill.url);
    const jobs = async () => (await client.get<{ items: SentMessage[] }>('/api/whatsapp/jobs')).body.items;

    const before = await jobs();
    const args = ['0812-3456-7890', pictureIn('my "parcel";.png'), address, `kinds-${needs}`];
    const first = await run(...args);
    const queued = ['picture', 'document', 'poll'].map((name) => `${name} queued as [0-9a-f]{18}\n`).join('');
    expect(first.said).toMatch(new RegExp(`^${queued}picture completed ?\ndocument completed ?\npoll completed ?\n$`));
    expect(first.code).toBe(0);
    expect(await run(...args)).toEqual(first);

    const sent = await jobs();
    expect(sent.slice(3)).toEqual(before);
    const [poll, document, picture] = sent;
    expect(poll).toMatchObject({ type: 'poll', poll: { question: 'When may we come?', selectable: 1 } });
    expect(document).toMatchObject({ type: 'document', message: 'Please sign' });
    expect(picture).toMatchObject({ type: 'image', message: 'Your parcel' });
    const mediaOf = async (id = '') => (await client.get<object>(`/api/whatsapp/media/${id}`)).body;
    expect(await mediaOf(picture?.image?.media.id)).toMatchObject({ size: PICTURE.byteLength });
    expect(await mediaOf(document?.document?.media.id)).toMatchObject({
      size: TERMS.length,
      fileName: 'terms.pdf',
    });
  });

  test('says in one sentence what is missing, and what Waybill refuses', async ({ skip }) => {
    skip(!has(needs), `${needs} is not on this machine`);
    const usage = /^Usage: WAYBILL_PASSWORD=… \S+ \S*kinds\.\w+ NUMBER PICTURE ADDRESS \[KEY\]\n$/;
    expect(await run('0812-3456-7890', 'a.png')).toEqual({ code: 1, said: expect.stringMatching(usage) });
    const absent = 'There is no picture no-such.png that can be read.\n';
    expect(await run('0812-3456-7890', 'no-such.png', 'https://example.com')).toEqual({ code: 1, said: absent });
    const { code, said } = await run('0812-3456-7890', pictureIn('a.png'), `${await elsewhere()}/gone.pdf`);
    expect([code, said]).toEqual([1, expect.stringMatching(/^picture queued as \w+\nmedia\.unreachable: .+\n$/)]);
  });
});

test('each example logs in again where its token expires, and says after a few seconds what the message waits for', {
  timeout: 300_000,
}, async () => {
  const runs = LANGUAGES.filter(({ needs }) => has(needs)).map(async ({ language, command }) => {
    const { url, logins } = await slow();
    const example = runExample([...command, '0812-3456-7890', 'Hello'], { WAYBILL_URL: url });
    const { code, said } = await example.ended();
    return { language, code, said: said.trimEnd(), logins: logins() };
  });
  for (const { language, ...told } of await Promise.all(runs))
    expect(told, language).toEqual({ code: 0, said: `queued as 1\n${WAITS}\ncompleted`, logins: 2 });
});

test('each example of kinds logs in again, and says of each message what it waits for', {
  timeout: 300_000,
}, async () => {
  const picture = pictureIn('a.png');
  const runs = KINDS.filter(({ needs }) => has(needs)).map(async ({ language, command }) => {
    const { url, logins } = await slow();
    const line = [...command, '0812-3456-7890', picture, 'https://example.com/terms.pdf'];
    const { code, said } = await runExample(line, { WAYBILL_URL: url }).ended();
    return { language, code, said: said.replaceAll(' \n', '\n'), logins: logins() };
  });
  const queued = 'picture queued as 1\ndocument queued as 1\npoll queued as 1\n';
  const said = `${queued}picture: ${WAITS}\npicture completed\ndocument completed\npoll completed\n`;
  for (const { language, ...told } of await Promise.all(runs))
    expect(told, language).toEqual({ code: 0, said, logins: 2 });
});

const WAITS = 'It waits, because the session is not connected; "start" it.';
const LOOKS_UNTIL_SENT = 5;

const job = (status: string, explanation: string | null) => ({ jobId: '1', status, failure: null, explanation });

/** Accepts a message and reports it as delivered after some requests; its earlier tokens have expired. */
const slow = async () => {
  let logins = 0;
  let looks = 0;
  const server = createServer((request, response) => {
    const answer = (status: number, body: object) =>
      response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
    request.resume();
    if (request.url === '/api/auth/login') {
      logins += 1;
      answer(200, { accessToken: `token-${logins}`, refreshToken: '', tokenType: 'Bearer', expiresIn: 900 });
    } else if (request.method === 'POST') answer(202, { jobId: '1', id: 'med_1', status: 'waiting' });
    else if (request.headers.authorization === 'Bearer token-1')
      answer(401, { status: 401, code: 'auth.invalid_token', detail: 'The access token has expired.' });
    else answer(200, (looks += 1) < LOOKS_UNTIL_SENT ? job('waiting', WAITS) : job('completed', null));
  });
  onTestFinished(() => void server.close());
  return { url: await addressOf(server), logins: () => logins };
};
