/** The content of the form, its errors, and the request that it makes. */
import type { Schema } from '../../api/shape.ts';
import type { FormField, Kind, Values } from '../../kinds/kind.ts';
import { wordsOf } from '../../kinds/kinds.ts';
import { type Beside, besideOf, NOTHING_BESIDE, wrongBeside } from './beside.ts';

export interface Draft extends Beside {
  readonly number: string;
  readonly kind: Kind;
  /** Fields of several kinds share a name: what was written stays when another kind is chosen. */
  readonly values: Values;
  readonly priority: 'HIGH' | 'NORMAL' | 'LOW';
  /** As the field has it, in local time; empty for at once. */
  readonly sendAt: string;
}

export const EMPTY_DRAFT: Draft = {
  number: '',
  kind: 'text',
  values: {},
  ...NOTHING_BESIDE,
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
export const whatIsWrong = (draft: Draft, reading: Reading | null, now: number): Wrong => {
  const { number, kind, values, sendAt } = draft;
  const found = [
    ['number', wrongNumber(number, reading)] as const,
    ...fieldsOf(kind).map((field) => [field.name, wrongValue(field, values[field.name] ?? '')] as const),
    ['sendAt', wrongTime(sendAt, now)] as const,
    ...Object.entries(wrongBeside(draft, sendAt, now)),
  ];
  return Object.fromEntries(found.flatMap(([name, wrong]) => (wrong === null ? [] : [[name, wrong]])));
};

/** The request. Defaults of the gateway are left out. */
export const bodyOf = (draft: Draft): Schema<'Message'> => {
  const { number, kind, values, priority, sendAt } = draft;
  const at = Date.parse(sendAt);
  return {
    to: number.trim(),
    type: kind,
    [kind]: wordsOf(kind).memberOf(values),
    ...besideOf(draft, !isAboutAnother(kind)),
    ...(priority === 'NORMAL' ? {} : { priority }),
    ...(Number.isNaN(at) ? {} : { sendAt: new Date(at).toISOString() }),
  } as Schema<'Message'>;
};
