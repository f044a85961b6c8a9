/** The demo as a client of the API, which does the same as any program of a user. */
import { EXIT, Ending } from './exits.ts';

export interface ApiClient {
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body?: unknown): Promise<T>;
}

/** @throws Ending if the status of the answer is not 2xx */
const request = async <T>(url: string, init: RequestInit): Promise<T> => {
  const answer = await fetch(url, init);
  const text = await answer.text();
  if (!answer.ok) throw new Ending(EXIT.failed, `${init.method} ${url} answered ${answer.status}: ${text}`);
  return (text === '' ? null : JSON.parse(text)) as T;
};

const clientOf = (url: string, headers: Readonly<Record<string, string>>): ApiClient => ({
  get: (path) => request(`${url}${path}`, { method: 'GET', headers }),
  post: (path, body = {}) =>
    request(`${url}${path}`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
});

/** Logs in, and returns a client with the token of that user. */
export const logIn = async (url: string, email: string, password: string): Promise<ApiClient> => {
  const { accessToken } = await clientOf(url, {}).post<{ accessToken: string }>('/api/auth/login', { email, password });
  return clientOf(url, { authorization: `Bearer ${accessToken}` });
};
