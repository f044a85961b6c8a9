/** What the form of an endpoint says, and the request for it. */
import type { Schema } from '../../api/shape.ts';

type Webhook = Schema<'Webhook'>;

export interface Wanted {
  readonly name: string;
  readonly url: string;
  /** As it is written: types with a space or a comma between them. */
  readonly events: string;
  /** Null for all. */
  readonly sessions: readonly string[] | null;
  readonly payload: Webhook['payload'];
  readonly ordering: Webhook['ordering'];
}

export const FIELDS = ['name', 'url', 'events', 'sessions', 'payload', 'ordering'] as const;

export const NOTHING: Wanted = {
  name: '',
  url: '',
  events: 'message.*',
  sessions: null,
  payload: 'full',
  ordering: 'chat',
};

export const wantedOf = ({ name, url, events, sessions, payload, ordering }: Webhook): Wanted => ({
  name,
  url,
  events: events.join(' '),
  sessions: sessions === '*' ? null : sessions,
  payload,
  ordering,
});

export const eventsIn = (text: string): string[] => [...new Set(text.split(/[\s,]+/).filter((type) => type !== ''))];

/** Takes a type in, or out where it is. */
export const withEvent = (text: string, type: string): string => {
  const types = eventsIn(text);
  return (types.includes(type) ? types.filter((one) => one !== type) : [...types, type]).join(' ');
};

export const bodyOf = ({ name, url, events, sessions, payload, ordering }: Wanted) => ({
  name: name.trim(),
  url: url.trim(),
  events: eventsIn(events),
  sessions: sessions === null ? ('*' as const) : [...sessions],
  payload,
  ordering,
});

export const isComplete = ({ name, url, events, sessions }: Wanted): boolean =>
  name.trim() !== '' && url.trim() !== '' && eventsIn(events).length > 0 && sessions?.length !== 0;
