/** Votes in polls. Their options are encrypted with the secret of the poll, which is in the poll's own message. */
import { createCipheriv, createHash, createHmac, randomBytes } from 'node:crypto';
import { proto } from 'baileys/WAProto/index.js';
import type { PhoneKind, Surroundings } from './kind.ts';
import type { ShownOf } from './shown.ts';

const IV_BYTES = 12;

const hmac = (key: Uint8Array, data: Uint8Array): Buffer => createHmac('sha256', key).update(data).digest();

/** The key with which one voter encrypts its votes in one poll. */
const keyOf = (id: string, { secret, author, voter }: NonNullable<ReturnType<Surroundings['pollOf']>>): Buffer =>
  hmac(hmac(Buffer.alloc(32), secret), Buffer.concat([Buffer.from(`${id}${author}${voter}Poll Vote`), Buffer.of(1)]));

export const vote: PhoneKind<ShownOf<'vote'>> = {
  /** A contact's phone does not read votes. */
  read: () => null,
  write({ poll: id, options }, { pollOf, keyOf: messageKeyOf, at }) {
    const poll = pollOf(id);
    if (!poll) throw new Error('the phone does not know the secret of the poll');
    const selectedOptions = options.map((option) => createHash('sha256').update(option).digest());
    const encIv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', keyOf(id, poll), encIv).setAAD(Buffer.from(`${id}\0${poll.voter}`));
    const sealed = cipher.update(proto.Message.PollVoteMessage.encode({ selectedOptions }).finish());
    const encPayload = Buffer.concat([sealed, cipher.final(), cipher.getAuthTag()]);
    return {
      pollUpdateMessage: {
        pollCreationMessageKey: messageKeyOf(id),
        vote: { encPayload, encIv },
        senderTimestampMs: at * 1000,
      },
    };
  },
  marks: () => ({ type: 'poll', polltype: 'vote' }),
};
