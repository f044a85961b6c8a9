/** A text that comes in, with nothing around it. */
import type { Spoken } from '../../src/whatsapp/heard.ts';

export const spoken = (body: string): Spoken => ({
  type: 'spoken',
  content: { kind: 'text', body },
  raw: null,
  file: null,
  replyTo: null,
  quoted: null,
  referral: null,
  mentions: [],
  mentionsAll: false,
  forwarded: null,
  viewOnce: false,
  disappearsAfter: null,
});
