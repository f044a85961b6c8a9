/** Finds messages that no job has sent, for messages that answer or change them: what came in, and what the phone wrote. */
import type { FindHeard } from '../../actors/jobs/saying.ts';
import { keyOf } from '../../projections/chats/message-key.ts';
import type { Reads } from '../../projections/reads.ts';
import { recordReader, type RecordPorts } from '../../views/on-record.ts';

interface HeardPorts extends RecordPorts {
  readonly reads: Reads;
}

const bytesOf = (base64: string | null): Uint8Array | null =>
  base64 === null ? null : Uint8Array.from(Buffer.from(base64, 'base64'));

/** Reads a message as it is now, under any address of its conversation. */
export const heardFinder = ({ log, reads }: HeardPorts): FindHeard => {
  const records = recordReader({ log, reads });
  return (session, chatId, messageId) =>
    reads.together(() => {
      const chat = reads.chats.conversation(session, chatId)?.chatId ?? chatId;
      const chats = reads.chats.addresses(session, chat);
      const row = records.find(session, chats, keyOf(messageId));
      if (row === null || row.by === null) return null;
      const { content, deletion, raw, thumbnail } = records.read(row, chats);
      return {
        own: row.own,
        by: [row.by, ...(row.byOther === null ? [] : [row.byOther])],
        sentAt: row.sentAt,
        deleted: deletion !== null,
        content,
        raw: bytesOf(raw),
        thumbnail: bytesOf(thumbnail),
      };
    });
};
