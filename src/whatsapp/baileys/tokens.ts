/**
 * Privacy tokens, with which contacts may write to us without limits. WhatsApp is asked to issue one a week for each
 * contact.
 *
 * Baileys 7.0.0-rc14 asks with every message, because it loses its own record: it writes the record in a key
 * transaction that is over when the answer comes. Here WhatsApp is asked once more, outside of any transaction, and the
 * record is kept where Baileys finds it at the next message. After an error Baileys simply keeps asking.
 */
import type { WASocket } from 'baileys';
import type { Clock } from '../../kernel/clock.ts';
import type { ChatId } from '../../kernel/ids.ts';

/** The week as Baileys counts it, since the beginning of 1970. */
const WEEK_SECONDS = 604_800;
const weekOf = (seconds: number): number => Math.floor(seconds / WEEK_SECONDS);

export interface Tokens {
  /** Ensures that a contact to whom we have written has this week's token. Never rejects. */
  issue(chatId: ChatId): Promise<void>;
}

export const tokensOver = (socket: WASocket, clock: Clock): Tokens => {
  const { keys } = socket.authState;
  const asking = new Set<ChatId>();

  const noted = async (name: string) => (await keys.get('tctoken', [name]))[name];

  const issueOnce = async (chatId: ChatId): Promise<void> => {
    const lid = (await socket.signalRepository.lidMapping.getLIDForPN(chatId)) ?? chatId;
    const now = Math.floor(clock.now() / 1_000);
    const last = (await noted(lid))?.senderTimestamp;
    if (last !== undefined && weekOf(last) >= weekOf(now)) return;
    await socket.issuePrivacyTokens([socket.serverProps.lidTrustedTokenIssueToLid ? lid : chatId], now);
    const entry = { token: Buffer.alloc(0), ...(await noted(lid)), senderTimestamp: now };
    await keys.set({ tctoken: { [lid]: entry } });
  };

  return {
    async issue(chatId) {
      if (asking.has(chatId)) return;
      asking.add(chatId);
      try {
        await issueOnce(chatId);
      } catch {
        // Baileys asks again with the next message.
      } finally {
        asking.delete(chatId);
      }
    },
  };
};
