/** Reads the live feed of a gateway: server-sent events with a fact each. */
import type { Readable } from 'node:stream';
import * as v from 'valibot';
import type { HttpClient } from '../http-client.ts';

const Fact = v.looseObject({
  position: v.number(),
  stream: v.string(),
  type: v.string(),
  data: v.looseObject({ messageId: v.optional(v.string()), refersTo: v.optional(v.string()) }),
});
export type Fact = v.InferOutput<typeof Fact>;

const DATA = 'data: ';

/** The facts of one connection, until it ends. */
export async function* factsIn(bytes: Readable): AsyncGenerator<Fact, void> {
  let rest = '';
  bytes.setEncoding('utf8');
  for await (const chunk of bytes as AsyncIterable<string>) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.startsWith(DATA)) yield v.parse(Fact, JSON.parse(line.slice(DATA.length)));
  }
}

/** Connects to the facts after a position; null for those from now on. */
export const openFeed = (
  client: HttpClient,
  { session, after, signal }: { session: string; after: number | null; signal: AbortSignal },
): Promise<Readable> => {
  const query = new URLSearchParams({ session, ...(after === null ? {} : { after: String(after) }) });
  return client.open(`/api/events/live?${query.toString()}`, { signal });
};
