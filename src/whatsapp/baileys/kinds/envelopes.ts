/** Takes a message out of the envelopes that WhatsApp puts around it. */
import type { proto } from 'baileys';

/** An order has words there, and a comment belongs to another message. */
type Envelope = Exclude<
  {
    [M in keyof proto.IMessage]-?: 'message' extends keyof NonNullable<proto.IMessage[M]> ? M : never;
  }[keyof proto.IMessage],
  'orderMessage' | 'commentMessage'
>;

/** Every member that is a message inside the message, and whether it lets it be opened once. */
const ENVELOPES: { readonly [E in Envelope]: 'open' | 'once' } = {
  deviceSentMessage: 'open',
  ephemeralMessage: 'open',
  viewOnceMessage: 'once',
  viewOnceMessageV2: 'once',
  viewOnceMessageV2Extension: 'once',
  documentWithCaptionMessage: 'open',
  editedMessage: 'open',
  associatedChildMessage: 'open',
  lottieStickerMessage: 'open',
  groupMentionedMessage: 'open',
  groupStatusMessage: 'open',
  groupStatusMessageV2: 'open',
  groupStatusMentionMessage: 'open',
  statusMentionMessage: 'open',
  statusAddYours: 'open',
  botInvokeMessage: 'open',
  botForwardedMessage: 'open',
  botTaskMessage: 'open',
  eventCoverImage: 'open',
  limitSharingMessage: 'open',
  pollCreationMessageV4: 'open',
  pollCreationOptionImageMessage: 'open',
  questionMessage: 'open',
  questionReplyMessage: 'open',
};
const NAMES = Object.keys(ENVELOPES) as readonly Envelope[];

/** Deeper than any client nests them. What is deeper stays in its envelope, and is of no known kind. */
const DEPTH_MAX = 12;

export interface Opened {
  readonly message: proto.IMessage;
  readonly viewOnce: boolean;
  /** The first secret from the outside in: a message from the own phone has it outside. Empty if there is none. */
  readonly secret: Uint8Array;
  /** The innermost envelope; null for a message without one. */
  readonly envelope: string | null;
}

const NO_SECRET = new Uint8Array();

export const opened = (message: proto.IMessage): Opened => {
  let inside: Opened = { message, viewOnce: false, secret: secretOf(message), envelope: null };
  for (let depth = 0; depth < DEPTH_MAX; depth += 1) {
    const outer = inside;
    const envelope = NAMES.find((name) => outer.message[name]?.message);
    const inner = envelope && outer.message[envelope]?.message;
    if (!inner) break;
    inside = {
      message: inner,
      viewOnce: outer.viewOnce || ENVELOPES[envelope] === 'once',
      secret: outer.secret.length > 0 ? outer.secret : secretOf(inner),
      envelope,
    };
  }
  return { ...inside, viewOnce: inside.viewOnce || isMarkedOnce(inside.message) };
};

/** Newer clients mark the picture itself. */
const isMarkedOnce = ({ imageMessage, videoMessage, ptvMessage, audioMessage }: proto.IMessage): boolean =>
  [imageMessage, videoMessage, ptvMessage, audioMessage].some((member) => member?.viewOnce === true);

const secretOf = ({ messageContextInfo }: proto.IMessage): Uint8Array => messageContextInfo?.messageSecret ?? NO_SECRET;
