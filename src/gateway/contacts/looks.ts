/** What contacts show of themselves. WhatsApp is asked, and not too often; a picture is kept in memory for a while. */
import type { Clock, Millis } from '../../kernel/clock.ts';
import type { ChatId, ContactId, SessionId } from '../../kernel/ids.ts';
import { ok, type Result, refuse } from '../../kernel/result.ts';
import type { Link } from '../../whatsapp/port.ts';
import type { Shown } from '../../whatsapp/profiles.ts';
import { ofBoundedQuestions, whatWhatsAppSays } from '../sessions/asking.ts';
import type { Budget } from '../sessions/budget.ts';
import { keepLatest } from '../../kernel/latest.ts';

/** A contact, as WhatsApp is asked for it. */
export interface Asked {
  readonly session: SessionId;
  readonly contactId: ContactId;
  readonly address: ChatId;
}

export interface Looks {
  shownBy(asked: Asked, link: Result<Link>): Promise<Result<Shown>>;
  /** The JPEG. One that was asked for lately is answered without a connection. */
  picture(asked: Asked, link: Result<Link>): Promise<Result<Uint8Array>>;
}

const PICTURE_MS = 3_600_000;
const PICTURES_MAX = 50;

interface Kept {
  readonly until: Millis;
  readonly answer: Promise<Result<Uint8Array | null>>;
}

interface LooksPorts {
  readonly clock: Pick<Clock, 'now'>;
  readonly budget: Budget;
}

export const createLooks = ({ clock, budget }: LooksPorts): Looks => {
  /** Those that were asked for first come first. */
  const kept = new Map<string, Kept>();

  const ask = async <T>(
    session: SessionId,
    link: Result<Link>,
    question: (link: Link) => Promise<T>,
  ): Promise<Result<T>> => {
    if (!link.ok) return link;
    const spent = budget(session);
    if (!spent.ok) return spent;
    return whatWhatsAppSays(async () => ok(await question(link.value)), ofBoundedQuestions);
  };

  /** Two who ask at once share one question. An answer that failed is not kept. */
  const keep = (key: string, answer: Kept['answer']): Kept['answer'] => {
    const entry = { until: clock.now() + PICTURE_MS, answer };
    keepLatest(kept, key, entry, PICTURES_MAX);
    const forgetFailed = (failed: boolean): void => {
      if (failed && kept.get(key) === entry) kept.delete(key);
    };
    answer.then(
      ({ ok: done }) => forgetFailed(!done),
      () => forgetFailed(true),
    );
    return answer;
  };

  return {
    shownBy: ({ session, address }, link) => ask(session, link, (open) => open.shownBy(address)),
    async picture({ session, contactId, address }, link) {
      const key = `${session}/${contactId}`;
      const known = kept.get(key);
      const isFresh = known !== undefined && known.until > clock.now();
      const found = await (isFresh
        ? known.answer
        : keep(
            key,
            ask(session, link, (open) => open.pictureOf(address)),
          ));
      if (!found.ok) return found;
      return found.value === null
        ? refuse('contact.no_picture', 'This contact has no picture, or hides it from this account.')
        : ok(found.value);
    },
  };
};
