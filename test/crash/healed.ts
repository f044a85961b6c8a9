/** Waits until every message has ended. */
import { type Client, followFacts } from '../support/client.ts';

interface Status {
  readonly queue: { readonly waiting: number; readonly active: number; readonly retrying: number };
}

/** Resolves when no message is pending. */
export const healed = async (gateway: Client): Promise<void> => {
  const { body } = await gateway.get<{ head: { position: number } }>('/api/audit');
  const feed = await followFacts(gateway, body.head.position);
  for (;;) {
    const known = feed.facts.length;
    const { waiting, active, retrying } = (await gateway.get<Status>('/api/whatsapp/status')).body.queue;
    if (waiting + active + retrying === 0) return feed.end();
    await feed.until((facts) => facts.length > known);
  }
};
