/** A decrypted message in Waybill's own words. */
import type { proto } from 'baileys';
import type { HeardSaid } from '../heard.ts';
import type { Me } from './hearing/envelope.ts';

export const heardIn = (message: proto.IMessage, bytes: Uint8Array, _context: { me: Me; chat: string }): HeardSaid => {
  const body = message.conversation ?? message.extendedTextMessage?.text;
  if (message.protocolMessage || message.senderKeyDistributionMessage) return { type: 'nothing' };
  const around = {
    file: null,
    replyTo: null,
    quoted: null,
    referral: null,
    mentions: [],
    mentionsAll: false,
    forwarded: null,
    viewOnce: false,
    disappearsAfter: null,
  };
  if (body == null) return { type: 'spoken', content: null, raw: { name: 'unknown', bytes }, ...around };
  return { type: 'spoken', content: { kind: 'text', body }, raw: null, ...around };
};
