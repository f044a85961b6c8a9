/** Answers each text with the same text, once: its message id is the idempotency key of the answer. Node 22.18 or newer. */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
const { WAYBILL_URL: url = 'http://127.0.0.1:3000', WAYBILL_EMAIL: email = 'admin@localhost' } = process.env;
const { WAYBILL_PASSWORD: password, WAYBILL_POSITION: file = 'echo-bot.position' } = process.env;

const ask = async (path: string, headers: Record<string, string>, json?: object) => {
  const sent = json && { method: 'POST', body: JSON.stringify(json) };
  const answer = await fetch(url + path, { ...sent, headers: { 'Content-Type': 'application/json', ...headers } });
  if (answer.status >= 500 || [401, 429].includes(answer.status)) throw new Error(`${path} answered ${answer.status}`);
  if (!answer.ok) console.error(`${path} answered ${answer.status}, and will again: it is left out`);
  return JSON.parse(await answer.text());
};
const echo = async (login: Record<string, string>, id: string, to: string, session: string): Promise<void> => {
  const { text } = await ask(`/api/whatsapp/messages/${id}?session=${session}&chatId=${encodeURIComponent(to)}`, login);
  const answer = { to, type: 'text', text: { body: text?.body } };
  if (text) await ask(`/api/whatsapp/messages?session=${session}`, { ...login, 'Idempotency-Key': id }, answer);
};

const follow = async (): Promise<void> => {
  const login = { Authorization: `Bearer ${(await ask('/api/auth/login', {}, { email, password })).accessToken}` };
  const last = existsSync(file) ? { 'Last-Event-ID': readFileSync(file, 'utf8') } : {};
  const feed = await fetch(`${url}/api/events/live`, { headers: { ...login, ...last } });
  let rest = '';
  for await (const part of feed.body!.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + part).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines.filter((each) => each.startsWith('data: '))) {
      const { type, position, session, chatId, data } = JSON.parse(line.slice('data: '.length));
      const isNew = type === 'message.received' && data.direction === 'in' && data.source !== 'history';
      if (isNew && /@(s\.whatsapp\.net|lid)$/.test(chatId)) await echo(login, data.messageId, chatId, session);
      writeFileSync(`${file}.new`, String(position));
      renameSync(`${file}.new`, file);
    }
  }
};
for (;;)
  await follow()
    .catch(console.error)
    .then(() => new Promise((again) => setTimeout(again, 1_000)));
