/** What comes in, with nothing around it. */
import type { Content } from '../../src/messages/content.ts';
import type { Spoken } from '../../src/whatsapp/heard.ts';

export const spokenOf = (content: Content, others: Partial<Spoken> = {}): Spoken => ({
  type: 'spoken',
  content,
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
  ...others,
});

export const spoken = (body: string): Spoken => spokenOf({ kind: 'text', body });
