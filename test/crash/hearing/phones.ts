/** The phones, which write through the routes of the sandbox, and what WhatsApp shows of their messages. */
import type { Client } from '../../support/client.ts';
import { ACCOUNT, fileOf, type Line, MEMBERS, type Place } from './script.ts';

/** How far a message has come, as the sandbox tells it. */
export interface Handover {
  readonly messageId: string;
  readonly state: 'queued' | 'handed_over' | 'confirmed' | 'acknowledged' | 'refused';
  readonly redelivered: number;
}

export interface Phones {
  readonly group: string;
  /** Writes these, each chat in its order and after all that was to be written there before. */
  write(lines: readonly Line[]): Promise<void>;
  /** The connection is cut at the next receipt, which WhatsApp does not read. */
  loseReceipt(): Promise<void>;
  handovers(): Promise<readonly Handover[]>;
  /** Resolves when WhatsApp keeps none of these for the gateway any more. */
  settled(lines: readonly Line[]): Promise<void>;
}

const contentOf = ({ kind, words, about }: Line): object => {
  switch (kind) {
    case 'text':
      return { type: 'text', body: words };
    case 'file':
      return {
        type: 'document',
        fileName: 'list.txt',
        caption: words,
        file: { data: fileOf(words).toString('base64'), mimetype: 'text/plain' },
      };
    case 'edit':
      return { type: 'edit', of: about?.id, body: words };
    case 'delete':
      return { type: 'delete', of: about?.id };
    case 'reaction':
      return { type: 'reaction', to: about?.id, emoji: words };
  }
};

const requestOf = (line: Line, group: string): { path: string; body: object } => {
  const { place, writer, trouble, spelling } = line;
  const common = {
    content: contentOf(line),
    ...(trouble === null ? {} : { trouble: { kind: 'undecryptable', ...trouble } }),
  };
  if (place.contact === null) return { path: `/groups/${group}/write`, body: { from: writer, ...common } };
  if (writer === ACCOUNT) return { path: '/write-from-phone', body: { to: place.contact, ...common } };
  return { path: '/write', body: { from: writer, ...common, address: spelling } };
};

/** The changes that a live feed tells from now on. */
async function* changesOf({ url, token }: Client, path: string, stop: AbortSignal): AsyncGenerator<void> {
  const response = await fetch(url + path, {
    headers: { authorization: `Bearer ${token}` },
    signal: stop,
  });
  for await (const _ of response.body ?? []) yield;
}

/** Resolves when none of these is left; looks at those that were left, the last one first, at each change of the feed. */
export const noneLeft = async <T>(
  left: (items: readonly T[]) => Promise<readonly T[]>,
  items: readonly T[],
  [client, path]: readonly [feed: Client, path: string],
): Promise<void> => {
  const stop = new AbortController();
  const changes = changesOf(client, path, stop.signal);
  // What changes from here on is seen.
  await changes.next();
  for (let still = await left(items); still.length > 0; still = await left(still)) {
    while ((await left(still.slice(-1))).length > 0) await changes.next();
  }
  stop.abort();
};

const isOpen = ({ state }: Handover): boolean => state === 'queued' || state === 'handed_over';

export const openPhones = async (sandbox: Client): Promise<Phones> => {
  const plan = { subject: 'Deliveries', members: MEMBERS, addressing: 'lid', receipts: false };
  const { body } = await sandbox.post<{ id: string }>('/api/sandbox/groups', plan);
  const group = body.id;
  const lastIn = new Map<Place, Promise<void>>();

  const writeOne = async (line: Line): Promise<void> => {
    const request = requestOf(line, group);
    const answer = await sandbox.post<{ messageId: string }>(`/api/sandbox${request.path}`, request.body);
    if (answer.status !== 200) throw new Error(`A phone could not write: ${JSON.stringify(answer.body)}`);
    line.id = answer.body.messageId;
  };

  const handovers = async (): Promise<Handover[]> =>
    (await sandbox.get<{ items: Handover[] }>('/api/sandbox/handovers')).body.items;

  const handoversOf = async (lines: readonly Line[]): Promise<Handover[]> =>
    lines.length === 1
      ? [(await sandbox.get<Handover>(`/api/sandbox/handovers/${lines[0]?.id}`)).body]
      : await handovers();

  const unsettled = async (lines: readonly Line[]): Promise<readonly Line[]> => {
    const open = new Set((await handoversOf(lines)).filter(isOpen).map(({ messageId }) => messageId));
    return lines.filter(({ id }) => open.has(id ?? ''));
  };

  return {
    group,
    async write(lines) {
      for (const line of lines) {
        const before = lastIn.get(line.place) ?? Promise.resolve();
        lastIn.set(
          line.place,
          before.then(() => writeOne(line)),
        );
      }
      await Promise.all(lastIn.values());
    },
    async loseReceipt() {
      await sandbox.post('/api/sandbox/drop', { mode: 'before_receipt' });
    },
    handovers,
    settled: (lines) => noneLeft(unsettled, lines, [sandbox, '/api/sandbox/live']),
  };
};
