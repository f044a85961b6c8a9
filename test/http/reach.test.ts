/** Keys that reach some sessions or chats only: everything else is not there for them. */
import { describe, expect, test } from 'vitest';
import { sayBeside } from '../../src/events/log/content.ts';
import { systemEntropy } from '../../src/kernel/entropy.ts';
import { streamOf } from '../../src/kernel/ids.ts';
import type { SandboxControl } from '../../src/sandbox/control.ts';
import type { OpenApi } from './agreement.ts';
import { chatting } from '../support/chatting.ts';
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

const chats = chatting(anna.log);
let count = 0;

const append = async (
  stream: string,
  fact: Parameters<typeof chats.append>[1],
  contents: Parameters<typeof chats.append>[2] = [],
) =>
  void (await anna.log.append({
    stream,
    expected: null,
    entries: [{ fact, from: null, to: null, contents }],
    by: 'whatsapp',
    correlation: null,
    causation: null,
    at: anna.clock.now(),
  }));

/** Everything that can come in from a chat of a session, with a canary in each field that says something. */
const heard = async (session: string, number: string, canary: string) => {
  const [chat, nth] = [jid(number), (count += 1)];
  const [messageId, photo] = [`IN${nth}`, `PHOTO${nth}`];
  const said = {
    pushName: `${canary}-push`,
    quoted: { by: chat, kind: 'text', preview: `${canary}-quoted` },
    referral: { source: `${canary}-source`, sourceId: null, url: null, headline: `${canary}-ad`, ctwaClid: null },
  };
  const where = { session, chat };
  await chats.receive({ ...where, messageId: `HELLO${nth}`, text: `${canary}-hello`, pushName: `${canary}-name` });
  await chats.receive({ ...where, messageId, text: `${canary}-in`, heard: said, replyTo: `HELLO${nth}` });
  const media = { id: `med_${String(nth).padStart(18, '0')}`, kind: 'image', mimetype: 'image/jpeg', size: 9 } as const;
  const remote = {
    url: `https://mmg.example/${canary}-url`,
    directPath: '/v/x',
    mediaKey: 'AA==',
    fileSha256: null,
    fileEncSha256: null,
    fileName: `${canary}-file.jpg`,
    thumbnail: null,
    waveform: null,
  };
  const content = { kind: 'image', media: media.id, caption: `${canary}-caption` } as const;
  await chats.receive({ ...where, messageId: photo, source: 'history', content, media, remote });
  await chats.edit(messageId, `${canary}-edited`, { ...where, by: chat });
  await chats.react(photo, `${canary}-emoji`, { ...where, by: chat });
  await chats.receive({ ...where, raw: { name: `${canary}-kind`, bytes: 'AAAA' } });
  return { messageId, media: media.id, contact: anna.reads.contacts.idOf(session, chat) ?? '' };
};

/** A group of a session, as it is on record. */
const grouped = async (session: string, group: string, member: string, canary: string) => {
  const stream = streamOf.group(session, group);
  const settings = { announceOnly: false, locked: true, disappearingSeconds: 0, joinApproval: false };
  const members = [{ id: jid(member), role: 'admin' as const }];
  const about = { addressing: 'number', self: jid('6281999999999'), members, ...settings, origin: 'query' } as const;
  const words = sayBeside('group', { subject: `${canary}-subject`, description: `${canary}-about` }, systemEntropy);
  await append(stream, { type: 'group.recorded', ...about });
  await append(stream, { type: 'group.described', words: words.ref, by: jid(member) }, [words.said]);
  await chats.receive({ session, chat: group, by: jid(member), text: `${canary}-in-group` });
};

/** An endpoint that is told of one chat. */
const endpointOf = async (session: string, number: string, canary: string) => {
  const json = {
    name: `${canary}-hook`,
    url: `https://hooks.example/${canary}-address`,
    events: ['message.*', 'queue.*'],
    headers: { [`X-${canary}`]: `${canary}-header` },
    sessions: [session],
    chats: [jid(number)],
  };
  const { status, body } = await anna.json('POST /api/webhooks', { json });
  expect(status).toBe(201);
  return String(body['id']);
};

await anna.json('POST /api/whatsapp/session/start?session=depot');
await anna.json('POST /api/whatsapp/session/start');
const GROUPS = { default: '120363000000000001@g.us', depot: '120363000000000002@g.us' };
const endpoints = {
  ayu: await endpointOf('default', AYU, 'ayucanary'),
  budi: await endpointOf('default', BUDI, 'budicanary'),
  citra: await endpointOf('depot', CITRA, 'citracanary'),
};
const incoming = {
  ayu: await heard('default', AYU, 'ayucanary'),
  budi: await heard('default', BUDI, 'budicanary'),
  citra: await heard('depot', CITRA, 'citracanary'),
};
await grouped('default', GROUPS.default, BUDI, 'budicanary');
await grouped('depot', GROUPS.depot, CITRA, 'citracanary');
const ayu = await sent('default', AYU, 'ayucanary');
const budi = await sent('default', BUDI, 'budicanary');
const citra = await sent('depot', CITRA, 'citracanary');
await anna.json('POST /api/whatsapp/queue/pause?session=depot');
const upload = async (session: string, canary: string) =>
  String(
    (
      await anna.json(`POST /api/whatsapp/media?session=${session}&fileName=${canary}-upload.txt`, {
        body: 'hello',
        headers: { 'content-type': 'text/plain' },
      })
    ).body['id'],
  );
const files = { default: await upload('default', 'budicanary'), depot: await upload('depot', 'citracanary') };

const keyFor = async (given: Record<string, unknown>) => {
  const { body } = await anna.json('POST /api/keys', { json: { name: 'narrow', preset: 'admin', ...given } });
  const token = String(body['key']);
  const json = (line: string, ask: Ask = {}): Promise<Answer> => anna.json(line, { ...ask, token });
  return Object.assign(json, { raw: (line: string) => anna.ask(line, { token }) });
};
const drafted = async (session: string, to: string, canary: string) => {
  const bot = await anna.json('POST /api/keys', { json: { name: 'bot', scopes: ['messages:draft'] } });
  const json = { to, type: 'text', text: { body: `${canary}-draft` }, clientRef: `${canary}-draft-ref` };
  const { body } = await anna.json(`POST /api/whatsapp/messages?session=${session}`, {
    json,
    token: String(bot.body['key']),
  });
  return body.jobId;
};
const drafts = {
  budi: await drafted('default', BUDI, 'budicanary'),
  citra: await drafted('depot', CITRA, 'citracanary'),
};
const inDefault = await keyFor({ sessions: ['default'] });
const toAyu = await keyFor({ sessions: ['default'], chats: [jid(AYU)] });

const { paths } = (await (await anna.ask('GET /openapi.json')).json()) as OpenApi;

for (let turn = 0; turn < 60; turn += 1) await new Promise((resolve) => setImmediate(resolve));
const eventsOf = async (endpoint: string) => (await anna.json(`GET /api/webhooks/${endpoint}/deliveries`)).body.items;
const eventOf = async (endpoint: string) => String((await eventsOf(endpoint))[0]?.['id']);

const READ = Object.entries(paths).filter(
  ([path, methods]) => 'get' in methods && path.startsWith('/api/') && path !== '/api/events/live',
);

/** Requests for each route that reads and each question that it takes, with ids of what is out of reach. */
interface Outside {
  readonly id: string;
  readonly chat: string;
  readonly session: string;
  readonly media: string;
  readonly heard: { readonly messageId: string; readonly media: string; readonly contact: string };
  readonly group: string;
  readonly endpoint: string;
  /** The id of an event that the endpoint was told. */
  readonly event: string;
}

/** The id in a path, by the kind of thing that the path is about. */
const idIn = (path: string, outside: Outside): string => {
  if (path.includes('/media/')) return outside.heard.media;
  if (path.includes('/webhooks/')) return outside.endpoint;
  return path.includes('/groups/') ? outside.group : outside.id;
};

const requests = (outside: Outside): string[] => {
  const streams = [
    `job/${outside.id}`,
    `session/${outside.session}`,
    `queue/${outside.session}`,
    streamOf.chat(outside.session, outside.chat),
    streamOf.contact(outside.session, outside.heard.contact),
    streamOf.group(outside.session, outside.group),
    `webhook/${outside.endpoint.slice('wh_'.length)}`,
    'process',
  ];
  const queries = [
    '',
    '?session=default',
    `?session=${outside.session}`,
    `?chatId=${outside.chat}`,
    ...streams.flatMap((stream) => [`?stream=${stream}`, `?stream=${stream}&from=0&to=9`]),
    '?search=canary',
    `?search=${outside.chat.slice(0, 12)}`,
    `?number=${outside.chat.slice(0, 13)}`,
  ];
  const linesOf = ([path, { get }]: (typeof READ)[number]): string[] => {
    const names = new Set(['session', 'chatId', ...(get?.parameters ?? []).map(({ name }) => name)]);
    const asked = queries.filter((query) => names.has(/^\?(\w+)/.exec(query)?.[1] ?? 'session'));
    return streams.flatMap((stream) => {
      const filled = path
        .replace('{jobId}', outside.id)
        .replace('{chatId}', outside.chat)
        .replace('{stream}', stream)
        .replace('{id}', idIn(path, outside))
        .replace('{contactId}', outside.heard.contact)
        .replace('{messageId}', outside.heard.messageId)
        .replace('{event}', outside.event)
        .replaceAll(/\{\w+\}/g, outside.id);
      return asked.map((query) => `GET ${filled}${query}`);
    });
  };
  return [...new Set(READ.flatMap(linesOf))];
};

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

/** Where canaries were planted. A key without bounds finds each of them in some answer. */
const CANARIES = `
  -body -ref -note -draft -draft-ref -hello -edited -emoji -caption -name -source -ad -kind -file.jpg
  -subject -about -in-group -hook -address -upload.txt`
  .trim()
  .split(/\s+/);

/** Which of these the live feed tells a key about everything so far. */
const fed = async (ask: typeof inDefault, ...secrets: readonly string[]) => {
  const answer = await ask.raw('GET /api/events/live?after=0');
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  const mark = await sent('default', AYU, 'mark');
  let text = '';
  while (!text.includes(mark.stream)) text += (await reader?.read())?.value ?? '';
  await reader?.cancel();
  return secrets.filter((secret) => text.includes(secret));
};

describe('a key for one session', () => {
  test('finds nothing of the others in any answer', async () => {
    const outside = {
      id: citra.id,
      chat: jid(CITRA),
      session: 'depot',
      media: files.depot,
      heard: incoming.citra,
      group: GROUPS.depot,
      endpoint: endpoints.citra,
      event: await eventOf(endpoints.citra),
    };
    const lines = requests(outside);
    expect(lines.length).toBeGreaterThan(400);
    const { contact, media } = incoming.citra;
    const ids = [CITRA, citra.id, '"depot"', files.depot, contact, media, GROUPS.depot, endpoints.citra, drafts.citra];
    expect(await leaks(inDefault, lines, ['citracanary', ...ids])).toEqual([]);
    // The same questions give all of it away to a key without bounds.
    const all = await keyFor({});
    const given = await leaks(
      all,
      lines.filter((line) => /session=depot$|\/webhooks/.test(line)),
      CANARIES.map((canary) => `citracanary${canary}`),
    );
    const found = new Set(given.map((leak) => leak.slice(leak.lastIndexOf('citracanary') + 'citracanary'.length)));
    expect(CANARIES.filter((canary) => !found.has(canary))).toEqual([]);
    expect(await fed(inDefault, 'citracanary', CITRA, '"depot"', GROUPS.depot)).toEqual([]);
    expect(await fed(all, CITRA, '"depot"', GROUPS.depot)).toHaveLength(3);
  });

  test('sees and does in its session what any other key does', async () => {
    expect((await inDefault('GET /api/whatsapp/jobs')).body.items.length).toBeGreaterThan(2);
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

const idsIn = async (line: string, id: string) => (await toAyu(line)).body.items.map((item) => item[id]);

describe('a key for one chat', () => {
  test('finds nothing of the others in any answer', async () => {
    const outside = {
      id: budi.id,
      chat: jid(BUDI),
      session: 'default',
      media: files.default,
      heard: incoming.budi,
      group: GROUPS.default,
      endpoint: endpoints.budi,
      event: await eventOf(endpoints.budi),
    };
    const { contact, media } = incoming.budi;
    const ids = [budi.id, contact, media, files.default, GROUPS.default, endpoints.budi, drafts.budi];
    const secrets = ['budicanary', BUDI, ...ids, 'citracanary', CITRA, citra.id];
    expect(await leaks(toAyu, requests(outside), secrets)).toEqual([]);
    expect(await fed(toAyu, ...secrets)).toEqual([]);
    const inSession = requests(outside).filter((line) => line.endsWith('?session=default'));
    expect((await leaks(inDefault, inSession, ['budicanary'])).length).toBeGreaterThan(10);
  });

  test('finds in each list what is of its chat, and nothing else', async () => {
    expect(await idsIn('GET /api/whatsapp/chats', 'chatId')).toEqual([jid(AYU)]);
    expect(await idsIn('GET /api/whatsapp/chats?unread=true&limit=1', 'chatId')).toEqual([jid(AYU)]);
    expect(await idsIn('GET /api/whatsapp/chats?kind=group', 'chatId')).toEqual([]);
    expect(await idsIn('GET /api/whatsapp/contacts', 'contactId')).toEqual([incoming.ayu.contact]);
    expect(await idsIn('GET /api/whatsapp/contacts?search=canary', 'contactId')).toEqual([incoming.ayu.contact]);
    expect(await idsIn('GET /api/whatsapp/groups', 'groupId')).toEqual([]);
    expect(await idsIn('GET /api/whatsapp/media', 'id')).toEqual([]);
    expect(await idsIn('GET /api/whatsapp/jobs', 'jobId')).toContain(ayu.id);
    for (const more of ['', '?priority=NORMAL', '?clientRef=ayucanary-ref', '?queuedAfter=2020-01-01T00:00:00Z'])
      expect(new Set(await idsIn(`GET /api/whatsapp/jobs${more}`, 'chatId'))).toEqual(new Set([jid(AYU)]));
    for (const more of ['?clientRef=budicanary-ref', `?number=${BUDI}`])
      expect(await idsIn(`GET /api/whatsapp/jobs${more}`, 'jobId')).toEqual([]);
    for (const list of ['jobs', 'media']) {
      const outside = await toAyu(`GET /api/whatsapp/${list}?chatId=${jid(BUDI)}`);
      expect(outside).toMatchObject({ status: 404, body: { code: 'chat.not_found' } });
    }
    // A page at a time gives the same.
    const pages: unknown[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: Answer = await toAyu(`GET /api/whatsapp/jobs?limit=1${cursor && `&cursor=${cursor}`}`);
      pages.push(...page.body.items.map(({ jobId }) => jobId));
      cursor = page.body.nextCursor;
    }
    expect(pages).toEqual(await idsIn('GET /api/whatsapp/jobs', 'jobId'));
  });

  test('finds files and groups that are of its chats, one by one and in lists', async () => {
    const [own, other] = [await upload('default', 'own'), await upload('default', 'other')];
    for (const [to, id] of [
      [AYU, own],
      [BUDI, other],
    ]) {
      const json = { to, type: 'document', document: { media: { id } } };
      expect((await anna.json('POST /api/whatsapp/messages', { json })).status).toBe(202);
    }
    expect((await toAyu('GET /api/whatsapp/media')).body.items.map(({ id }) => id)).toEqual([own]);
    expect((await toAyu(`GET /api/whatsapp/media/${own}`)).status).toBe(200);
    expect(await (await toAyu.raw(`GET /api/whatsapp/media/${own}/content`)).text()).toBe('hello');
    for (const line of [`GET /api/whatsapp/media/${other}`, `GET /api/whatsapp/media/${other}/content`])
      expect((await toAyu(line)).body.code).toBe('media.not_found');
    expect((await toAyu(`DELETE /api/whatsapp/media/${own}`)).body.code).toBe('auth.forbidden');
    const { contact } = incoming.ayu;
    expect((await toAyu(`GET /api/whatsapp/contacts/${contact}`)).body['contactId']).toBe(contact);
    expect((await toAyu(`GET /api/whatsapp/contacts/${contact}/chat`)).body['chatId']).toBe(jid(AYU));
    expect((await toAyu(`GET /api/whatsapp/contacts/${incoming.budi.contact}`)).body.code).toBe('contact.not_found');
    expect((await toAyu(`GET /api/whatsapp/groups/${GROUPS.default}`)).body.code).toBe('group.not_found');
    const toGroup = await keyFor({ sessions: ['default'], chats: [GROUPS.default] });
    expect((await toGroup('GET /api/whatsapp/groups')).body.items.map(({ groupId }) => groupId)).toEqual([
      GROUPS.default,
    ]);
    expect((await toGroup(`GET /api/whatsapp/groups/${GROUPS.default}`)).status).toBe(200);
    expect((await toGroup('GET /api/whatsapp/groups?refresh=true')).body.code).toBe('auth.forbidden');
    expect((await toGroup('GET /api/whatsapp/chats')).body.items.map(({ chatId }) => chatId)).toEqual([GROUPS.default]);
  });

  test('sees its chat, and writes to it alone', async () => {
    expect((await toAyu(`GET /api/whatsapp/jobs?chatId=${jid(AYU)}`)).body.items.length).toBeGreaterThan(0);
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

describe('a bounded key that names neither session nor chat', () => {
  test('means its only session', async () => {
    const inDepot = await keyFor({ sessions: ['depot'] });
    const jobs = (await inDepot('GET /api/whatsapp/jobs')).body.items;
    expect(jobs.map(({ jobId }) => jobId)).toContain(citra.id);
    expect((await inDepot('GET /api/whatsapp/status')).body['session']).toMatchObject({ id: 'depot' });
    const json = { to: CITRA, type: 'text', text: { body: 'hi' } };
    const { jobId } = (await inDepot('POST /api/whatsapp/messages', { json })).body;
    expect((await inDepot(`GET /api/whatsapp/jobs/${jobId}`)).body['session']).toBe('depot');
    const nowhere = await keyFor({ sessions: ['nobody'] });
    expect((await nowhere('GET /api/whatsapp/jobs')).body.code).toBe('session.not_found');
    const inBoth = await keyFor({ sessions: ['depot', 'default'] });
    expect((await inBoth('GET /api/whatsapp/status')).body['session']).toMatchObject({ id: 'default' });
  });

  test('means all of its chats, and no other', async () => {
    const toBoth = await keyFor({ sessions: ['default'], chats: [jid(AYU), jid(BUDI)] });
    for (const [ask, chats] of [
      [toAyu, [AYU]],
      [toBoth, [AYU, BUDI]],
    ] as const) {
      for (const list of ['jobs', 'messages?search=hello']) {
        const { items } = (await ask(`GET /api/whatsapp/${list}`)).body;
        expect(new Set(items.map(({ chatId }) => chatId))).toEqual(new Set(chats.map(jid)));
      }
      expect((await ask(`GET /api/whatsapp/messages/${incoming.ayu.messageId}`)).status).toBe(200);
    }
    const outside = await toAyu(`GET /api/whatsapp/messages/${incoming.budi.messageId}`);
    expect(outside.body.code).toBe('message.not_on_record');
    expect((await toBoth(`GET /api/whatsapp/messages/${incoming.budi.messageId}`)).status).toBe(200);
  });
});

const codeOf = async (answer: Promise<Answer>) => (await answer).body.code;
const listed = async (ask: typeof inDefault) => (await ask('GET /api/webhooks')).body.items.map(({ id }) => id);

describe('webhooks of a bounded key', () => {
  const WANTED = { name: 'Own', url: 'https://hooks.example/own', events: ['*'] };
  const make = (ask: typeof anna.json, more: object) => ask('POST /api/webhooks', { json: { ...WANTED, ...more } });

  test('are those that tell of its sessions and chats alone', async () => {
    expect(await listed(inDefault)).toEqual([endpoints.ayu, endpoints.budi]);
    expect(await listed(toAyu)).toEqual([endpoints.ayu]);
    expect((await toAyu(`GET /api/webhooks/${endpoints.ayu}`)).status).toBe(200);
    for (const [ask, id] of [
      [toAyu, endpoints.budi],
      [inDefault, endpoints.citra],
    ] as const) {
      const event = await eventOf(id);
      const asked = [
        ask(`GET /api/webhooks/${id}`),
        ask(`PATCH /api/webhooks/${id}`, { json: { name: 'mine' } }),
        ask(`DELETE /api/webhooks/${id}`),
        ask(`POST /api/webhooks/${id}/test`),
        ask(`POST /api/webhooks/${id}/pause`),
        ask(`POST /api/webhooks/${id}/resume`),
        ask(`POST /api/webhooks/${id}/rotate-secret`, { json: { overlapHours: 0 } }),
        ask(`POST /api/webhooks/${id}/replay`, { json: { from: 0 } }),
        ask(`GET /api/webhooks/${id}/deliveries`),
        ask(`GET /api/webhooks/${id}/deliveries/${event}`),
        ask(`POST /api/webhooks/${id}/deliveries/${event}/redeliver`),
      ];
      expect(new Set(await Promise.all(asked.map(codeOf)))).toEqual(new Set(['webhook.not_found']));
    }
  });

  test('name what they tell of, and no more than the key reaches', async () => {
    expect(await codeOf(make(inDefault, {}))).toBe('auth.forbidden');
    expect(await codeOf(make(inDefault, { sessions: ['default', 'depot'] }))).toBe('auth.forbidden');
    expect(await codeOf(make(toAyu, { sessions: ['default'] }))).toBe('auth.forbidden');
    expect(await codeOf(make(toAyu, { sessions: ['default'], chats: [jid(AYU), jid(BUDI)] }))).toBe(
      'key.chat_forbidden',
    );
    const { status, body } = await make(toAyu, { sessions: ['default'], chats: [jid(AYU)] });
    expect(status).toBe(201);
    const change = (json: object) => toAyu(`PATCH /api/webhooks/${String(body['id'])}`, { json });
    expect(await codeOf(change({ sessions: '*' }))).toBe('auth.forbidden');
    expect(await codeOf(change({ chats: null }))).toBe('auth.forbidden');
    expect(await codeOf(change({ chats: [jid(BUDI)] }))).toBe('key.chat_forbidden');
    expect((await change({ name: 'Mine' })).body['name']).toBe('Mine');
  });

  test('send nothing from before an endpoint told of less, wherever the key points them', async () => {
    const { receiver } = anna;
    const cameTo = (url: string) => receiver.got.filter((got) => got.url === url).map(({ body }) => body);
    receiver.answer = () => ({ type: 'answered', status: 400, retryAfter: undefined, text: '' });
    const { body } = await make(anna.json, { sessions: ['default'], url: 'https://hooks.example/first' });
    const line = `/api/webhooks/${String(body['id'])}`;
    const held = await sent('default', BUDI, 'heldcanary');
    await anna.json(`DELETE /api/whatsapp/jobs/${held.id}`);
    await anna.json('POST /api/whatsapp/queue/pause');
    for (let turn = 0; turn < 60; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    await anna.json('POST /api/whatsapp/queue/resume');
    const { items } = (await anna.json(`GET ${line}/deliveries`)).body;
    expect(items.map(({ state }) => state)).toContain('retrying');
    await anna.json(`PATCH ${line}`, { json: { chats: [jid(AYU)] } });
    const url = 'https://hooks.example/mine';
    expect((await toAyu(`PATCH ${line}`, { json: { url } })).status).toBe(200);
    receiver.answer = () => ({ type: 'answered', status: 204, retryAfter: undefined, text: '' });
    expect((await toAyu(`POST ${line}/replay`, { json: { from: 0 } })).status).toBe(202);
    for (const { id } of items) {
      const again = `POST ${line}/deliveries/${String(id)}/redeliver`;
      expect(await codeOf(toAyu(again))).toBe('webhook.delivery_not_found');
      expect(await codeOf(anna.json(again))).toBe('webhook.not_asked_for');
    }
    for (let turn = 0; turn < 200; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    const came = cameTo(url).join();
    expect(came).toContain('ayucanary');
    for (const secret of ['budicanary', BUDI, 'queue.', 'citracanary']) expect(came).not.toContain(secret);
  });

  test('show no delivery from before an endpoint told of less', async () => {
    await anna.json(`PATCH /api/webhooks/${endpoints.budi}`, { json: { chats: [jid(AYU)] } });
    const event = await eventOf(endpoints.budi);
    expect(await eventsOf(endpoints.budi)).not.toEqual([]);
    expect((await toAyu(`GET /api/webhooks/${endpoints.budi}/deliveries`)).body.items).toEqual([]);
    for (const line of ['GET', 'POST'])
      expect(
        await codeOf(
          toAyu(`${line} /api/webhooks/${endpoints.budi}/deliveries/${event}${line === 'GET' ? '' : '/redeliver'}`),
        ),
      ).toBe('webhook.delivery_not_found');
  });
});
