/** What a command line of `waybill send` asks for. */
import type { Given } from './command.ts';
import { EXIT, Ending } from './exits.ts';

/** How a file may be sent, and whether a text may stand beside it. */
const FORMS = {
  image: { called: 'A picture', takesText: true, takesViewOnce: true },
  video: { called: 'A video', takesText: true, takesViewOnce: true },
  audio: { called: 'An audio file', takesText: false, takesViewOnce: false },
  voice: { called: 'A voice note', takesText: false, takesViewOnce: false },
  document: { called: 'A document', takesText: true, takesViewOnce: false },
  sticker: { called: 'A sticker', takesText: false, takesViewOnce: false },
} as const;
export type Form = keyof typeof FORMS;

export interface Asked {
  readonly to: string;
  /** `-` for standard input; null without one. */
  readonly text: string | null;
  /** `-` for standard input; null without one. */
  readonly file: string | null;
  readonly fileName: string | null;
  /** Null if the bytes decide. */
  readonly form: Form | null;
  readonly viewOnce: boolean;
  readonly session: string | null;
  readonly key: string | null;
  readonly wait: boolean;
  /** The fields beside the content. */
  readonly beside: Readonly<Record<string, unknown>>;
}

const wrong = (sentence: string): never => {
  throw new Ending(EXIT.usage, `${sentence}\nSee: waybill send --help`);
};

const isForm = (text: string): text is Form => Object.hasOwn(FORMS, text);

const formIn = (given: Given): Form | null => {
  const named = given.value('as');
  const forms = [
    ...(named === null ? [] : [named]),
    ...(given.is('voice') ? ['voice'] : []),
    ...(given.is('sticker') ? ['sticker'] : []),
  ];
  const [form = null] = forms;
  if (forms.length > 1) return wrong('A file is sent in one way: give one of --as, --voice and --sticker.');
  if (form === null || isForm(form)) return form;
  return wrong(`--as is ${Object.keys(FORMS).join(', ')}, not "${form}".`);
};

/** The fields of the request that are given as they are. Waybill judges them. */
const FIELDS = {
  replyTo: 'reply-to',
  sendAt: 'send-at',
  expiresAt: 'expires-at',
  clientRef: 'client-ref',
} as const;

const besideIn = (given: Given): Asked['beside'] => {
  const fields = Object.entries(FIELDS).map(([field, option]) => [field, given.value(option)] as const);
  const mentions = given.all('mention');
  return {
    ...Object.fromEntries(fields.filter(([, value]) => value !== null)),
    ...(given.is('priority') ? { priority: given.value('priority')?.toUpperCase() } : {}),
    ...(mentions.length > 0 ? { mentions: mentions.includes('all') ? 'all' : mentions } : {}),
  };
};

/** @throws Ending with exit 64 for options that do not go together */
export const askedOf = (given: Given): Asked => {
  const [to = '', text = null] = given.words;
  const file = given.value('file');
  const form = formIn(given);
  const asked: Asked = {
    to,
    text,
    file,
    form,
    fileName: given.value('name'),
    viewOnce: given.is('view-once'),
    session: given.value('session'),
    key: given.value('key'),
    wait: given.is('wait'),
    beside: besideIn(given),
  };
  if (file === null) {
    const needy = ['as', 'voice', 'sticker', 'name', 'view-once'].find((option) => given.is(option));
    if (needy) return wrong(`--${needy} is about a file: name one with --file PATH.`);
    if (text === null) return wrong('waybill send needs TEXT, or --file PATH.');
  }
  if (text === '-' && file === '-') return wrong('Standard input is the text or the file, not both.');
  if (form) checkFits(asked, form);
  return asked;
};

/** @throws Ending with exit 64 for a text or a wish that this form has no place for */
const checkFits = ({ text, viewOnce }: Asked, form: Form): void => {
  const { called, takesText, takesViewOnce } = FORMS[form];
  if (text !== null && !takesText)
    wrong(`${called} has no caption: leave TEXT out, and send it as a message of its own.`);
  if (viewOnce && !takesViewOnce) wrong(`${called} cannot be sent to be viewed once: only a picture or a video can.`);
};

/** What an upload answers, as far as a message needs it. */
export interface Uploaded {
  readonly id: string;
  readonly kind: string;
}

/** How an upload is sent. A small WebP counts as a sticker by its bytes, but without a wish it is a picture to people. */
const formOf = ({ form }: Asked, { kind }: Uploaded): Form => {
  if (form) return form;
  if (kind === 'sticker') return 'image';
  return isForm(kind) ? kind : 'document';
};

/**
 * The body of `POST /api/whatsapp/messages`; `text` is what TEXT said.
 * @throws Ending with exit 64 if the file has no place for the text
 */
export const messageOf = (asked: Asked, text: string | null, upload: Uploaded | null): Record<string, unknown> => {
  const { to, beside, fileName, viewOnce } = asked;
  if (!upload) return { to, type: 'text', text: { body: text ?? '' }, ...beside };
  const type = formOf(asked, upload);
  checkFits(asked, type);
  const member = {
    media: { id: upload.id },
    ...(text === null ? {} : { caption: text }),
    ...(fileName !== null && type === 'document' ? { fileName } : {}),
    ...(viewOnce ? { viewOnce } : {}),
  };
  return { to, type, [type]: member, ...beside };
};
