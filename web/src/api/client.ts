/** The API as functions whose paths, parameters and answers are checked against the OpenAPI document. */
import { below } from '../base.ts';
import { noteServerTime } from '../live/clock.ts';
import { DEFAULT_SESSION } from '../place.ts';
import { session } from '../router.ts';
import { LoggedOut, problemOf, Unreachable } from './problem.ts';
import type { paths } from './schema.ts';
import { accessToken } from './session.ts';

export type { Schema } from './shape.ts';

type Method = 'get' | 'post' | 'patch' | 'delete';
type Operation<P extends keyof paths, M extends Method> = paths[P][M];
type PathOf<M extends Method> = {
  [P in keyof paths]: Operation<P, M> extends { responses: object } ? P : never;
}[keyof paths];

type Json<T> = T extends { content: { 'application/json': infer Body } } ? Body : undefined;
type Fine<R> = { [S in keyof R & (200 | 201 | 202 | 204)]: Json<R[S]> }[keyof R & (200 | 201 | 202 | 204)];

export type AnswerOf<P extends keyof paths, M extends Method> =
  Operation<P, M> extends { responses: infer R } ? Fine<R> : never;

type JsonOf<O> = O extends { requestBody?: { content: { 'application/json': infer B } } } ? B : never;

/** The body of a request. */
export type BodyOf<P extends keyof paths, M extends Method> = JsonOf<Operation<P, M>>;

interface Options<O> {
  readonly query?: O extends { parameters: { query?: infer Q } } ? Q : never;
  /** For the `{…}` of the path. */
  readonly params?: O extends { parameters: { path: infer P } } ? P : never;
  readonly body?: JsonOf<O>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

type Loose = {
  readonly query?: object | undefined;
  readonly params?: object | undefined;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly signal?: AbortSignal | undefined;
};

/** `/api/whatsapp/jobs/{jobId}` with its parameters and its query; what is undefined is left out. */
const urlOf = (template: string, params: object = {}, query: object = {}): string => {
  const known = new Map(Object.entries(params));
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(known.get(name))));
  const asked = Object.entries(query).flatMap(([name, value]) => (value == null ? [] : [[name, String(value)]]));
  return asked.length === 0 ? path : `${path}?${new URLSearchParams(asked).toString()}`;
};

/** Routes below `/api/whatsapp` that are about no session. */
const OF_NO_SESSION = /^\/api\/whatsapp\/(?:numbers|sessions)(?:[/?]|$)/;

/** Requests are about the session of the page, unless they name one themselves. */
export const inSession = (url: string): string => {
  const [path = '', query = ''] = url.split('?');
  const concerned = path.startsWith('/api/whatsapp/') && !OF_NO_SESSION.test(path);
  if (!concerned || session.value === DEFAULT_SESSION || new URLSearchParams(query).has('session')) return url;
  return `${url}${query === '' ? '?' : '&'}session=${encodeURIComponent(session.value)}`;
};

const once = (method: Method, url: string, token: string, { body, headers, signal }: Loose): Promise<Response> =>
  fetch(below(url), {
    method: method.toUpperCase(),
    headers: {
      Authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
  }).catch((thrown: unknown) => {
    signal?.throwIfAborted();
    throw new Unreachable(thrown);
  });

/** A response of any type and status but 401; a token that is refused is exchanged, once. The session is that of this moment. */
export const request = async (method: Method, url: string, options: Loose = {}): Promise<Response> => {
  const address = inSession(url);
  const token = await accessToken();
  if (token === null) throw new LoggedOut();
  const answer = await once(method, address, token, options);
  noteServerTime(answer.headers);
  if (answer.status !== 401) return answer;
  const fresh = await accessToken(token);
  if (fresh === null) throw new LoggedOut();
  return once(method, address, fresh, options);
};

const ask = async (method: Method, template: string, options: Loose): Promise<unknown> => {
  const answer = await request(method, urlOf(template, options.params, options.query), options);
  if (!answer.ok) throw await problemOf(answer);
  return answer.status === 204 ? undefined : answer.json();
};

/** @throws ApiProblem, Unreachable, LoggedOut; so do the others. */
export const get = async <P extends PathOf<'get'>>(
  path: P,
  options: Options<Operation<P, 'get'>> = {},
): Promise<AnswerOf<P, 'get'>> => (await ask('get', path, options)) as AnswerOf<P, 'get'>;

export const post = async <P extends PathOf<'post'>>(
  path: P,
  options: Options<Operation<P, 'post'>> = {},
): Promise<AnswerOf<P, 'post'>> => (await ask('post', path, options)) as AnswerOf<P, 'post'>;

export const patch = async <P extends PathOf<'patch'>>(
  path: P,
  options: Options<Operation<P, 'patch'>> = {},
): Promise<AnswerOf<P, 'patch'>> => (await ask('patch', path, options)) as AnswerOf<P, 'patch'>;

/** DELETE, which is a word of the language. */
export const remove = async <P extends PathOf<'delete'>>(
  path: P,
  options: Options<Operation<P, 'delete'>> = {},
): Promise<AnswerOf<P, 'delete'>> => (await ask('delete', path, options)) as AnswerOf<P, 'delete'>;
