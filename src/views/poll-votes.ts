/**
 * Opens the votes of a poll.
 *
 * A vote is encrypted with the poll's secret, and bound to the poll, its author and the voter by their addresses. Which
 * of a person's addresses a phone took depends on the chat, so each pair is tried: the tag of AES-GCM says which one is
 * right. The layout is in Baileys' `decryptPollVote`.
 */
import { createDecipheriv, createHmac, hash } from 'node:crypto';
import type { EncryptedVote } from '../messages/beside.ts';

const TAG_BYTES = 16;
const DIGEST_BYTES = 32;
/** The tag of field 1 of `PollVoteMessage`, a list of bytes. */
const SELECTED = 0x0a;

interface Poll {
  readonly messageId: string;
  /** 32 bytes in base64. */
  readonly secret: string;
  readonly options: readonly string[];
  /** The addresses of its author. */
  readonly author: readonly string[];
}

const hmac = (key: Uint8Array, data: Uint8Array | string): Buffer => createHmac('sha256', key).update(data).digest();

const decrypted = (poll: Poll, author: string, voter: string, vote: EncryptedVote): Buffer | null => {
  const name = `${poll.messageId}${author}${voter}Poll Vote\u0001`;
  const key = hmac(hmac(new Uint8Array(DIGEST_BYTES), Buffer.from(poll.secret, 'base64')), name);
  const payload = Buffer.from(vote.payload, 'base64');
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(vote.iv, 'base64'));
    decipher.setAAD(Buffer.from(`${poll.messageId}\0${voter}`));
    decipher.setAuthTag(payload.subarray(-TAG_BYTES));
    return Buffer.concat([decipher.update(payload.subarray(0, -TAG_BYTES)), decipher.final()]);
  } catch {
    return null;
  }
};

/** The digests in a `PollVoteMessage`. */
const digestsIn = (message: Buffer): string[] => {
  const digests: string[] = [];
  for (let at = 0; message[at] === SELECTED && message[at + 1] === DIGEST_BYTES; at += 2 + DIGEST_BYTES)
    digests.push(message.subarray(at + 2, at + 2 + DIGEST_BYTES).toString('hex'));
  return digests;
};

/** The options that a voter has chosen; null if the vote cannot be opened. */
export const openVote = (poll: Poll, voter: readonly string[], vote: EncryptedVote): readonly string[] | null => {
  for (const author of poll.author) {
    for (const by of voter) {
      const message = decrypted(poll, author, by, vote);
      if (message === null) continue;
      const chosen = digestsIn(message);
      return poll.options.filter((option) => chosen.includes(hash('sha256', option)));
    }
  }
  return null;
};
