/** What the form of a key says, and the request for it. */
import type { Schema } from '../../api/shape.ts';
import { isoTime } from '../../words/times.ts';
import type { Preset, Scope } from './scopes.ts';

export interface Wanted {
  readonly name: string;
  /** Null when the scopes are chosen one by one. */
  readonly preset: Preset | null;
  readonly scopes: readonly Scope[];
  /** Null for all. */
  readonly sessions: readonly string[] | null;
  /** The others are as they are written, and may be left empty. */
  readonly chats: string;
  readonly ips: string;
  readonly expiresAt: string;
  readonly ratePerMinute: string;
}

export const FIELDS = ['name', 'scopes', 'preset', 'sessions', 'chats', 'ips', 'expiresAt', 'ratePerMinute'] as const;

export const NOTHING: Wanted = {
  name: '',
  preset: 'sender',
  scopes: [],
  sessions: null,
  chats: '',
  ips: '',
  expiresAt: '',
  ratePerMinute: '',
};

const listed = (text: string): string[] => text.split(/[\s,]+/).filter((part) => part !== '');

const orNull = (parts: string[]): string[] | null => (parts.length === 0 ? null : parts);

export const bodyOf = (wanted: Wanted): Schema<'NewApiKey'> => ({
  name: wanted.name.trim(),
  ...(wanted.preset === null ? { scopes: [...wanted.scopes] } : { preset: wanted.preset }),
  sessions: wanted.sessions === null ? ['*'] : [...wanted.sessions],
  chats: orNull(listed(wanted.chats)) ?? ['*'],
  ips: orNull(listed(wanted.ips)),
  expiresAt: isoTime(wanted.expiresAt),
  ratePerMinute: wanted.ratePerMinute === '' ? null : Number(wanted.ratePerMinute),
});

export const isComplete = ({ name, preset, scopes, sessions }: Wanted): boolean =>
  name.trim() !== '' && (preset !== null || scopes.length > 0) && sessions?.length !== 0;
