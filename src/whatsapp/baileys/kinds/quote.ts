import type { proto } from 'baileys';
import { previewOf } from '../../../messages/content.ts';
import type { Spoken } from '../../heard.ts';
import { addressOf } from '../hearing/envelope.ts';
import { contentIn } from './decoders.ts';
import { opened } from './envelopes.ts';

const UNKNOWN = 'unsupported';

/** The message that another one answers, as the sender's phone copied it: one line of it, and whose it is. */
export const quoteIn = ({ quotedMessage, participant }: proto.IContextInfo): Spoken['quoted'] => {
  if (!quotedMessage) return null;
  const content = contentIn(opened(quotedMessage))?.content;
  return {
    by: addressOf(participant),
    kind: content?.kind ?? UNKNOWN,
    preview: content ? previewOf(content) : '',
  };
};
