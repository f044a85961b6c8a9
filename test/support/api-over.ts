/** Calls routes of an inside by method and path, as a user who is logged in. */
import type { Clock } from '../../src/kernel/clock.ts';
import type { Inside } from './inside.ts';
import { SYSTEM } from '../../src/kernel/caller.ts';
import { appOver } from './http-over.ts';

const ANNA = { email: 'anna@example.com', password: 'correct horse' };

interface Answered {
  readonly status: number;
  // Tests read whatever the route answers.
  readonly body: Record<string, never> & { readonly id: string; readonly jobId: string; readonly messageId: string };
}

/** An object is sent as JSON, bytes as they are. */
export const apiOver = async (inside: Inside & { readonly clock: Clock }) => {
  const { app, accounts } = await appOver(inside);
  await accounts.users.add({ ...ANNA, role: 'admin' }, SYSTEM);
  const login = await app.request('/api/auth/login', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(ANNA),
  });
  const { accessToken: token } = (await login.json()) as { accessToken: string };
  const request = (route: string, headers: Readonly<Record<string, string>>, body?: string | Uint8Array) => {
    const [method = '', path = ''] = route.split(' ');
    const init = { method, headers: { authorization: `Bearer ${token}`, ...headers } };
    return app.request(path, body === undefined ? init : { ...init, body });
  };

  const api = async (route: string, sent?: object | Uint8Array, mimetype = 'application/json'): Promise<Answered> => {
    const body = sent instanceof Uint8Array ? sent : JSON.stringify(sent);
    const answer = await request(route, { 'content-type': mimetype }, sent === undefined ? undefined : body);
    const text = await answer.text();
    return { status: answer.status, body: (text === '' ? {} : JSON.parse(text)) as Answered['body'] };
  };

  /** An answer as it is. */
  const bytes = async (route: string, headers: Readonly<Record<string, string>> = {}) => {
    const answer = await request(route, headers);
    return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) };
  };
  return Object.assign(api, { bytes });
};
