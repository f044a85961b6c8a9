/** What a person writes on a phone of the sandbox, as its API takes it. */
import type { Kind, Values } from '../../kinds/kind.ts';
import { linesOf } from '../../kinds/kind.ts';
import { wordsOf } from '../../kinds/kinds.ts';

/** The kinds that stand alone; reactions and the like are made at the message that they are about. */
export const WRITTEN_KINDS = [
  'text',
  'image',
  'video',
  'audio',
  'voice',
  'document',
  'sticker',
  'location',
  'contacts',
  'poll',
] as const satisfies readonly Kind[];
export type WrittenKind = (typeof WRITTEN_KINDS)[number];

/** A file in the body of a request. */
export interface ChosenFile {
  readonly name: string;
  readonly mimetype: string;
  /** The bytes in base64. */
  readonly data: string;
}

export interface Written {
  readonly kind: WrittenKind;
  readonly values: Values;
  readonly file: ChosenFile | null;
}

const fileOf = (file: ChosenFile | null) => ({ data: file?.data ?? '', mimetype: file?.mimetype ?? '' });

const vcardOf = (line: string) => {
  const [name = '', number = ''] = line.split(',').map((part) => part.trim());
  return { name, vcard: `BEGIN:VCARD\nVERSION:3.0\nFN:${name}\nTEL;type=CELL:${number}\nEND:VCARD` };
};

type Make = (written: Written) => object;

const caption = ({ values }: Written) => (values['caption'] ? { caption: values['caption'] } : {});
const withFile: Make = (written) => ({ ...caption(written), file: fileOf(written.file) });

const MAKES: Readonly<Record<WrittenKind, Make>> = {
  text: ({ values }) => ({ body: values['body'] ?? '' }),
  image: withFile,
  video: (written) => ({
    ...withFile(written),
    gif: written.values['gif'] === 'yes',
    note: written.values['round'] === 'yes',
  }),
  audio: withFile,
  voice: withFile,
  document: (written) => ({
    ...withFile(written),
    fileName: written.values['fileName'] || written.file?.name || 'File',
  }),
  sticker: withFile,
  location: ({ values }) => wordsOf('location').memberOf(values),
  contacts: ({ values }) => ({ contacts: linesOf(values['cards'] ?? '').map(vcardOf) }),
  poll: ({ values }) => ({ selectable: 1, ...(wordsOf('poll').memberOf(values) as object) }),
};

/** The content of a request. */
export const contentOf = (written: Written): object => ({ type: written.kind, ...MAKES[written.kind](written) });

/** The fields of a kind that matter on a phone, but for the file. */
export const fieldsOf = (kind: WrittenKind) =>
  wordsOf(kind).fields.filter(({ input, name }) => input !== 'file' && name !== 'asDocument' && name !== 'viewOnce');

export const takesFile = (kind: WrittenKind): boolean => wordsOf(kind).fields.some(({ input }) => input === 'file');

/** Why it cannot be written; null when it can. */
export const whyNot = ({ kind, values, file }: Written): string | null => {
  if (takesFile(kind) && file === null) return 'Choose a file.';
  for (const { name, missing, wrong } of fieldsOf(kind)) {
    const value = values[name] ?? '';
    const fault = value.trim() === '' ? (missing ?? null) : (wrong?.(value) ?? null);
    if (fault !== null) return fault;
  }
  return null;
};

/** The ways in which a message reaches Waybill, and what the sandbox is asked for. */
export const TROUBLES = {
  none: ['Arrives as usual', {}],
  once: ['Can be viewed once', { viewOnce: true }],
  broken: ['Cannot be decrypted, then sent again', { trouble: { kind: 'undecryptable', how: 'bad_mac', times: 1 } }],
  lost: ['Can never be decrypted', { trouble: { kind: 'undecryptable', how: 'no_session', times: null } }],
  garbled: ['Garbled, then sent again', { trouble: { kind: 'undecryptable', how: 'garbled', times: 1 } }],
  used: ['Under a key that was used', { trouble: { kind: 'used_key' } }],
  withheld: ['Withheld by WhatsApp', { trouble: { kind: 'withheld', type: 'view_once_unavailable_fanout' } }],
  absent: ['Without content', { trouble: { kind: 'absent' } }],
  fanout: ['Withheld: a bot’s answer', { trouble: { kind: 'withheld', type: 'bot_unavailable_fanout' } }],
  hosted: ['Withheld: a hosted chat', { trouble: { kind: 'withheld', type: 'hosted_unavailable_fanout' } }],
  bot: ['Encrypted as bots do', { trouble: { kind: 'bot' } }],
  lid: ['Under the hidden id', { address: 'lid_alone' }],
  both: ['Under the hidden id, with the number', { address: 'lid' }],
  number: ['Under the number alone', { address: 'number_alone' }],
  forwarded: ['Forwarded', { forwarded: 1 }],
  mention: ['Mentions everybody', { mentions: ['all'] }],
  vanishing: ['Disappears after a day', { expiration: 86_400 }],
  old: ['Written 15 days ago', { ageSeconds: 1_296_000 }],
} as const;
export type TroubleName = keyof typeof TROUBLES;
