/**
 * The login of this browser.
 *
 * The refresh token is in localStorage, for the next tab and the next day. It is good once: a use after ten seconds more ends
 * the whole login. So tabs take turns, and each reads the newest token when its turn comes. A reload that cuts an answer off
 * asks again with the same token, within those seconds. The access token is in sessionStorage, for the same tab after a
 * reload: in memory alone, every reload would exchange the refresh token.
 */
import { signal } from '@preact/signals';
import { below } from '../base.ts';
import { exclusively } from './exclusively.ts';
import { problemOf, Unreachable } from './problem.ts';
import type { components } from './schema.ts';

type Tokens = components['schemas']['Tokens'];

const KEPT = 'waybill.refreshToken';
const TURN = 'waybill.refreshing';
/** A token that ends this soon is not sent any more. */
const MARGIN_MS = 20_000;

interface Access {
  readonly token: string;
  readonly endsAt: number;
}

const ACCESS = 'waybill.access';

const keptAccess = (): Access | null => {
  const kept = localStorage.getItem(KEPT) === null ? null : sessionStorage.getItem(ACCESS);
  return kept === null ? null : (JSON.parse(kept) as Access);
};

let access = keptAccess();

/** Whether there is a login, as far as this tab knows. */
export const loggedIn = signal(localStorage.getItem(KEPT) !== null);

const remember = ({ accessToken, refreshToken, expiresIn }: Tokens): string => {
  access = { token: accessToken, endsAt: Date.now() + expiresIn * 1000 - MARGIN_MS };
  sessionStorage.setItem(ACCESS, JSON.stringify(access));
  localStorage.setItem(KEPT, refreshToken);
  loggedIn.value = true;
  return accessToken;
};

/** Goes on with the tokens of a new login. */
export const keepLogin = (tokens: Tokens): void => void remember(tokens);

const forgetAccess = (): void => {
  access = null;
  sessionStorage.removeItem(ACCESS);
};

const forget = (): void => {
  forgetAccess();
  localStorage.removeItem(KEPT);
  loggedIn.value = false;
};

const ask = (path: string, init: RequestInit): Promise<Response> =>
  fetch(below(path), { method: 'POST', ...init }).catch((thrown: unknown) => {
    throw new Unreachable(thrown);
  });

const json = (body: unknown): RequestInit => ({
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify(body),
});

/** @throws ApiProblem for a wrong email or password, or after too many of them. */
export const logIn = async (email: string, password: string): Promise<void> => {
  const answer = await ask('/api/auth/login', json({ email, password }));
  if (!answer.ok) throw await problemOf(answer);
  remember((await answer.json()) as Tokens);
};

/** Ends the login in every tab. Without an answer it is over here all the same. */
export const logOut = async (): Promise<void> => {
  const token = await accessToken().catch(() => null);
  forget();
  if (token !== null)
    await ask('/api/auth/logout', { headers: { Authorization: `Bearer ${token}` } }).catch(() => null);
};

const exchange = async (): Promise<string | null> => {
  const refreshToken = localStorage.getItem(KEPT);
  if (refreshToken === null) return null;
  const answer = await ask('/api/auth/refresh', json({ refreshToken }));
  if (answer.ok) return remember((await answer.json()) as Tokens);
  if (answer.status !== 401) throw await problemOf(answer);
  // Another tab may have logged in meanwhile: only the token that was refused is forgotten.
  if (localStorage.getItem(KEPT) !== refreshToken) return exchange();
  forget();
  return null;
};

let renewing: Promise<string | null> | null = null;

/** A new access token; null when the login is over. */
const renew = (): Promise<string | null> => {
  renewing ??= exclusively(TURN, exchange).finally(() => {
    renewing = null;
  });
  return renewing;
};

/** A token to send; null when there is no login. `refused` is one that the gateway did not take. */
export const accessToken = async (refused?: string): Promise<string | null> => {
  if (access && access.token !== refused && access.endsAt > Date.now()) return access.token;
  return renew();
};

/** Another tab logged in or out. */
addEventListener('storage', ({ key, newValue }) => {
  if (key !== KEPT) return;
  if (newValue === null) forgetAccess();
  loggedIn.value = newValue !== null;
});
