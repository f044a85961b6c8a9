/** The receipts of a message that went to several people: who has got, read and played it, and what is still missing. */
import type { JobFact, ReceiptOf } from '../events/facts/job.ts';
import type { Millis } from '../kernel/clock.ts';
import type { ChatId } from '../kernel/ids.ts';
import type { JobContext } from './job.machine.ts';

type Tally = Pick<JobContext, 'deliveredTo' | 'readBy' | 'playedBy'>;

/** The tally with further receipts. Somebody who has read a message has got it too, and who has played it, has read it. */
export const tallied = ({ deliveredTo, readBy, playedBy }: Tally, receipts: readonly ReceiptOf[] = []): Tally => {
  const got = { ...deliveredTo };
  const read = { ...readBy };
  const played = { ...playedBy };
  for (const { by, kind, at } of receipts) {
    got[by] = Math.min(at, got[by] ?? at);
    if (kind !== 'delivered') read[by] = Math.min(at, read[by] ?? at);
    if (kind === 'played') played[by] = at;
  }
  return { deliveredTo: got, readBy: read, playedBy: played };
};

/** From the least to the furthest; each one stands for those before it too. */
const KINDS: readonly ReceiptOf['kind'][] = ['delivered', 'read', 'played'];

/** The receipts that say something new about a recipient. */
export const newReceipts = (
  { deliveredTo, readBy, playedBy, audience }: Tally & Pick<JobContext, 'audience'>,
  given: readonly ReceiptOf[],
): ReceiptOf[] => {
  const [got, read, played] = [deliveredTo, readBy, playedBy].map((times) => new Set(Object.keys(times)));
  const known = { delivered: got, read, played };
  return given.filter(({ by, kind }) => {
    if (known[kind]?.has(by) || (audience !== null && !audience.includes(by))) return false;
    for (const implied of KINDS.slice(0, KINDS.indexOf(kind) + 1)) known[implied]?.add(by);
    return true;
  });
};

const latest = (times: Readonly<Record<ChatId, Millis>>): Millis => Math.max(...Object.values(times));

/** What further receipts complete: everybody has got the message, read it, played it. */
export const reached = (
  before: Tally & Pick<JobContext, 'delivered'>,
  receipts: readonly ReceiptOf[],
  recipients: number | null,
): JobFact[] => {
  if (recipients === null) return [];
  const isAll = (times: object): boolean => Object.keys(times).length >= recipients;
  const { deliveredTo, readBy, playedBy } = tallied(before, receipts);
  const facts: JobFact[] = [];
  if (isAll(deliveredTo) && !before.delivered) facts.push({ type: 'job.delivered', deliveredAt: latest(deliveredTo) });
  if (isAll(readBy) && !isAll(before.readBy)) facts.push({ type: 'job.read', readAt: latest(readBy) });
  if (isAll(playedBy) && !isAll(before.playedBy)) facts.push({ type: 'job.played', playedAt: latest(playedBy) });
  return facts;
};
