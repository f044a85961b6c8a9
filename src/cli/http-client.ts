/** Requests of commands to a running gateway. A refusal ends the command with the sentence of the gateway. */
import { type ClientRequest, type IncomingMessage, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { pipeline, Readable } from 'node:stream';
import { text as textOf } from 'node:stream/consumers';
import { EXIT, Ending } from './exits.ts';

export interface HttpClient {
  /** The parsed answer; null for an empty one. */
  ask(method: string, path: string, ask?: Ask): Promise<unknown>;
  /** The bytes of a successful answer to GET, as they come. */
  open(path: string, ask?: Pick<Ask, 'signal'>): Promise<Readable>;
}

export interface Ask {
  readonly json?: object;
  /** Bytes as they are. They are streamed, so they are sent once: a refused token is not renewed for them. */
  readonly bytes?: Readable;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** A gateway and the right to ask it. */
export interface Access {
  readonly url: string;
  token(): Promise<string>;
  /** Called once when the token was refused. Without it, a refused token means that another gateway answers there. */
  renewed?(): Promise<string>;
  unreachable(why: string): Ending;
}

/** Without a byte for so long, the gateway counts as silent. It may convert a file for a minute. */
const SILENCE_MS = 120_000;
const UNAUTHORIZED = 401;

const isGood = (status: number): boolean => status >= 200 && status < 300;

interface Answer {
  readonly status: number;
  /** Empty for an answer whose bytes are read as they come. */
  readonly text: string;
  readonly bytes: Readable | null;
}

interface Sent {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Readable | null;
  readonly signal?: AbortSignal | undefined;
  /** A successful answer is not read. */
  readonly streams?: boolean;
}

/** Resolves with the answer, which may come before all bytes are sent. */
const exchange = (address: string, { method, headers, body, signal, streams = false }: Sent): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const url = new URL(address);
    const open = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const request = open(url, { method, headers, timeout: SILENCE_MS, ...(signal ? { signal } : {}) });
    let isAnswered = false;
    request.on('error', (thrown) => isAnswered || reject(thrown));
    request.on('timeout', () => request.destroy(new Error('nothing came for two minutes')));
    request.on('response', (response) => {
      isAnswered = true;
      if (streams && isGood(response.statusCode ?? 0))
        resolve({ status: response.statusCode ?? 0, text: '', bytes: response });
      else answerIn(response, request).then(resolve, reject);
    });
    if (body === null || typeof body === 'string') request.end(body ?? undefined);
    else pipeline(body, request, () => {});
  });

const answerIn = async (response: IncomingMessage, request: ClientRequest): Promise<Answer> => {
  const text = await textOf(response);
  // Ends an upload that was refused before its end.
  request.destroy();
  return { status: response.statusCode ?? 0, text, bytes: null };
};

/** The sentence of a problem document; else the status. */
const sentenceOf = ({ status, text }: Answer): string => {
  const detail = /"detail":("(?:[^"\\]|\\.)*")/.exec(text)?.[1];
  return detail === undefined ? `status ${status}` : (JSON.parse(detail) as string);
};

const bodyOf = ({ json, bytes }: Ask): string | Readable | null => (json ? JSON.stringify(json) : (bytes ?? null));

const clientOf = ({ url, token, renewed, unreachable }: Access) => {
  const attempt = (token: string, method: string, path: string, ask: Ask, streams: boolean): Promise<Answer> => {
    const headers = {
      authorization: `Bearer ${token}`,
      ...(ask.json ? { 'content-type': 'application/json' } : {}),
      ...ask.headers,
    };
    const sent = { method, headers, body: bodyOf(ask), signal: ask.signal, streams };
    return exchange(`${url}${path}`, sent).catch((thrown: Error) => {
      if (thrown instanceof Ending || ask.signal?.aborted) throw thrown;
      throw unreachable(`${thrown.message}.`);
    });
  };

  return async (method: string, path: string, ask: Ask, streams: boolean): Promise<Answer> => {
    const first = await attempt(await token(), method, path, ask, streams);
    const again = first.status === UNAUTHORIZED && renewed && !ask.bytes;
    const answer = again ? await attempt(await renewed(), method, path, ask, streams) : first;
    if (isGood(answer.status)) return answer;
    const { status } = answer;
    const isRefusal = status >= 400 && status < 500 && (status !== UNAUTHORIZED || renewed !== undefined);
    throw isRefusal ? new Ending(EXIT.failed, sentenceOf(answer)) : unreachable(sentenceOf(answer));
  };
};

/** @throws Ending with exit 1 for a refusal, and with 69 for a gateway that does not answer as it should */
export const httpClient = (access: Access): HttpClient => {
  const answered = clientOf(access);
  return {
    async ask(method, path, ask = {}) {
      const { text } = await answered(method, path, ask, false);
      return text === '' ? null : JSON.parse(text);
    },
    async open(path, ask = {}) {
      const { bytes } = await answered('GET', path, ask, true);
      return bytes ?? Readable.from([]);
    },
  };
};
