/** The requests of docs/api.md that readers paste, against the routes. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CONTENT_KINDS } from '../../src/messages/content.ts';
import { type Api, api } from '../http/api.ts';
import { ROOT } from '../tidy/source-files.ts';

const GUIDE = readFileSync(join(ROOT, 'docs/api.md'), 'utf8');

/** The JSON of each `say '…'`, before a shell puts in what it knows. */
const SAID = [...GUIDE.matchAll(/^say '(.+)'$/gm)].map(([, json = '']) => json);

/** As a shell would: between the quotes stand variables and one command. This Waybill reads digits only. */
const pasted = (json: string, known: { media: string; message: string }): string =>
  json
    .replaceAll("'$MEDIA'", known.media)
    .replaceAll("'$MESSAGE'", known.message)
    .replaceAll(/'\$\(.+?\)'/g, Buffer.from('hello').toString('base64'))
    .replaceAll('0812-3456-7890', '6281234567890')
    .replaceAll('https://example.com', 'http://127.0.0.1');

/** What `MEDIA` must be for a request of this kind. */
const MIMETYPES: Readonly<Record<string, string>> = { video: 'video/mp4', audio: 'audio/ogg', voice: 'audio/ogg' };

const upload = async (anna: Api, type: string): Promise<string> => {
  const headers = { 'content-type': MIMETYPES[type] ?? 'image/jpeg' };
  const { body } = await anna.json('POST /api/whatsapp/media', { body: 'a file', headers });
  return String(body['id']);
};

test('the guide has a request of each kind, and Waybill takes each as it is written', async () => {
  const anna = await api();
  let message = '';
  const kinds = new Set<string>();
  for (const json of SAID) {
    const [, type = ''] = /"type":"(\w+)"/.exec(json) ?? [];
    const request: unknown = JSON.parse(pasted(json, { media: await upload(anna, type), message }));
    const { status, body } = await anna.json('POST /api/whatsapp/messages', { json: request });
    // An address is on another machine, and this one is forbidden.
    if (json.includes('"url"')) expect([json, body.code]).toEqual([json, 'address.forbidden']);
    else expect([json, [200, 202].includes(status), body.code]).toEqual([json, true, undefined]);
    message ||= String(body['messageId']);
    kinds.add(type);
  }
  expect([...kinds].toSorted()).toEqual(CONTENT_KINDS.toSorted());
});
