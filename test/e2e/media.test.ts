/** A picture from a form to the phone, through the whole gateway with the WhatsApp in a box. */
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { followFacts } from '../support/client.ts';
import { verified } from '../support/command.ts';
import { layLinked } from '../support/linked-folder.ts';
import { folder, openGateway } from '../support/process.ts';
import { ready } from '../support/real-gateway.ts';

const NUMBER = '6281234567801';

test('a picture that is uploaded and sent is whole on the phone, and verify finds its file', async () => {
  const data = join(folder(), 'data');
  await layLinked(data);
  const { client, stop } = await openGateway(data, { WAYBILL_WHATSAPP: 'sandbox' });
  await ready(client);
  const picture = await sharp({ create: { width: 64, height: 48, channels: 3, background: '#0c785a' } })
    .jpeg()
    .toBuffer();
  const authorization = `Bearer ${client.token}`;
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(picture)], { type: 'image/jpeg' }), 'parcel.jpg');
  const uploaded = await fetch(`${client.url}/api/whatsapp/media`, {
    method: 'POST',
    headers: { authorization },
    body: form,
  });
  expect(uploaded.status).toBe(201);
  const { id } = (await uploaded.json()) as { id: string };

  const image = { media: { id }, caption: 'Your parcel' };
  const sent = await client.post<{ messageId: string }>('/api/whatsapp/messages', { to: NUMBER, type: 'image', image });
  expect(sent.status).toBe(202);
  const feed = await followFacts(client);
  await feed.until((facts) => facts.some(({ type }) => type === 'job.completed'));
  feed.end();

  const path = `/api/sandbox/phones/${NUMBER}/messages/${sent.body.messageId}/file`;
  const shown = await fetch(client.url + path, { headers: { authorization } });
  expect(shown.status).toBe(200);
  expect(Buffer.from(await shown.arrayBuffer()).equals(picture)).toBe(true);
  expect((await verified(data)).output).toContain('media        ok, 1 upload,');
  await stop();
});
