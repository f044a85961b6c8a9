/** A client of the HTTP API that knows only the contract. */

export interface Answer<T> {
  readonly status: number;
  readonly headers: Headers;
  /** The parsed JSON; null if there was none. */
  readonly body: T;
}

export interface Client {
  readonly url: string;
  readonly token: string;
  get<T = Record<string, unknown>>(path: string): Promise<Answer<T>>;
  post<T = Record<string, unknown>>(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer<T>>;
  patch<T = Record<string, unknown>>(path: string, body: unknown): Promise<Answer<T>>;
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
  readonly at: string;
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
    return { status: response.status, headers: response.headers, body: (text === '' ? null : JSON.parse(text)) as T };
  };
  return {
    url,
    token,
    get: (path) => ask('GET', path),
    post: (path, body, headers) => ask('POST', path, body, headers),
    patch: (path, body) => ask('PATCH', path, body),
  };
};

export const ADMIN = { email: 'admin@example.com', password: 'correct horse battery staple' };

export const logIn = async (url: string): Promise<Client> => {
  const { body } = await clientOf(url, '').post<{ accessToken: string }>('/api/auth/login', ADMIN);
  return clientOf(url, body.accessToken);
};

export interface Feed {
  readonly facts: readonly Fact[];
  /** All facts so far, once `done` accepts them, without polling. Rejects when the feed ends first. */
  until(done: (facts: readonly Fact[]) => boolean): Promise<readonly Fact[]>;
  end(): void;
}

/** Follows the live feed after a position; it ends with the server at the latest. */
export const followFacts = async ({ url, token }: Client, after = 0): Promise<Feed> => {
  const stop = new AbortController();
  const facts: Fact[] = [];
  const listeners = new Set<() => void>();
  let ended = false;
  const tell = () => {
    for (const listener of listeners) listener();
  };
  const response = await fetch(`${url}/api/events/live?after=${after}`, {
    headers: { authorization: `Bearer ${token}` },
    signal: stop.signal,
  });
  const reading = read(response, (fact) => {
    facts.push(fact);
    tell();
  });
  void reading.finally(() => {
    ended = true;
    tell();
  });
  return {
    facts,
    until: (done) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (done(facts)) resolve(facts);
          else if (ended) reject(new Error('the feed ended before what was awaited'));
          else return;
          listeners.delete(look);
        };
        listeners.add(look);
        look();
      }),
    end: () => stop.abort(),
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
