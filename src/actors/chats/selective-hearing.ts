/**
 * Leaves out what the operator does not want on record (`WAYBILL_RECORD`). It is acknowledged, counted and dropped: no fact
 * and no content of it is written. Its keys are stored like those of any stanza, or later ones could not be decrypted.
 */
import { chatKindOf } from '../../kernel/ids.ts';
import type { HeardName, Hearing } from '../../whatsapp/heard.ts';

/** Everything; only chats with one person; or only what the account itself wrote. */
export type Recording = 'all' | 'direct' | 'outgoing';

export interface SelectiveHearing extends Hearing {
  /** How many stanzas that say something were left out since the start. */
  leftOut(): number;
}

const isLeftOut = (recording: Recording, { chat, fromMe }: Pick<HeardName, 'chat' | 'fromMe'>): boolean => {
  if (recording === 'outgoing') return !fromMe;
  return recording === 'direct' && chatKindOf(chat.id) !== 'contact';
};

export const selectiveHearing = (hearing: Hearing, recording: Recording): SelectiveHearing => {
  let leftOut = 0;
  return {
    record(session, stanzas) {
      const kept = stanzas.map((stanza) => {
        if (!isLeftOut(recording, stanza.heard)) return stanza;
        if (stanza.heard.said.type !== 'nothing') leftOut += 1;
        return { ...stanza, heard: { ...stanza.heard, said: { type: 'nothing' as const } } };
      });
      return hearing.record(session, kept);
    },
    // One that comes again cannot be decrypted any more, and gets its receipt as if it were on record.
    isOnRecord: (session, stanza) => isLeftOut(recording, stanza) || hearing.isOnRecord(session, stanza),
    leftOut: () => leftOut,
  };
};
