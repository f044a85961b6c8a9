/**
 * Takes events from Waybill, each once: as a file in a folder, which is there before the answer. Killed at any moment, it
 * finds an event again under the same id. Needs Node 22.18 or newer.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';

const KEY = Buffer.from((process.env['WAYBILL_WEBHOOK_SECRET'] ?? '').replace('whsec_', ''), 'base64');
const FOLDER = process.env['EVENTS'] ?? 'events';
const PORT = Number(process.env['PORT'] ?? 8080);
const SECONDS_MAX = 300;
if (KEY.length === 0) throw new Error('Set WAYBILL_WEBHOOK_SECRET to what Waybill showed when the endpoint was made.');
mkdirSync(FOLDER, { recursive: true });

/** As https://www.standardwebhooks.com says; its packages do the same. */
const isSigned = (headers: IncomingHttpHeaders, body: Buffer): boolean => {
  const [id, time, given] = ['id', 'timestamp', 'signature'].map((name) => String(headers[`webhook-${name}`]));
  const expected = createHmac('sha256', KEY).update(`${id}.${time}.`).update(body).digest();
  const signatures = (given ?? '').split(' ').map((each) => Buffer.from(each.replace('v1,', ''), 'base64'));
  return (
    Math.abs(Date.now() / 1_000 - Number(time)) < SECONDS_MAX &&
    signatures.some((each) => each.length === expected.length && timingSafeEqual(each, expected))
  );
};

const take = (event: { id: string; type: string }): void => {
  const file = `${FOLDER}/${event.id}.json`;
  if (existsSync(file)) return;
  writeFileSync(`${file}.part`, JSON.stringify(event), { flush: true });
  renameSync(`${file}.part`, file);
  console.log(event.type, event.id);
};

const answer = async (request: IncomingMessage): Promise<number> => {
  const body = await buffer(request);
  if (!isSigned(request.headers, body)) return 401;
  const said = JSON.parse(body.toString());
  for (const event of said.events ?? [said]) take(event);
  return 204;
};

createServer((request, response) => {
  const answered = answer(request).catch((thrown: unknown) => {
    console.error(thrown);
    return 500;
  });
  void answered.then((status) => response.writeHead(status).end());
}).listen(PORT, '127.0.0.1', () => console.log(`listening on http://127.0.0.1:${PORT}`));
