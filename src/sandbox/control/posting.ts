/** How a message of a phone reaches the linked devices, if not as usual. A journal stores it. */

/** Ways in which a message cannot be decrypted. */
export const UNDECRYPTABLE = [
  /** The authentication code is wrong. */
  'bad_mac',
  /** The bytes are no message of Signal's. */
  'garbled',
  /** The session, or in a group the sender key, is one that the device does not have. */
  'no_session',
] as const;

/** The types with which WhatsApp withholds a message from linked devices. */
export const UNAVAILABLE = [
  'view_once',
  'bot_unavailable_fanout',
  'hosted_unavailable_fanout',
  'view_once_unavailable_fanout',
] as const;

export type Trouble =
  /** `times`: how many ciphertexts cannot be read, the repeats included; null for all of them. */
  | { readonly kind: 'undecryptable'; readonly how: (typeof UNDECRYPTABLE)[number]; readonly times: number | null }
  /** The ciphertext is the one of the writer's message before, whose key the device has used. */
  | { readonly kind: 'used_key' }
  | { readonly kind: 'withheld'; readonly type: (typeof UNAVAILABLE)[number] }
  /** The stanza has no content. The account's phone has the message, and gives it to a device that asks. */
  | { readonly kind: 'absent' }
  /** Encrypted as bots encrypt, which the client does not read. */
  | { readonly kind: 'bot' };

/** How a chat of two names the person: by number or by LID, with the other one beside it or alone. */
export const ADDRESSES = ['number', 'number_alone', 'lid', 'lid_alone'] as const;

export interface Posting {
  readonly trouble?: Trouble;
  /** How long ago the message was written, in seconds. */
  readonly age?: number;
  /** By number with the LID beside it, if left out. Groups have an addressing of their own. */
  readonly address?: (typeof ADDRESSES)[number];
}
