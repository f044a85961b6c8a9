/**
 * The pairing codes of one session.
 *
 * A new code invalidates the one before it, and WhatsApp stops answering accounts that ask for many. So a code is
 * returned again while it is valid, concurrent callers share one, and WhatsApp is asked at most once a minute, whatever
 * happens to the link meanwhile.
 */
import type { Clock, Millis } from '../../kernel/clock.ts';
import { ok, refuse, type Result } from '../../kernel/result.ts';
import type { Link } from '../../whatsapp/port.ts';

export interface PairingCode {
  readonly code: string;
  readonly expiresAt: Millis;
}

export interface PairingCodes {
  /**
   * A code for the phone with this number, to be typed while the link shows its QR.
   * @throws Fault when the link cannot be asked now.
   */
  ask(link: Link, number: string): Promise<Result<PairingCode>>;
}

const NEW_CODE_MS = 60_000;

interface Given {
  readonly link: Link;
  readonly number: string;
  readonly askedAt: Millis;
  readonly code: Promise<PairingCode>;
}

export const pairingCodes = (clock: Clock): PairingCodes => {
  let last: Given | null = null;

  const isGood = async ({ code }: Given): Promise<boolean> => clock.now() < (await code).expiresAt;

  const askNow = async (link: Link, number: string): Promise<Result<PairingCode>> => {
    const before = last;
    const given: Given = { link, number, askedAt: clock.now(), code: link.pairingCode(number) };
    last = given;
    try {
      return ok(await given.code);
    } catch (thrown) {
      // No code was issued, so the next caller need not wait.
      if (last === given) last = before;
      throw thrown;
    }
  };

  return {
    async ask(link, number) {
      const given = last;
      if (given?.link === link && given.number === number && (await isGood(given))) return ok(await given.code);
      const waitMs = given === null ? 0 : given.askedAt + NEW_CODE_MS - clock.now();
      if (waitMs <= 0) return askNow(link, number);
      const seconds = Math.ceil(waitMs / 1000);
      return refuse(
        'session.code_too_soon',
        `WhatsApp gives one new pairing code a minute; ask again in ${seconds} s, or scan the QR.`,
        seconds,
      );
    },
  };
};
