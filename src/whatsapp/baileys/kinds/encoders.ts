/** The encoders of all kinds of message. A kind of `src/messages` without a row here does not compile. */
import type { AnyMessageContent, proto } from 'baileys';
import type { Content, ContentKind, ContentOf } from '../../../messages/content.ts';
import type { Encoder } from './kind.ts';
import { text } from './text.ts';

const encoders: { readonly [K in ContentKind]: Encoder<ContentOf<K>> } = { text };

const encoderOf = <K extends ContentKind>({ kind }: { readonly kind: K }): Encoder<ContentOf<K>> => encoders[kind];

export const outgoingOf = (content: Content): AnyMessageContent => encoderOf(content).outgoing(content);
export const resentOf = (content: Content): proto.IMessage => encoderOf(content).resent(content);
