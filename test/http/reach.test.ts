/** Keys that reach some sessions or chats only: everything else is not there for them. */
import { describe, expect, test } from 'vitest';
import type { SandboxControl } from '../../src/sandbox/control.ts';
import type { OpenApi } from './agreement.ts';
import { type Answer, api, type Ask } from './api.ts';

const AYU = '6281000000001';
const BUDI = '6281000000002';
const CITRA = '6281000000003';
const jid = (number: string) => `${number}@s.whatsapp.net`;
const IN = (session: string) => (session === 'default' ? '' : `?session=${session}`);

const anna = await api({ sandbox: {} as SandboxControl });

/** A message with a canary in every field that a client may fill. */
const sent = async (session: string, to: string, canary: string) => {
  const { body } = await anna.json(`POST /api/whatsapp/messages${IN(session)}`, {
    json: {
      to,
      type: 'text',
      text: { body: `${canary}-body` },
      clientRef: `${canary}-ref`,
      metadata: { note: `${canary}-note` },
    },
  });
  return { id: body.jobId, stream: `job/${body.jobId}`, canary };
};

await anna.json('POST /api/whatsapp/session/start?session=depot');
const ayu = await sent('default', AYU, 'ayucanary');
const budi = await sent('default', BUDI, 'budicanary');
const citra = await sent('depot', CITRA, 'citracanary');
await anna.json('POST /api/whatsapp/queue/pause?session=depot');
const upload = async (session: string) =>
  String(
    (
      await anna.json(`POST /api/whatsapp/media${IN(session)}`, {
        body: 'hello',
        headers: { 'content-type': 'text/plain' },
      })
    ).body['id'],
  );
const files = { default: await upload('default'), depot: await upload('depot') };

const keyFor = async (given: Record<string, unknown>) => {
  const { body } = await anna.json('POST /api/keys', { json: { name: 'narrow', preset: 'admin', ...given } });
  const token = String(body['key']);
  const json = (line: string, ask: Ask = {}): Promise<Answer> => anna.json(line, { ...ask, token });
  return Object.assign(json, { raw: (line: string) => anna.ask(line, { token }) });
};
const inDefault = await keyFor({ sessions: ['default'] });
const toAyu = await keyFor({ sessions: ['default'], chats: [jid(AYU)] });

const { paths } = (await (await anna.ask('GET /openapi.json')).json()) as OpenApi;

/** Requests for each route that reads, with ids of what is out of reach. */
const requests = (outside: { id: string; chat: string; session: string; media: string }): string[] =>
  Object.entries(paths)
    .filter(([path, methods]) => 'get' in methods && path.startsWith('/api/') && path !== '/api/events/live')
    .flatMap(([path]) =>
      [`job/${outside.id}`, `session/${outside.session}`, `queue/${outside.session}`, 'process'].flatMap((stream) => {
        const filled = path
          .replace('{jobId}', outside.id)
          .replace('{chatId}', outside.chat)
          .replace('{stream}', stream)
          .replace('{id}', path.includes('/media/') ? outside.media : outside.id)
          .replaceAll(/\{\w+\}/g, outside.id);
        const queries = [
          '',
          '?session=default',
          `?session=${outside.session}`,
          `?chatId=${outside.chat}`,
          `?stream=${stream}`,
          `?stream=${stream}&from=0&to=9`,
          '?search=canary',
          `?search=${outside.chat.slice(0, 12)}`,
          `?number=${outside.chat.slice(0, 13)}`,
        ];
        return queries.map((query) => `GET ${filled}${query}`);
      }),
    )
    .filter((line, index, all) => all.indexOf(line) === index);

/** What an answer gives away that was not in its request. */
const leaks = async (ask: typeof inDefault, lines: readonly string[], secrets: readonly string[]) => {
  const found: string[] = [];
  for (const line of lines) {
    const answer = await ask.raw(line);
    const text = await answer.text();
    for (const secret of secrets) if (!line.includes(secret) && text.includes(secret)) found.push(`${line}: ${secret}`);
    if (answer.status === 500) found.push(`${line}: 500`);
  }
  return found;
};

describe('a key for one session', () => {
  test('finds nothing of the others in any answer', async () => {
    const outside = { id: citra.id, chat: jid(CITRA), session: 'depot', media: files.depot };
    const lines = requests(outside);
    expect(lines.length).toBeGreaterThan(500);
    expect(await leaks(inDefault, lines, ['citracanary', CITRA, citra.id, '"depot"', files.depot])).toEqual([]);
    // The same questions give it away to a key without bounds.
    const all = await keyFor({});
    expect((await leaks(all, lines, ['citracanary'])).length).toBeGreaterThan(3);
  });

  test('sees and does in its session what any other key does', async () => {
    expect((await inDefault('GET /api/whatsapp/jobs')).body.items).toHaveLength(2);
    expect((await inDefault(`GET /api/whatsapp/jobs/${ayu.id}`)).status).toBe(200);
    expect((await inDefault('GET /api/whatsapp/sessions')).body.items).toMatchObject([{ id: 'default' }]);
    const facts = (await inDefault('GET /api/events?limit=500')).body.items;
    expect(facts.length).toBeGreaterThan(1);
    expect(new Set(facts.map(({ session }) => session))).toEqual(new Set(['default']));
    const newest = (await inDefault('GET /api/events?order=newest&limit=1')).body;
    expect(newest.items).toHaveLength(1);
    const next = (await inDefault(`GET /api/events?order=newest&limit=500&cursor=${newest.nextCursor}`)).body.items;
    expect(next).toHaveLength(facts.length - 1);
    expect((await inDefault(`GET /api/history/job/${budi.id}`)).status).toBe(200);
    expect((await inDefault('GET /api/audit/actions?area=queue')).body.items).toEqual([]);
    expect((await inDefault(`GET /api/whatsapp/media/${files.default}`)).status).toBe(200);
    const json = { to: AYU, type: 'text', text: { body: 'hi' } };
    expect((await inDefault('POST /api/whatsapp/messages', { json })).status).toBe(202);
  });

  test('is answered about another session as about none', async () => {
    const about = async (session: string) => {
      const { status, body } = await inDefault(`GET /api/whatsapp/jobs?session=${session}`);
      return [status, body.code, String(body['detail']).replaceAll(session, '…')];
    };
    expect(await about('depot')).toEqual(await about('nobody'));
    for (const line of [`DELETE /api/whatsapp/jobs/${citra.id}`, `POST /api/whatsapp/jobs/${citra.id}/retry`])
      expect((await inDefault(line)).body.code).toBe('job.not_found');
    const json = { to: AYU, type: 'document', document: { media: { id: files.depot } } };
    expect((await inDefault('POST /api/whatsapp/messages', { json })).body.code).toBe('media.not_found');
    expect((await inDefault('POST /api/whatsapp/queue/pause?session=depot')).body.code).toBe('session.not_found');
  });
});

describe('a key for one chat', () => {
  test('finds nothing of the others in any answer', async () => {
    const outside = { id: budi.id, chat: jid(BUDI), session: 'default', media: files.default };
    const secrets = ['budicanary', BUDI, budi.id, 'citracanary', CITRA, citra.id];
    expect(await leaks(toAyu, requests(outside), secrets)).toEqual([]);
  });

  test('sees its chat, and writes to it alone', async () => {
    expect((await toAyu(`GET /api/whatsapp/jobs?chatId=${jid(AYU)}`)).body.items.length).toBeGreaterThan(0);
    expect(await toAyu('GET /api/whatsapp/jobs')).toMatchObject({ status: 403, body: { code: 'auth.forbidden' } });
    expect((await toAyu(`GET /api/whatsapp/jobs/${ayu.id}`)).status).toBe(200);
    expect((await toAyu(`GET /api/whatsapp/jobs/${budi.id}`)).body.code).toBe('job.not_found');
    const facts = (await toAyu('GET /api/events?limit=500')).body.items;
    expect(new Set(facts.map(({ chatId }) => chatId))).toEqual(new Set([jid(AYU)]));
    const send = async (message: object) =>
      (await toAyu('POST /api/whatsapp/messages', { json: { type: 'text', text: { body: 'hi' }, ...message } })).body;
    expect((await send({ to: AYU })).jobId).toBeDefined();
    expect((await send({ to: BUDI })).code).toBe('key.chat_forbidden');
    const old = { json: { number: BUDI, message: 'hi' } };
    expect((await toAyu('POST /api/whatsapp/send-message', old)).body.code).toBe('key.chat_forbidden');
    expect((await toAyu('POST /api/whatsapp/send-message?dryRun=true', old)).body.code).toBe('key.chat_forbidden');
    const forward = { to: AYU, type: 'forward', text: undefined, forward: { messageId: '3EB0' } };
    expect((await send(forward)).code).toBe('key.chat_forbidden');
    const read = await toAyu(`POST /api/whatsapp/chats/${jid(BUDI)}/read`, { json: {} });
    expect(read.body.code).toBe('key.chat_forbidden');
  });
});
