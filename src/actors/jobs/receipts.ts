/**
 * Receipts of the people in one chat, gathered for two seconds: a message to a group of a thousand becomes a few facts,
 * not a thousand.
 *
 * What is gathered is lost if the process dies within those seconds. Then a delivery may stay unknown; nothing is
 * claimed that did not happen.
 */
import type { ReceiptOf } from '../../events/facts/job.ts';
import { type Cancel, type Clock, nothingToCancel } from '../../kernel/clock.ts';
import { type ChatId, isGroupChat, type JobId, type SessionId } from '../../kernel/ids.ts';
import { jobOfMessage } from '../../kernel/message-ids.ts';
import type { JobCommand } from '../../machines/job.decide.ts';
import type { Reads } from '../../projections/reads.ts';
import type { Signal } from '../../whatsapp/port.ts';

type Receipt = Extract<Signal, { type: 'receipt' }>;

export interface ReceiptPorts {
  readonly reads: Pick<Reads, 'groups'>;
  readonly clock: Clock;
  tell(job: JobId, command: JobCommand): Promise<unknown>;
}

export interface Receipts {
  hear(session: SessionId, receipt: Receipt): void;
  /** Records what was gathered; resolves when it is on record. */
  flush(): Promise<void>;
}

interface Gathered {
  readonly session: SessionId;
  readonly chatId: ChatId;
  readonly receipts: ReceiptOf[];
}

const GATHER_MS = 2_000;

export const gatherReceipts = ({ reads, clock, tell }: ReceiptPorts): Receipts => {
  /** By job, and by the chat through which the receipts came. */
  const gathered = new Map<JobId, Map<string, Gathered>>();
  let timer: Cancel = nothingToCancel;

  /** The people among the members; other people's receipts count for nothing. */
  const ofMembers = ({ session, chatId, receipts }: Gathered): readonly ReceiptOf[] => {
    if (!isGroupChat(chatId)) return receipts;
    const own = reads.groups.byChat(session, chatId)?.self;
    const self = own === undefined ? null : reads.groups.idOf(session, chatId, own);
    return receipts.flatMap((receipt) => {
      const by = reads.groups.idOf(session, chatId, receipt.by);
      return by === null || by === self ? [] : { ...receipt, by };
    });
  };

  const recipientsOf = ({ session, chatId }: Gathered): number => {
    const own = reads.groups.byChat(session, chatId)?.self;
    const isMember = own !== undefined && reads.groups.role(session, chatId, own) !== null;
    return reads.groups.count(session, chatId) - (isMember ? 1 : 0);
  };

  const flush = async (): Promise<void> => {
    timer();
    const all = [...gathered].flatMap(([job, chats]) => [...chats.values()].map((some) => ({ job, some })));
    gathered.clear();
    await Promise.all(
      all.map(async ({ job, some }) => {
        const { session, chatId } = some;
        const receipts = ofMembers(some);
        const recipients = recipientsOf(some);
        if (receipts.length > 0) await tell(job, { type: 'recordReceipts', session, chatId, receipts, recipients });
      }),
    );
  };

  return {
    hear(session, { messageId, kind, at, by }) {
      const job = jobOfMessage(messageId);
      if (job === null) return;
      if (!by) return void tell(job, { type: 'recordReceipt', session, kind, at });
      if (gathered.size === 0) timer = clock.after(GATHER_MS, () => void flush());
      const chats = gathered.get(job) ?? new Map<string, Gathered>();
      gathered.set(job, chats);
      const place = `${session} ${by.chatId}`;
      const some = chats.get(place) ?? { session, chatId: by.chatId, receipts: [] };
      chats.set(place, some);
      some.receipts.push({ by: by.person, kind, at });
    },
    flush,
  };
};
