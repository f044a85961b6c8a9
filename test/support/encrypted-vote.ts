/** Votes as phones encrypt them. */
import { createCipheriv, createHmac, hash } from 'node:crypto';

export const encryptedVote = (
  messageId: string,
  secret: Buffer,
  author: string,
  voter: string,
  options: readonly string[],
): { payload: string; iv: string } => {
  const key0 = createHmac('sha256', Buffer.alloc(32)).update(secret).digest();
  const key = createHmac('sha256', key0).update(`${messageId}${author}${voter}Poll Vote\u0001`).digest();
  const iv = Buffer.alloc(12, 7);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(`${messageId}\0${voter}`));
  const plain = Buffer.concat(options.flatMap((each) => [Buffer.from([0x0a, 32]), hash('sha256', each, 'buffer')]));
  const payload = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  return { payload: payload.toString('base64'), iv: iv.toString('base64') };
};
