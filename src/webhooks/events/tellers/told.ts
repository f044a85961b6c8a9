/** What a teller answers: an event's ids, where to read more, and everything else when it is asked for. */
import type { Recorded } from '../../../events/log/log.ts';
import { Defect } from '../../../kernel/fault.ts';
import { iso, type Millis } from '../../../kernel/clock.ts';
import type { ChatId, SessionId } from '../../../kernel/ids.ts';
import type { Then } from '../then/then.ts';

export interface Told {
  /** Ids alone: no content, no name and no number. */
  readonly ids: Readonly<Record<string, string | readonly string[] | null>>;
  /** The path at which the API shows it as it is now. */
  readonly href: string;
  /** The conversation, by the name that it had then; null for what belongs to none. */
  readonly chatId: ChatId | null;
  readonly full: () => Full;
}

export interface Full {
  readonly members: Readonly<Record<string, unknown>>;
  /** Something that it said was erased. */
  readonly erased: boolean;
}

export type Teller = (fact: Recorded, then: Then) => Told;

export { iso } from '../../../kernel/clock.ts';

export const sessionOf = ({ header, position }: Recorded): SessionId => {
  if (header.session !== null) return header.session;
  throw new Defect(`the fact at position ${position} of the log belongs to no session`, { position });
};

/** A teller was given a fact that does not lead to its event, which the table rules out. */
export const notMine = ({ type, position }: Recorded): Defect =>
  new Defect(`${type} does not lead to this event`, { position });

/** A path of the API, with the session that it is read in. */
export const pathTo = (session: SessionId, ...parts: readonly string[]): string =>
  `/api/whatsapp/${parts.map(encodeURIComponent).join('/')}?session=${session}`;

/** Millis become ISO 8601, under the same names. */
export const isoTimes = (times: Readonly<Record<string, Millis | null>>) =>
  Object.fromEntries(Object.entries(times).map(([name, at]) => [name, at === null ? null : iso(at)]));
