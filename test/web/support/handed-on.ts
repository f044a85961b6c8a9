/** What people hand on and hand out, for pages to show: endpoints with deliveries, keys, people, drafts and a second session. */
import { type Client, clientOf } from '../../support/client.ts';

const HOOKS = [
  { name: 'Shop', events: ['message.*', 'session.*'], answer: 200 },
  { name: 'Archive', events: ['*'], answer: 500 },
] as const;

const DRAFTS = [
  ['6281234567890', 'Dear Ayu, your parcel comes tomorrow between 9 and 12.'],
  ['4915123456789', 'We are sorry for the delay. You will have the money back by Friday.'],
] as const;

const openHooks = async (client: Client): Promise<void> => {
  for (const { name, events, answer } of HOOKS) {
    const { body } = await client.post<{ id: string; url: string }>('/api/sandbox/receivers', {});
    if (answer !== 200) await client.patch(`/api/sandbox/receivers/${body.id}`, { status: answer });
    await client.post('/api/webhooks', { name, url: body.url, events, startAt: 'now' });
  }
};

export const handOn = async (client: Client): Promise<void> => {
  await openHooks(client);
  const agent = await client.post<{ key: string }>('/api/keys', { name: 'Assistant', scopes: ['agent'] });
  await client.post('/api/keys', { name: 'Shop', scopes: ['sender'], sessions: ['default'], ratePerMinute: 600 });
  await client.post('/api/users', { email: 'sari@example.org', password: 'a long pass phrase', role: 'operator' });
  await client.post('/api/users', { email: 'tom@example.org', password: 'another pass phrase', role: 'viewer' });
  for (const [number, message] of DRAFTS)
    await clientOf(client.url, agent.body.key).post('/api/whatsapp/send-message', { number, message });
  await client.post('/api/whatsapp/sessions', { id: 'shop', label: 'Shop in Bandung', country: 'ID' });
};
