/** People as messages name them. */
import { type ChatId, phoneNumberOf } from '../../kernel/ids.ts';

export interface Person {
  /** With `+` and country code; null where only the hidden id is known. */
  readonly number: string | null;
  /** The hidden id; null where only the number is known. */
  readonly lid: ChatId | null;
  /** The name that the person has chosen; null where none was told. */
  readonly name: string | null;
}

const isHidden = (id: ChatId): boolean => id.endsWith('@lid');

/** The person with these addresses. Unknown ones are null. */
export const personWith = (ids: readonly (ChatId | null)[], name: string | null = null): Person => {
  const known = ids.filter((id) => id !== null);
  return {
    number: known.map(phoneNumberOf).find((number) => number !== null) ?? null,
    lid: known.find(isHidden) ?? null,
    name,
  };
};

/**
 * Whether two messages have the same author. A number and a hidden id may be one person: nobody can tell, so they are
 * taken as one.
 */
export const mayBeSame = (some: readonly (ChatId | null)[], others: readonly (ChatId | null)[]): boolean => {
  const [one, other] = [some.filter((id) => id !== null), others.filter((id) => id !== null)];
  if (one.some((id) => other.includes(id))) return true;
  return !one.some((id) => other.some((each) => isHidden(each) === isHidden(id)));
};
