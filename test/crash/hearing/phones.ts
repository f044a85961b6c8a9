/** The phones, which write through the routes of the sandbox, and what WhatsApp shows of their messages. */
import type { Client } from '../../support/client.ts';
import { ACCOUNT, type Line, MEMBERS, type Place } from './script.ts';

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

/** The changes in the sandbox from now on. */
async function* changesOf({ url, token }: Client, stop: AbortSignal): AsyncGenerator<void> {
  const response = await fetch(`${url}/api/sandbox/live`, {
    headers: { authorization: `Bearer ${token}` },
    signal: stop,
  });
  for await (const _ of response.body ?? []) yield;
}

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

  const isSettled = async ({ id }: Line): Promise<boolean> => {
    const { state } = (await sandbox.get<Handover>(`/api/sandbox/handovers/${id}`)).body;
    return state !== 'queued' && state !== 'handed_over';
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
    handovers: async () => (await sandbox.get<{ items: Handover[] }>('/api/sandbox/handovers')).body.items,
    async settled(lines) {
      const stop = new AbortController();
      const changes = changesOf(sandbox, stop.signal);
      // What changes from here on is seen.
      await changes.next();
      for (const line of lines) while (!(await isSettled(line))) await changes.next();
      stop.abort();
    },
  };
};
