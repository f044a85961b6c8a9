/** The gateway's errors, at the fields that they are about. */
import { ApiProblem } from '../../api/problem.ts';
import { BESIDE_NAMES } from './beside.ts';
import { type Draft, fieldsOf, isAboutAnother, type Wrong } from './draft.ts';

/** Fields that every kind has. */
const COMMON: readonly string[] = ['number', 'sendAt', ...BESIDE_NAMES];

/** The field for a code that names a subject and no path. */
const fieldOfCode = (code: string, { kind }: Draft): string | null => {
  if (code.startsWith('number.')) return 'number';
  if (code.startsWith('media.')) return 'media';
  if (code.startsWith('message.')) return isAboutAnother(kind) ? 'messageId' : 'replyTo';
  return null;
};

/** `poll.options.1` is about the options, and `image.media.id` about the file. */
const fieldOfPath = (path: string, { kind }: Draft): string => {
  const [first = '', second] = path.split('.');
  if (first === 'to') return 'number';
  if (first !== kind) return first;
  return kind === 'contacts' ? 'cards' : (second ?? '');
};

/** Empty when one of them belongs to no field of the form. */
export const errorsOf = (thrown: unknown, draft: Draft): Wrong => {
  if (!(thrown instanceof ApiProblem)) return {};
  const named = thrown.errors.map(({ path, message }) => [fieldOfPath(path, draft), message] as const);
  const byCode = fieldOfCode(thrown.code, draft);
  const errors = named.length === 0 && byCode !== null ? [[byCode, thrown.message] as const] : named;
  const fields = [...COMMON, ...fieldsOf(draft.kind).map(({ name }) => name)];
  return errors.every(([field]) => fields.includes(field)) ? Object.fromEntries(errors) : {};
};
