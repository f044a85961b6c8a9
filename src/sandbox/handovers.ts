/**
 * The way of what phones wrote to a linked device: queued by the server, handed over, confirmed. A record of it outlives
 * the queue, because the writer's phone shows its ticks later too.
 */
import type { Millis } from '../kernel/clock.ts';

/** An answer of the device to a message. */
export interface Answer {
  /** The type of a receipt, `none` if it has none; `ack` for an acknowledgement, `error` for a refusal. */
  readonly type: string;
  /** The code of a refusal; null otherwise. */
  readonly code: number | null;
  readonly at: Millis;
}

/** How far a message has come to a linked device. */
export interface Handover {
  readonly messageId: string;
  /** The number of the writer. */
  readonly from: string;
  /** Null in a chat of two. */
  readonly group: string | null;
  readonly writtenAt: Millis;
  /** When it was first handed over; null while it waits for the device. */
  readonly handedAt: Millis | null;
  /** How often it was handed over, in the same ciphertext or in a new one. */
  readonly handed: number;
  /** How often a ciphertext was handed over that the device had been given before. */
  readonly redelivered: number;
  /** How often the writer's phone encrypted it again, because the device could not read it. */
  readonly repeats: number;
  readonly answers: readonly Answer[];
  /** When a receipt, an acknowledgement or a refusal took it out of the queue; null until then. */
  readonly settledAt: Millis | null;
  /** Whether the device sent a receipt: this is the writer's second tick. */
  readonly confirmed: boolean;
}

export interface Handovers {
  /** By device, then by message id, in the order of writing. */
  readonly handovers: Map<string, Map<string, Handover>>;
}

type AtDevice<Type extends string, Fields> = {
  readonly type: Type;
  readonly jid: string;
  readonly id: string;
} & Readonly<Fields>;

export type HandoverEntry =
  | AtDevice<'handed', { at: Millis; again: boolean }>
  | AtDevice<'repeated', object>
  | AtDevice<'answered', { answer: Answer }>
  /** The whole record, in a file that was rewritten. */
  | { readonly type: 'handover'; readonly jid: string; readonly handover: Handover };

const ofDevice = ({ handovers }: Handovers, jid: string): Map<string, Handover> => {
  const found = handovers.get(jid) ?? new Map<string, Handover>();
  handovers.set(jid, found);
  return found;
};

export const handoverOf = ({ handovers }: Handovers, jid: string, id: string): Handover | undefined =>
  handovers.get(jid)?.get(id);

const change = (state: Handovers, jid: string, id: string, changed: (before: Handover) => Partial<Handover>): void => {
  const before = handoverOf(state, jid, id);
  if (before) ofDevice(state, jid).set(id, { ...before, ...changed(before) });
};

export const queued = (
  state: Handovers,
  jid: string,
  message: Pick<Handover, 'messageId' | 'from' | 'group' | 'writtenAt'>,
): void => {
  ofDevice(state, jid).set(message.messageId, {
    ...message,
    handedAt: null,
    handed: 0,
    redelivered: 0,
    repeats: 0,
    answers: [],
    settledAt: null,
    confirmed: false,
  });
};

/** It left the queue with its last answer. */
export const settled = (state: Handovers, jid: string, id: string, withoutReceipt: boolean): void =>
  change(state, jid, id, ({ answers, writtenAt }) => ({
    settledAt: answers.at(-1)?.at ?? writtenAt,
    confirmed: !withoutReceipt,
  }));

/** Forgets what has left the queue. */
export const forgetSettled = ({ handovers }: Handovers): void => {
  for (const each of handovers.values()) {
    for (const { messageId, settledAt } of each.values()) if (settledAt !== null) each.delete(messageId);
  }
};

/** Applies one entry. Entries about missing items change nothing. */
export const applyToHandovers = (state: Handovers, entry: HandoverEntry): void => {
  switch (entry.type) {
    case 'handed':
      return change(state, entry.jid, entry.id, ({ handed, handedAt, redelivered }) => ({
        handed: handed + 1,
        handedAt: handedAt ?? entry.at,
        redelivered: redelivered + (entry.again ? 1 : 0),
      }));
    case 'repeated':
      return change(state, entry.jid, entry.id, ({ repeats }) => ({ repeats: repeats + 1 }));
    case 'answered':
      return change(state, entry.jid, entry.id, ({ answers }) => ({ answers: [...answers, entry.answer] }));
    case 'handover':
      ofDevice(state, entry.jid).set(entry.handover.messageId, entry.handover);
  }
};

/** The shortest list of entries that leads to these records, after the queues. */
export const entriesOfHandovers = ({ handovers }: Handovers): HandoverEntry[] =>
  [...handovers].flatMap(([jid, each]) =>
    [...each.values()].map((handover): HandoverEntry => ({ type: 'handover', jid, handover })),
  );
