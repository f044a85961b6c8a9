/** A client of the HTTP API that knows nothing but the contract. */
import { onTestFinished } from 'vitest';

export interface Answer<T> {
  readonly status: number;
  /** JSON as it came; null when there was none. */
  readonly body: T;
}

export interface Client {
  readonly url: string;
  readonly token: string;
  get<T = Record<string, unknown>>(path: string): Promise<Answer<T>>;
  post<T = Record<string, unknown>>(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer<T>>;
}

export interface Job {
  readonly jobId: string;
  readonly messageId: string;
  readonly chatId: string;
  readonly message: string;
  readonly status: string;
  readonly attempts: number;
  readonly failure: { readonly code: string } | null;
}

export interface Fact {
  readonly position: number;
  readonly stream: string;
  readonly type: string;
  readonly to: string | null;
  readonly data: Record<string, unknown>;
}

export const clientOf = (url: string, token: string): Client => {
  const ask = async <T>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<T>> => {
    const response = await fetch(url + path, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: (text === '' ? null : JSON.parse(text)) as T };
  };
  return {
    url,
    token,
    get: (path) => ask('GET', path),
    post: (path, body, headers) => ask('POST', path, body, headers),
  };
};

export const ADMIN = { email: 'admin@example.com', password: 'correct horse battery staple' };

export const logIn = async (url: string): Promise<Client> => {
  const { body } = await clientOf(url, '').post<{ accessToken: string }>('/api/auth/login', ADMIN);
  return clientOf(url, body.accessToken);
};

/**
 * Follows the live feed from the beginning. `until` resolves with all facts so far as soon as `done` accepts them;
 * nobody polls.
 */
export const followFacts = async ({ url, token }: Client) => {
  const stop = new AbortController();
  onTestFinished(() => stop.abort());
  const facts: Fact[] = [];
  const listeners = new Set<() => void>();
  const response = await fetch(`${url}/api/events/live?after=0`, {
    headers: { authorization: `Bearer ${token}` },
    signal: stop.signal,
  });
  void read(response, (fact) => {
    facts.push(fact);
    for (const listener of listeners) listener();
  });
  return {
    facts,
    until: (done: (facts: readonly Fact[]) => boolean) =>
      new Promise<readonly Fact[]>((resolve) => {
        const look = () => {
          if (!done(facts)) return;
          listeners.delete(look);
          resolve(facts);
        };
        listeners.add(look);
        look();
      }),
  };
};

const read = async (response: Response, take: (fact: Fact) => void): Promise<void> => {
  let rest = '';
  const decoder = new TextDecoder();
  try {
    for await (const chunk of response.body ?? []) {
      const blocks = (rest + decoder.decode(chunk as Uint8Array, { stream: true })).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        const data = block.split('\n').find((line) => line.startsWith('data:'));
        if (data) take(JSON.parse(data.slice('data:'.length)) as Fact);
      }
    }
  } catch {
    // The server or the test ended the feed.
  }
};
