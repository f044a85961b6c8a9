/**
 * Posts to one address that somebody else named, over connections that are kept alive.
 *
 * The guard checks the address each time a connection is made; a connection that is kept was checked when it was made.
 * Redirects are answers like any other. The beginning of an answer is read and the rest is cut off, so an answer without
 * an end, or one that drips, takes a connection for a moment and nothing else.
 */
import { Agent as HttpAgent, type ClientRequest, type IncomingMessage, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { Cancel, Clock } from '../kernel/clock.ts';
import type { Allow } from './allow.ts';
import { createGuard, hostOf, type Resolve, systemResolve } from './guard.ts';
import { readHeaders } from './headers.ts';

export type PostFailure = 'address' | 'name' | 'connection' | 'certificate' | 'time' | 'answer';

export type Posted =
  | {
      readonly type: 'answered';
      readonly status: number;
      readonly retryAfter: string | undefined;
      readonly text: string;
    }
  | { readonly type: 'unanswered'; readonly reason: PostFailure }
  /** The signal was aborted. */
  | { readonly type: 'cut' };

export interface Post {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly signal: AbortSignal;
}

export interface Poster {
  post(post: Post): Promise<Posted>;
  /** Closes the connections that are kept. */
  close(): void;
}

interface Ports {
  readonly allow: Allow;
  readonly clock: Clock;
  readonly resolve?: Resolve | undefined;
  /** Certificate authorities instead of those that the process trusts. */
  readonly ca?: readonly string[] | undefined;
  readonly socketsMax: number;
  /** From the call to the head of the answer. */
  readonly withinMs: number;
}

const ANSWER_BYTES_MAX = 4_096;
/** How long the beginning of a body is waited for, once the head is there. */
const BODY_MS = 1_000;
/** A connection that nobody uses for this time is closed. */
const IDLE_MS = 4_000;
const HEADER_BYTES_MAX = 16_384;

/** The guard's refusal on its way through a connection that cannot be made. */
class Refused extends Error {
  override readonly name = 'Refused';
  readonly reason: 'address' | 'name';
  constructor(reason: 'address' | 'name') {
    super(reason);
    this.reason = reason;
  }
}

/** The beginning of an answer; the rest is cut off with its connection. */
const beginningOf = (response: IncomingMessage, clock: Clock): Promise<string> =>
  new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const end = (isWhole: boolean): void => {
      cancel();
      if (!isWhole) response.destroy();
      resolve(Buffer.concat(chunks).subarray(0, ANSWER_BYTES_MAX).toString('utf8'));
    };
    const cancel = clock.after(BODY_MS, () => end(false));
    response.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      size += chunk.byteLength;
      if (size > ANSWER_BYTES_MAX) end(false);
    });
    response.once('end', () => end(true));
    response.once('error', () => end(false));
    response.once('close', () => end(false));
  });

const failureOf = (request: ClientRequest, thrown: unknown, hasConnected: boolean): PostFailure => {
  if (thrown instanceof Refused) return thrown.reason;
  if (request.socket instanceof TLSSocket && Boolean(request.socket.authorizationError)) return 'certificate';
  return hasConnected ? 'answer' : 'connection';
};

export const createPoster = (ports: Ports): Poster => {
  const { clock, withinMs, socketsMax, ca } = ports;
  const guard = createGuard({ allow: ports.allow, resolve: ports.resolve ?? systemResolve });

  /** Asked for each new connection to a name, and the connection goes to what it answers. */
  const lookupFor =
    (url: URL): LookupFunction =>
    (_name, { all }, done) => {
      const answer = async (): Promise<void> => {
        const checked = await guard.check(url);
        if (!checked.ok) {
          done(new Refused(checked.refusal.code === 'address.forbidden' ? 'address' : 'name'), '');
          return;
        }
        const answers = checked.value.addresses.map(({ text, family }) => ({ address: text, family }));
        if (all) done(null, answers);
        else done(null, answers[0]?.address ?? '', answers[0]?.family);
      };
      void answer();
    };

  const kept = {
    keepAlive: true,
    maxSockets: socketsMax,
    maxFreeSockets: socketsMax,
    timeout: IDLE_MS,
    autoSelectFamily: true,
  };
  const agents = {
    http: new HttpAgent(kept),
    https: new HttpsAgent({ ...kept, rejectUnauthorized: true, ...(ca && { ca: [...ca] }) }),
  };

  const open = (url: URL, headers: Readonly<Record<string, string>>): ClientRequest => {
    const host = hostOf(url);
    const options = {
      method: 'POST',
      hostname: host,
      port: url.port,
      path: `${url.pathname}${url.search}`,
      headers: { ...headers, host: url.host },
      lookup: lookupFor(url),
      maxHeaderSize: HEADER_BYTES_MAX,
      insecureHTTPParser: false,
    };
    return url.protocol === 'http:'
      ? httpRequest({ ...options, agent: agents.http })
      : httpsRequest({ ...options, agent: agents.https, servername: isIP(host) === 0 ? host : '' });
  };

  const once = (url: URL, { headers, body, signal }: Post): Promise<Posted | 'stale'> =>
    new Promise((resolve) => {
      const request = open(url, headers);
      let hasConnected = false;
      let isOver = false;
      const finish = (posted: Posted | 'stale'): void => {
        if (isOver) return;
        isOver = true;
        cancel();
        signal.removeEventListener('abort', cut);
        resolve(posted);
      };
      const giveUp = (posted: Posted): void => {
        finish(posted);
        request.destroy();
      };
      const cut = (): void => giveUp({ type: 'cut' });
      const cancel: Cancel = clock.after(withinMs, () => giveUp({ type: 'unanswered', reason: 'time' }));
      signal.addEventListener('abort', cut, { once: true });
      request.on('socket', (socket) => {
        hasConnected = !socket.connecting;
        // A kept connection would gather a listener for each request.
        if (hasConnected) return;
        socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', () => {
          hasConnected = true;
        });
      });
      request.on('error', (thrown) => {
        // The far side closed a kept connection at the moment in which it was used again.
        const isStale = request.reusedSocket && 'code' in thrown && thrown.code === 'ECONNRESET';
        finish(isStale ? 'stale' : { type: 'unanswered', reason: failureOf(request, thrown, hasConnected) });
      });
      request.once('upgrade', (_answer, socket) => {
        socket.destroy();
        finish({ type: 'unanswered', reason: 'answer' });
      });
      request.once('response', (response) => {
        cancel();
        const { statusCode = 0, headers: answered } = response;
        response.on('error', () => {});
        void beginningOf(response, clock).then((text) =>
          finish({ type: 'answered', status: statusCode, retryAfter: answered['retry-after'], text }),
        );
      });
      request.end(body);
    });

  /** A poster has one address as a rule, which is read once. */
  let last: { readonly text: string; readonly url: URL | null } = { text: '', url: null };

  /** Null for an address that may not be called. A bare address is not looked up, so it is checked here. */
  const targetOf = (text: string): URL | null => {
    if (last.text !== text) {
      const read = guard.read(text);
      last = { text, url: read.ok && guard.readHost(read.value).ok ? read.value : null };
    }
    return last.url;
  };

  return {
    async post(post) {
      const url = targetOf(post.url);
      if (url === null) return { type: 'unanswered', reason: 'address' };
      if (post.signal.aborted) return { type: 'cut' };
      const headers = readHeaders(post.headers);
      if (!headers.ok) return { type: 'unanswered', reason: 'address' };
      const own = { ...headers.value, 'content-length': String(Buffer.byteLength(post.body)) };
      for (;;) {
        const posted = await once(url, { ...post, headers: own });
        if (posted !== 'stale') return posted;
      }
    },
    close() {
      agents.http.destroy();
      agents.https.destroy();
    },
  };
};
