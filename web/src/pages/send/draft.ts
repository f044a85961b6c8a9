/** The content of the form, its errors, and the request that it makes. */
import type { Schema } from '../../api/shape.ts';
import type { FormField, Kind, Values } from '../../kinds/kind.ts';
import { wordsOf } from '../../kinds/kinds.ts';

export interface Draft {
  readonly number: string;
  readonly kind: Kind;
  /** Fields of several kinds share a name: what was written stays when another kind is chosen. */
  readonly values: Values;
  /** The id of the message that it answers; empty for none. */
  readonly replyTo: string;
  readonly priority: 'HIGH' | 'NORMAL' | 'LOW';
  /** As the field has it, in local time; empty for at once. */
  readonly sendAt: string;
}

export const EMPTY_DRAFT: Draft = {
  number: '',
  kind: 'text',
  values: {},
  replyTo: '',
  priority: 'NORMAL',
  sendAt: '',
};

export type Reading = Schema<'NumberReading'>;
/** By the name of the field. */
export type Wrong = Readonly<Record<string, string>>;

/** The gateway accepts a time that has just passed: a form takes a while to fill in. */
const GRACE_MS = 60_000;

const wrongTime = (sendAt: string, now: number): string | null => {
  if (sendAt === '') return null;
  const at = Date.parse(sendAt);
  if (Number.isNaN(at)) return 'Choose a date and a time.';
  return at < now - GRACE_MS ? 'This time has passed. Choose a later one, or leave it empty to send at once.' : null;
};

const wrongNumber = (number: string, reading: Reading | null): string | null => {
  if (number.trim() === '') return 'Who is it for?';
  return reading && !reading.possible ? reading.detail : null;
};

const wrongValue = ({ missing, wrong }: FormField, value: string): string | null =>
  value.trim() === '' ? (missing ?? null) : (wrong?.(value) ?? null);

export const fieldsOf = (kind: Kind): readonly FormField[] => wordsOf(kind).fields;

/** Whether a message of this kind is about another one: it answers none. */
export const isAboutAnother = (kind: Kind): boolean => fieldsOf(kind).some(({ name }) => name === 'messageId');

/** Empty when it can be sent, as far as this page can tell. */
export const whatIsWrong = ({ number, kind, values, sendAt }: Draft, reading: Reading | null, now: number): Wrong => {
  const found = [
    ['number', wrongNumber(number, reading)] as const,
    ...fieldsOf(kind).map((field) => [field.name, wrongValue(field, values[field.name] ?? '')] as const),
    ['sendAt', wrongTime(sendAt, now)] as const,
  ];
  return Object.fromEntries(found.flatMap(([name, wrong]) => (wrong === null ? [] : [[name, wrong]])));
};

/** The request. Defaults of the gateway are left out. */
export const bodyOf = ({ number, kind, values, replyTo, priority, sendAt }: Draft): Schema<'Message'> => {
  const at = Date.parse(sendAt);
  const answers = isAboutAnother(kind) ? '' : replyTo.trim();
  return {
    to: number.trim(),
    type: kind,
    [kind]: wordsOf(kind).memberOf(values),
    ...(answers === '' ? {} : { replyTo: answers }),
    ...(priority === 'NORMAL' ? {} : { priority }),
    ...(Number.isNaN(at) ? {} : { sendAt: new Date(at).toISOString() }),
  } as Schema<'Message'>;
};
