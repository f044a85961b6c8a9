/** What the form of a session says, and the requests for it. */
import type { Schema } from '../../api/shape.ts';

type SessionItem = Schema<'Session'>;

export type ProxyChoice = 'kept' | 'none' | 'another';

export interface Wanted {
  readonly id: string;
  readonly label: string;
  readonly country: string;
  readonly proxy: ProxyChoice;
  /** The address of another proxy. */
  readonly url: string;
}

export const FIELDS = ['id', 'label', 'country', 'proxy'] as const;

export const NOTHING: Wanted = { id: '', label: '', country: '', proxy: 'none', url: '' };

export const wantedOf = ({ id, label, country, proxied }: SessionItem): Wanted => ({
  id,
  label: label ?? '',
  country: country ?? '',
  proxy: proxied ? 'kept' : 'none',
  url: '',
});

const NAME = /^[a-z0-9][a-z0-9-]{0,31}$/;

/** Why a session cannot have this name; null if it can. */
export const whyNot = (name: string, taken: readonly string[]): string | null => {
  if (!NAME.test(name)) return 'Up to 32 of a to z, 0 to 9 and -, not beginning with -.';
  return taken.includes(name) ? 'There is a session of this name already.' : null;
};

const orNull = (text: string): string | null => text.trim() || null;

/** For a session that is made. What is left out is as it was, if there was one of this name before. */
export const creationOf = ({ id, label, country, proxy, url }: Wanted) => ({
  id,
  ...(orNull(label) === null ? {} : { label: label.trim() }),
  ...(orNull(country) === null ? {} : { country: country.trim().toUpperCase() }),
  ...(proxy === 'another' ? { proxy: url.trim() } : {}),
});

export const changeOf = ({ label, country, proxy, url }: Wanted) => ({
  label: orNull(label),
  country: orNull(country)?.toUpperCase() ?? null,
  ...(proxy === 'kept' ? {} : { proxy: proxy === 'none' ? null : url.trim() }),
});
