/** One upload to one media host: a POST of an encrypted file, with deadlines of its own. */
import { type Agent, request } from 'node:https';
import type { ClientRequest, IncomingMessage } from 'node:http';
import * as v from 'valibot';
import { ProxyFailure } from '../../../proxy/failure.ts';
import { piecesOf } from '../../../kernel/pieces.ts';

export interface Post {
  readonly host: string;
  /** With the token, which is secret: it stands in no error and no log line. */
  readonly path: string;
  readonly file: string;
  readonly size: number;
  readonly agent: Agent;
  /** The longest wait for the next sign of progress. */
  readonly idleMs: number;
  readonly signal: AbortSignal;
}

/** The address of the file at the host, or why there is none: `status` is null where no answer came. */
export type Posted =
  | { readonly ok: true; readonly url: string; readonly directPath: string }
  | {
      readonly ok: false;
      readonly status: number | null;
      /** Why nothing went through the proxy. */
      readonly proxy?: string;
    };

const ANSWER_BYTES_MAX = 65_536;
const ORIGIN = 'https://web.whatsapp.com';

const Answer = v.object({ url: v.optional(v.string()), direct_path: v.optional(v.string()) });

const textOf = async (response: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > ANSWER_BYTES_MAX) break;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
};

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
};

/** Baileys looks at no status; a host that refuses says so by it. */
const read = async (host: string, response: IncomingMessage): Promise<Posted> => {
  const { statusCode = 0 } = response;
  const answer = v.safeParse(Answer, jsonOf(await textOf(response)));
  const { url, direct_path: directPath } = answer.success ? answer.output : {};
  if (statusCode < 200 || statusCode > 299 || (url === undefined && directPath === undefined))
    return { ok: false, status: statusCode };
  const path = directPath ?? new URL(url ?? '').pathname;
  return { ok: true, directPath: path, url: url ?? `https://${host}${path}` };
};

/** Resolves when the bytes have left this process, so that their memory can be used again. */
const write = (outgoing: ClientRequest, bytes: Buffer): Promise<void> =>
  new Promise((resolve, reject) => {
    // A request that is over before it has a connection never answers for its bytes.
    const over = (): void => reject(new Error('The request ended before its body'));
    outgoing.once('close', over);
    outgoing.write(bytes, (failed) => {
      outgoing.off('close', over);
      if (failed) reject(failed);
      else resolve();
    });
  });

const send = async (file: string, outgoing: ClientRequest): Promise<void> => {
  try {
    for await (const piece of piecesOf(file)) await write(outgoing, piece);
    outgoing.end();
  } catch (thrown) {
    outgoing.destroy(thrown as Error);
  }
};

export const post = async ({ host, path, file, size, agent, idleMs, signal }: Post): Promise<Posted> => {
  const answered = Promise.withResolvers<IncomingMessage>();
  try {
    const outgoing = request(new URL(`https://${host}${path}`), {
      method: 'POST',
      agent,
      signal,
      timeout: idleMs,
      headers: { 'Content-Type': 'application/octet-stream', 'Content-Length': size, Origin: ORIGIN },
    });
    outgoing.on('response', answered.resolve);
    outgoing.on('timeout', () => outgoing.destroy(new Error('The media host said nothing for too long')));
    outgoing.on('error', answered.reject);
    // A host may refuse before it has read everything: its answer counts, not the broken pipe.
    const sent = send(file, outgoing);
    const response = await answered.promise;
    const posted = await read(host, response);
    response.destroy();
    await sent;
    return posted;
  } catch (thrown) {
    return { ok: false, status: null, ...(thrown instanceof ProxyFailure ? { proxy: thrown.message } : {}) };
  }
};
