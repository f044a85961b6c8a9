/** The circumstances of a message: what it answers, whom it mentions, whether it was forwarded, when it disappears. */
import type { proto } from 'baileys/WAProto/index.js';
import type { Context } from './shown.ts';

type Part = { contextInfo?: proto.IContextInfo | null };

/** The part of a message that carries its content: `imageMessage` and the like. */
const partOf = (message: proto.IMessage): Part | null => {
  for (const [name, part] of Object.entries(message) as [string, unknown][]) {
    if (name !== 'messageContextInfo' && typeof part === 'object' && part !== null) return part;
  }
  return null;
};

const mentionsIn = ({ mentionedJid, nonJidMentions }: proto.IContextInfo): string[] => [
  ...(nonJidMentions ? ['all'] : []),
  ...(mentionedJid ?? []),
];

/** `preview` is the text that stands for a quoted message. */
export const contextOf = (
  message: proto.IMessage,
  viewOnce: boolean,
  preview: (quoted: proto.IMessage) => string,
): Context => {
  const info = partOf(message)?.contextInfo ?? {};
  const { stanzaId, quotedMessage, expiration } = info;
  const mentions = mentionsIn(info);
  const forwarded = info.isForwarded ? info.forwardingScore || 1 : 0;
  return {
    ...(stanzaId && { replyTo: { messageId: stanzaId, preview: quotedMessage ? preview(quotedMessage) : null } }),
    ...(mentions.length > 0 && { mentions }),
    ...(forwarded && { forwarded }),
    ...(expiration && { expiration }),
    ...(viewOnce && { viewOnce }),
  };
};

export interface Quoted {
  /** The sender of the quoted message. */
  readonly participant: string;
  readonly message: proto.IMessage | null;
}

const infoOf = ({ replyTo, mentions = [], forwarded, expiration }: Context, quoted: Quoted): proto.IContextInfo => ({
  ...(replyTo && { stanzaId: replyTo.messageId, participant: quoted.participant, quotedMessage: quoted.message }),
  ...(mentions.length > 0 && { mentionedJid: mentions.filter((jid) => jid !== 'all') }),
  ...(mentions.includes('all') && { nonJidMentions: 1 }),
  ...(forwarded && { isForwarded: true, forwardingScore: forwarded }),
  ...(expiration && { expiration }),
});

/** The message with its circumstances. A plain text changes to its longer form, because the short one has no place for them. */
export const withContext = (message: proto.IMessage, context: Context, quoted: Quoted): proto.IMessage => {
  const contextInfo = infoOf(context, quoted);
  if (Object.keys(contextInfo).length === 0) return message;
  if (message.conversation) return { extendedTextMessage: { text: message.conversation, contextInfo } };
  const inner = message.documentWithCaptionMessage?.message ?? message;
  const part = partOf(inner);
  if (part) part.contextInfo = contextInfo;
  return message;
};
