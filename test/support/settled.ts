/** Resolves when no job waits, is retried or is in hand. */
import { type Client, followFacts } from './client.ts';

interface Status {
  readonly queue: { readonly waiting: number; readonly active: number; readonly retrying: number };
}

export const settled = async (client: Client): Promise<void> => {
  const { body } = await client.get<{ head: { position: number } }>('/api/audit');
  const feed = await followFacts(client, body.head.position);
  for (;;) {
    const known = feed.facts.length;
    const { waiting, active, retrying } = (await client.get<Status>('/api/whatsapp/status')).body.queue;
    if (waiting + active + retrying === 0) return feed.end();
    await feed.until((facts) => facts.length > known);
  }
};
