/** What the preview of a message cannot show, in words. */
import { type Draft, fieldsOf } from './draft.ts';

const ADDRESS = /\bhttps?:\/\/\S/i;

const OF_ADDRESS =
  'The phone shows the address as a link, without a picture or a title. A request can ask for those with "preview": "auto": they are fetched when the message is taken, and the message goes without them if that fails.';

const OF_FILE =
  'The file is stored before the message is queued. A request can also name an address with "fetch": "later": the first attempt fetches the file then, and the message fails if it is not to be had.';

/** Notes on a message as it is written, the most important first. */
export const notesOn = ({ kind, values }: Pick<Draft, 'kind' | 'values'>): readonly string[] => {
  if (kind === 'text') return ADDRESS.test(values['body'] ?? '') ? [OF_ADDRESS] : [];
  return fieldsOf(kind).some(({ input }) => input === 'file') && (values['media'] ?? '') !== '' ? [OF_FILE] : [];
};
