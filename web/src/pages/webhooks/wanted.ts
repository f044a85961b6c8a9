/** What the form of an endpoint says, and the request for it. */
import type { Schema } from '../../api/shape.ts';

type Webhook = Schema<'Webhook'>;
type Batch = NonNullable<Webhook['batch']>;

/** From where on a new endpoint is told: `time` is local, as the browser's field has it. */
export type Start =
  | { readonly from: 'now' }
  | { readonly from: 'time'; readonly time: string }
  | { readonly from: 'position'; readonly position: number };

export interface Wanted {
  readonly name: string;
  readonly url: string;
  /** As it is written: types with a space or a comma between them. */
  readonly events: string;
  /** Null for all. */
  readonly sessions: readonly string[] | null;
  /** As it is written: ids or numbers with a space or a comma between them. Empty for all. */
  readonly chats: string;
  readonly payload: Webhook['payload'];
  readonly ordering: Webhook['ordering'];
  /** Null for events one by one. */
  readonly batch: Batch | null;
  /** As it is written: a name, a colon and a value on each line. Null leaves them as they are. */
  readonly headers: string | null;
  /** Null for an endpoint that there is. */
  readonly start: Start | null;
}

export const FIELDS = [
  'name',
  'url',
  'events',
  'sessions',
  'chats',
  'payload',
  'ordering',
  'batch',
  'headers',
  'startAt',
] as const;

export const BATCH: Batch = { maxEvents: 50, maxDelayMs: 1_000 };

export const NOTHING: Wanted = {
  name: '',
  url: '',
  events: 'message.*',
  sessions: null,
  chats: '',
  payload: 'full',
  ordering: 'chat',
  batch: null,
  headers: '',
  start: { from: 'now' },
};

export const wantedOf = (webhook: Webhook): Wanted => {
  const { name, url, events, sessions, chats, payload, ordering, batch, headers } = webhook;
  return {
    name,
    url,
    events: events.join(' '),
    sessions: sessions === '*' ? null : sessions,
    chats: (chats ?? []).join(' '),
    payload,
    ordering,
    batch,
    headers: headers.length > 0 ? null : '',
    start: null,
  };
};

const words = (text: string): string[] => [...new Set(text.split(/[\s,]+/).filter((word) => word !== ''))];

export const eventsIn = words;

/** A number is the chat with this number. */
const chatsIn = (text: string): string[] =>
  words(text).map((word) => (/^\+?\d+$/.test(word) ? `${word.replace('+', '')}@s.whatsapp.net` : word));

/** Takes a type in, or out where it is. */
export const withEvent = (text: string, type: string): string => {
  const types = eventsIn(text);
  return (types.includes(type) ? types.filter((one) => one !== type) : [...types, type]).join(' ');
};

/** A line without a colon is a name without a value. */
const headersIn = (text: string): Record<string, string> =>
  Object.fromEntries(
    text
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => {
        const [name = '', ...value] = line.split(':');
        return [name.trim(), value.join(':').trim()];
      }),
  );

const startAt = (start: Start): string | number => {
  switch (start.from) {
    case 'now':
      return 'now';
    case 'position':
      return start.position;
    case 'time': {
      const at = new Date(start.time);
      return Number.isNaN(at.getTime()) ? 'now' : at.toISOString();
    }
  }
};

const bodyOf = ({ name, url, events, sessions, payload, ordering, headers }: Wanted) => ({
  name: name.trim(),
  url: url.trim(),
  events: eventsIn(events),
  sessions: sessions === null ? ('*' as const) : [...sessions],
  payload,
  ordering,
  ...(headers === null ? {} : { headers: headersIn(headers) }),
});

/** For an endpoint that is made. */
export const creationOf = (wanted: Wanted) => {
  const chats = chatsIn(wanted.chats);
  return {
    ...bodyOf(wanted),
    ...(chats.length > 0 ? { chats } : {}),
    ...(wanted.batch ? { batch: wanted.batch } : {}),
    ...(wanted.start ? { startAt: startAt(wanted.start) } : {}),
  };
};

/** For an endpoint that is changed. */
export const changeOf = (wanted: Wanted) => {
  const chats = chatsIn(wanted.chats);
  return { ...bodyOf(wanted), chats: chats.length > 0 ? chats : null, batch: wanted.batch };
};

/** Whether something of the folded part is not as it is at first. */
export const isSpecial = ({ chats, batch, headers, start }: Wanted): boolean =>
  chats !== '' || batch !== null || headers !== '' || (start !== null && start.from !== 'now');

export const isComplete = ({ name, url, events, sessions, start }: Wanted): boolean =>
  name.trim() !== '' &&
  url.trim() !== '' &&
  eventsIn(events).length > 0 &&
  sessions?.length !== 0 &&
  !(start?.from === 'time' && start.time === '');
