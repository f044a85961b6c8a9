/** What Waybill has to know of a kind of message to take it, show it and look after what it holds. */
import type * as v from 'valibot';
import type { LinkPreview } from './link-preview.ts';
import type { MessageRef } from './refs.ts';

export interface MessageKind<C, M extends v.GenericSchema> {
  /** Also the guard through which stored content comes back. */
  readonly schema: v.GenericSchema<unknown, C>;
  /** The bounds that `member` holds it to, by the names that clients see. */
  readonly limits: Readonly<Record<string, number>>;
  /** What a client sends, as the member that is named like the kind. */
  readonly member: M;
  /** The content of a member, once its media are on disk. */
  readonly of: (member: v.InferOutput<M>, made: Made) => C;
  /** The member as clients see it again. */
  readonly shown: (content: C) => Readonly<Record<string, unknown>> | readonly unknown[];
  /** As it is stored: what `schema` takes back after `read`. */
  readonly write: (content: C) => string;
  readonly read: (stored: string) => unknown;
  /** What people read of it: the text or the caption; null for a kind that has neither. */
  readonly textOf: (content: C) => string | null;
  /** One line for lists; never longer than 120 characters. */
  readonly preview: (content: C) => string;
  /** The ids of the media that it holds. */
  readonly mediaOf: (content: C) => readonly string[];
  /** The message that it changes, answers with an emoji or passes on; null for one that stands alone. */
  readonly refersTo: (content: C) => MessageRef | null;
}

/** What acceptance makes for a content that a client cannot give. */
export interface Made {
  /** The media of the member, in the order of its sources. */
  readonly media: readonly string[];
  /** 32 random bytes in base64, with which the votes of a poll are encrypted. */
  readonly secret: string;
  /** The content that a forward passes on. */
  readonly passedOn: PassedOn | null;
  /** The preview of a text. */
  readonly preview: LinkPreview | null;
}

/** A content inside another one, as it is stored. */
export interface PassedOn {
  readonly kind: string;
  readonly body: string;
  /** How often it has been forwarded before. */
  readonly score: number;
}

const PREVIEW_MAX = 120;

/** The first half of a surrogate pair that was cut. */
const HALF = /[\uD800-\uDBFF]$/;

/** The first line of a text, cut to the length of a preview. */
export const firstLine = (text: string): string => {
  const [line = ''] = text.trimStart().split('\n', 1);
  return line.length <= PREVIEW_MAX ? line : `${line.slice(0, PREVIEW_MAX - 1).replace(HALF, '')}…`;
};

/** A content without its kind: how clients see many kinds. */
export const withoutKind = <C extends { readonly kind: string }>(content: C): Omit<C, 'kind'> => {
  const { kind: _kind, ...member } = content;
  return member;
};

/** How most kinds are stored: as JSON, without the kind, which stands beside it. */
export const storedAsJson = <K extends string, C extends { readonly kind: K }>(
  kind: K,
): Pick<MessageKind<C, v.GenericSchema>, 'write' | 'read'> => ({
  write: (content) => JSON.stringify(withoutKind(content)),
  read(stored) {
    try {
      return { ...(JSON.parse(stored) as object), kind };
    } catch {
      return null;
    }
  },
});

/** What holds for a kind without media that refers to no other message. */
export const STANDS_ALONE = { mediaOf: () => [], refersTo: () => null } as const;
