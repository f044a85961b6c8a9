/** Polls. The third form of the protocol message is for polls with one choice. */
import type { PhoneKind } from './kind.ts';
import type { ShownOf } from './shown.ts';

export const poll: PhoneKind<ShownOf<'poll'>> = {
  read({ pollCreationMessage, pollCreationMessageV2, pollCreationMessageV3, messageContextInfo }) {
    const fields = pollCreationMessage ?? pollCreationMessageV2 ?? pollCreationMessageV3;
    if (!fields) return null;
    const secret = messageContextInfo?.messageSecret;
    return {
      kind: 'poll',
      question: fields.name ?? '',
      options: (fields.options ?? []).map(({ optionName }) => optionName ?? ''),
      selectable: fields.selectableOptionsCount ?? 0,
      secret: secret ? Buffer.from(secret).toString('base64') : null,
    };
  },
  write({ question, options, selectable, secret }) {
    const fields = {
      name: question,
      options: options.map((optionName) => ({ optionName })),
      selectableOptionsCount: selectable,
    };
    return {
      ...(selectable === 1 ? { pollCreationMessageV3: fields } : { pollCreationMessage: fields }),
      ...(secret === null ? {} : { messageContextInfo: { messageSecret: Buffer.from(secret, 'base64') } }),
    };
  },
  marks: () => ({ type: 'poll', polltype: 'creation' }),
};
