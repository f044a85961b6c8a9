import type { ForwardContent } from '../../../messages/forward.ts';
import { passedOnBy } from '../../../messages/content.ts';
import { undelivered } from '../failures.ts';
import type { Encoder } from './kind.ts';

/** A message that is passed on: its own form, marked as forwarded. */
export const forward: Encoder<ForwardContent> = {
  speaks: true,
  message(content, { encode }) {
    const passedOn = passedOnBy(content);
    if (passedOn === null) throw undelivered('content_unreadable', false);
    return encode(passedOn);
  },
};
