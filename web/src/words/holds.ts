/** Why a message that could be sent was not sent yet: the words of `src/story`, as sentences without their full stop. */
import { HOLD_WORDS } from '../api/words.ts';
import { capital } from './sentence.ts';

/** A reason that this page does not know yet says its name. */
const unknown = (reason: string): string => `It is held: ${reason.replaceAll('_', ' ')}`;

/** While the hold lasts. */
export const holdNow = (reason: string): string => {
  const words = HOLD_WORDS[reason];
  return words ? capital(words.now) : unknown(reason);
};

/** After its end. */
export const holdPast = (reason: string): string => {
  const words = HOLD_WORDS[reason];
  return words ? capital(words.past) : unknown(reason);
};
