/** A message of a chat as the API shows it. */
import * as v from 'valibot';
import { MESSAGE_SOURCES } from '../../events/facts/chat.ts';
import { MEDIA_STATES } from '../../events/facts/media.ts';
import { ContactId, ConversationId, JobId, SessionId, WrittenAddress } from '../../kernel/ids.ts';
import { OWN_STATUSES } from '../../views/message-object.ts';
import { CONTENT_KINDS, type ContentKind } from '../../messages/content.ts';
import { IsoTime } from '../contract/shapes.ts';

export const ChatParam = v.pipe(
  WrittenAddress,
  v.description('Any address of the conversation.'),
  v.examples(['6281234567890@s.whatsapp.net']),
);

/** Kinds that change another message, and one that shows as the kind that it passes on. */
const NO_TYPES = ['reaction', 'edit', 'delete', 'forward'] as const;

const isType = (kind: ContentKind): kind is Exclude<ContentKind, (typeof NO_TYPES)[number]> =>
  !NO_TYPES.some((other) => other === kind);

const KINDS = CONTENT_KINDS.filter(isType);

export const MESSAGE_TYPES = [...KINDS, 'undecryptable', 'withheld', 'unsupported'] as const;

/** A person, as messages, chats and contacts name them. */
export const person = {
  contactId: v.pipe(
    v.nullable(ContactId),
    v.description('Null for the account itself, and where no more is on record than an address.'),
  ),
  number: v.pipe(v.nullable(v.string()), v.description('Null where only the hidden id is known.')),
  lid: v.pipe(v.nullable(v.string()), v.description('The hidden id, where it is known.')),
  name: v.pipe(
    v.nullable(v.string()),
    v.description(
      "The account's own name for the person, the verified one of a business, or the one they have chosen.",
    ),
  ),
  username: v.nullable(v.string()),
} satisfies v.ObjectEntries;

export const PersonShape = v.pipe(v.object(person), v.metadata({ ref: 'Person' }));

const count = v.pipe(v.number(), v.integer());

const MediaShape = v.object({
  state: v.pipe(
    v.picklist(MEDIA_STATES),
    v.description(
      '`pending` is being fetched, `failed` is tried again, `withheld` is not handed over by WhatsApp, `skipped` is fetched when asked for.',
    ),
  ),
  id: v.nullable(v.string()),
  mimetype: v.nullable(v.string()),
  size: v.nullable(count),
  fileName: v.nullable(v.string()),
  seconds: v.nullable(v.number()),
  width: v.nullable(count),
  height: v.nullable(count),
});

const ReplyShape = v.object({
  messageId: v.string(),
  preview: v.pipe(v.nullable(v.string()), v.description('One line of the message that it answers.')),
});

const ReactionShape = v.object({ emoji: v.string(), from: PersonShape, at: IsoTime });

const word = v.nullable(v.string());
const ReferralShape = v.object({ source: word, sourceId: word, url: word, headline: word, ctwaClid: word });

const message = {
  messageId: v.pipe(v.string(), v.examples(['3EB0C767D82B60E5A9F2'])),
  session: SessionId,
  chatId: v.pipe(ConversationId, v.description('The conversation, by the address under which it was first on record.')),
  direction: v.pipe(v.picklist(['in', 'out']), v.description('`out` is what the account itself wrote.')),
  from: PersonShape,
  type: v.pipe(
    v.picklist(MESSAGE_TYPES),
    v.description(
      'The kind of message, which also names the member that holds what it says. `undecryptable` cannot be read yet, `withheld` is kept from linked devices, `unsupported` is of a kind that this Waybill does not know.',
    ),
  ),
  ...Object.fromEntries(KINDS.map((kind) => [kind, v.optional(v.unknown())])),
  reason: v.pipe(
    v.nullable(v.string()),
    v.description('Why there is nothing to read, as a code; for `unsupported`, the name of its kind.'),
  ),
  media: v.nullable(MediaShape),
  replyTo: v.nullable(ReplyShape),
  mentions: v.union([v.array(v.string()), v.literal('all')]),
  forwarded: v.boolean(),
  referral: v.pipe(v.nullable(ReferralShape), v.description('The ad that led to it.')),
  reactions: v.pipe(
    v.array(ReactionShape),
    v.description('The last one of each person. A list shows the newest 20 of each message.'),
  ),
  editedAt: v.nullable(IsoTime),
  deletedAt: v.pipe(v.nullable(IsoTime), v.description('When it was taken back. What it said stays on record.')),
  erasedAt: v.pipe(
    v.nullable(IsoTime),
    v.description('When what it said was erased. The member of its type is null then.'),
  ),
  sentAt: v.pipe(IsoTime, v.description("WhatsApp's time.")),
  receivedAt: v.pipe(IsoTime, v.description('When it was recorded.')),
  source: v.pipe(
    v.picklist(MESSAGE_SOURCES),
    v.description(
      '`live`, `offline` (WhatsApp kept it during an outage), `phone` (written on the own phone), `history` (imported).',
    ),
  ),
  jobId: v.pipe(v.nullable(JobId), v.description('The job that sent it; null for all other messages.')),
  status: v.pipe(v.nullable(v.picklist(OWN_STATUSES)), v.description('How far a job has come.')),
  position: v.pipe(count, v.description('The place in the log of the fact by which it joined its chat.')),
} satisfies v.ObjectEntries;

export const ChatMessageShape = v.pipe(v.object(message), v.metadata({ ref: 'ChatMessage' }));

export const ChatMessageDetailShape = v.pipe(
  v.object({
    ...message,
    edits: v.pipe(
      v.array(v.object({ text: v.nullable(v.string()), replacedAt: IsoTime })),
      v.description('Each former text or caption, the oldest first.'),
    ),
    votes: v.pipe(
      v.nullable(v.array(v.object({ option: v.string(), votes: count, voters: v.array(PersonShape) }))),
      v.description('Of a poll: the last choice of each voter.'),
    ),
    receipts: v.pipe(
      v.nullable(
        v.array(
          v.object({
            recipient: PersonShape,
            deliveredAt: v.nullable(IsoTime),
            readAt: v.nullable(IsoTime),
            playedAt: v.nullable(IsoTime),
          }),
        ),
      ),
      v.description('By recipient, for a job in a group or a status; null for all other messages.'),
    ),
  }),
  v.metadata({ ref: 'ChatMessageDetail' }),
);
