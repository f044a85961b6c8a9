/** What the pages know of a kind of message: its word and icon, one line of it, and the form that makes one. */
import type { Schema } from '../api/shape.ts';
import type { IconName } from '../ui/icon-name.ts';

type Message = Schema<'Message'>;

export type Kind = Message['type'];

/** What a request carries under the name of the kind. */
export type Member<K extends Kind> = Extract<Message, { type: K }> extends Readonly<Record<K, infer M>> ? M : never;

/** The file of a message. It is `pending` until the first attempt has fetched it, and `failed` if that was not possible. */
interface ShownMedia {
  readonly id: string;
  readonly state: 'pending' | 'failed' | 'stored' | 'expired';
}

/** The member of a job that is shown: its file is one that was uploaded. */
export type Shown<K extends Kind> =
  Member<K> extends { media: unknown } ? Omit<Member<K>, 'media'> & { readonly media: ShownMedia } : Member<K>;

/** The content of a form's fields, by name. A switch that is on has `yes`, a file the id of its upload. */
export type Values = Readonly<Record<string, string>>;

export interface FormField {
  readonly name: string;
  readonly label: string;
  readonly input: 'line' | 'text' | 'file' | 'switch';
  /** The sentence about an empty field; a field without one may be left empty. */
  readonly missing?: string;
  /** The sentence about a value that cannot be right; null for one that may be. */
  readonly wrong?: (value: string) => string | null;
  readonly hint?: string | ((value: string) => string);
  readonly placeholder?: string;
  /** The types of files to choose from. */
  readonly accept?: string;
}

export interface KindWords<K extends Kind> {
  readonly word: string;
  readonly icon: IconName;
  /** One line for lists. */
  readonly preview: (member: Shown<K>) => string;
  readonly fields: readonly FormField[];
  /** The member of a form whose fields are filled. */
  readonly memberOf: (values: Values) => Member<K>;
  /** The form of a member, to send it again. */
  readonly valuesOf: (member: Shown<K>) => Values;
}

/** The fields of these names that are not empty. */
export const filled = <N extends string>(values: Values, ...names: readonly N[]): Partial<Record<N, string>> =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = values[name]?.trim() ?? '';
      return value === '' ? [] : [[name, value]];
    }),
  ) as Partial<Record<N, string>>;

/** The switches of these names that are on. */
export const switched = <N extends string>(values: Values, ...names: readonly N[]): Partial<Record<N, true>> =>
  Object.fromEntries(names.flatMap((name) => (values[name] === 'yes' ? [[name, true]] : []))) as Partial<
    Record<N, true>
  >;

export const linesOf = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** For a member whose own names are those of the fields. */
export const sameNames = (member: object): Values =>
  Object.fromEntries(
    Object.entries(member).map(([name, value]) => [
      name,
      value === true ? 'yes' : value === false ? '' : String(value),
    ]),
  );

/** The same for a member with a file. */
export const withFile = ({ media, ...member }: { readonly media: { readonly id: string } }): Values => ({
  ...sameNames(member),
  media: media.id,
});

export const media = ({ media: id = '' }: Values) => ({ media: { id } });

/** An emoji counts as one, as in the gateway. */
const charactersIn = (text: string): number => Array.from(text).length;

const amount = (number: number): string => number.toLocaleString('en');

/** The limit of a text, and how much of it is taken. */
export const upTo = (most: number) => ({
  hint: (text: string) => `${amount(charactersIn(text))} of ${amount(most)} characters`,
  wrong: (text: string) => (charactersIn(text) > most ? `At most ${amount(most)} characters.` : null),
});

export const FILE: FormField = { name: 'media', label: 'File', input: 'file', missing: 'Choose a file.' };
export const CAPTION: FormField = { name: 'caption', label: 'Caption', input: 'text', hint: 'May be left empty' };
export const MESSAGE_ID: FormField = {
  name: 'messageId',
  label: 'Message id',
  input: 'line',
  missing: 'Which message? Its id is on its waybill.',
  hint: 'As on the waybill of the message',
  placeholder: '3EB0C767D82B60E5A9F2',
};
export const VIEW_ONCE: FormField = { name: 'viewOnce', label: 'Can be opened once', input: 'switch' };
export const AS_DOCUMENT: FormField = { name: 'asDocument', label: 'As a document, unchanged', input: 'switch' };
