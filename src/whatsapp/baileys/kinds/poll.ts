import type { proto } from 'baileys';
import type { PollContent } from '../../../messages/poll.ts';
import type { Voted } from '../../heard.ts';
import { bytesOf } from './files.ts';
import type { Decoded, Decoder, Encoder, Within } from './kind.ts';
import { refOf } from './refs.ts';
import { base64Of, storable } from './words.ts';

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

/** The first form of polls had the secret in itself. */
const secretOf = ({ encKey }: proto.Message.IPollCreationMessage, { secret }: Within): string =>
  base64Of(secret.length > 0 ? secret : (encKey ?? secret));

const pollOf = (member: proto.Message.IPollCreationMessage, within: Within): Decoded<PollContent> => ({
  content: {
    kind: 'poll',
    question: storable(member.name),
    options: (member.options ?? []).map(({ optionName }) => storable(optionName)),
    selectable: member.selectableOptionsCount ?? 0,
    secret: secretOf(member, within),
  },
  file: null,
});

export const pollIn: Decoder<Decoded<PollContent>> = {
  pollCreationMessage: pollOf,
  pollCreationMessageV2: pollOf,
  pollCreationMessageV3: pollOf,
  pollCreationMessageV5: pollOf,
};

/** A vote, as it was encrypted. Its stanza says whose it is. */
export const voteIn: Decoder<Voted> = {
  pollUpdateMessage({ pollCreationMessageKey, vote }) {
    const messageId = refOf(pollCreationMessageKey);
    const payload = bytesOf(vote?.encPayload);
    const iv = bytesOf(vote?.encIv);
    return messageId === null || payload === null || iv === null
      ? null
      : { type: 'voted', messageId, vote: { payload, iv } };
  },
};
