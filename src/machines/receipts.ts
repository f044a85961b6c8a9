/** The receipts of a message that went to several people: who has got it, who has read it, and what is still missing. */
import type { JobFact, ReceiptOf } from '../events/facts/job.ts';
import type { Millis } from '../kernel/clock.ts';
import type { ChatId } from '../kernel/ids.ts';
import type { JobContext } from './job.machine.ts';

type Tally = Pick<JobContext, 'deliveredTo' | 'readBy'>;

/** The tally with further receipts. Somebody who has read a message has got it too. */
export const tallied = ({ deliveredTo, readBy }: Tally, receipts: readonly ReceiptOf[] = []): Tally => {
  const got = { ...deliveredTo };
  const read = { ...readBy };
  for (const { by, kind, at } of receipts) {
    got[by] = Math.min(at, got[by] ?? at);
    if (kind === 'read') read[by] = at;
  }
  return { deliveredTo: got, readBy: read };
};

/** The receipts that say something new about a recipient. */
export const newReceipts = (
  { deliveredTo, readBy, audience }: Tally & Pick<JobContext, 'audience'>,
  given: readonly ReceiptOf[],
): ReceiptOf[] => {
  const got = new Set(Object.keys(deliveredTo));
  const read = new Set(Object.keys(readBy));
  return given.filter(({ by, kind }) => {
    const known = kind === 'read' ? read : got;
    if (known.has(by) || (audience !== null && !audience.includes(by))) return false;
    known.add(by);
    got.add(by);
    return true;
  });
};

const latest = (times: Readonly<Record<ChatId, Millis>>): Millis => Math.max(...Object.values(times));

/** What further receipts complete: everybody has got the message, everybody has read it. */
export const reached = (
  before: Tally & Pick<JobContext, 'delivered'>,
  receipts: readonly ReceiptOf[],
  recipients: number | null,
): JobFact[] => {
  if (recipients === null) return [];
  const isAll = (times: object): boolean => Object.keys(times).length >= recipients;
  const { deliveredTo, readBy } = tallied(before, receipts);
  return [
    ...(isAll(deliveredTo) && !before.delivered
      ? [{ type: 'job.delivered', deliveredAt: latest(deliveredTo) } as const]
      : []),
    ...(isAll(readBy) && !isAll(before.readBy) ? [{ type: 'job.read', readAt: latest(readBy) } as const] : []),
  ];
};
