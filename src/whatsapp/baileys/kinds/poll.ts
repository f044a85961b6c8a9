import type { PollContent } from '../../../messages/poll.ts';
import type { Encoder } from './kind.ts';

/** A poll. One with a single choice has a message of its own. */
export const poll: Encoder<PollContent> = {
  speaks: true,
  message({ question, options, selectable, secret }) {
    const created = {
      name: question,
      selectableOptionsCount: selectable,
      options: options.map((optionName) => ({ optionName })),
    };
    return {
      ...(selectable === 1 ? { pollCreationMessageV3: created } : { pollCreationMessage: created }),
      messageContextInfo: { messageSecret: Buffer.from(secret, 'base64') },
    };
  },
  stanza: () => ({ nodes: [{ tag: 'meta', attrs: { polltype: 'creation' } }] }),
};
