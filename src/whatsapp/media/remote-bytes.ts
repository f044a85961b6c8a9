/**
 * The encrypted bytes of a file at WhatsApp's media hosts.
 *
 * A transfer that is cut goes on where it ended, with a Range, as long as each connection brings something. The next
 * bytes are read when the consumer is done with the last ones. Errors of the request and of its answer are always
 * listened to: the ones that come between two reads would otherwise end the process.
 */
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { type Agent, request } from 'node:https';
import { DamagedFile } from './unseal.ts';

/** No host has the bytes. `status` is the answer of the last one; null where none came. */
export class HostFailure extends Error {
  override readonly name = 'HostFailure';
  readonly status: number | null;

  constructor(status: number | null) {
    super(status === null ? 'The media host could not be reached' : `The media host answered ${status}`);
    this.status = status;
  }
}

export interface RemoteBytes {
  readonly hosts: readonly string[];
  readonly path: string;
  /** How many bytes there are; null if it is not known. */
  readonly size: number | null;
  readonly agent: Agent;
  readonly signal: AbortSignal;
}

const ORIGIN = 'https://web.whatsapp.com';
const OK = 200;
const PARTIAL = 206;

/** How often a transfer goes on after a cut. */
const RESUMES_MAX = 10;

const ignore = (): void => {};

const ask = async (host: string, start: number, { path, agent, signal }: RemoteBytes): Promise<IncomingMessage> => {
  const range = start === 0 ? {} : { Range: `bytes=${start}-` };
  const headers = { Origin: ORIGIN, 'Accept-Encoding': 'identity', ...range };
  const outgoing = request(new URL(`https://${host}${path}`), { agent, signal, headers });
  outgoing.on('error', ignore);
  outgoing.end();
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
  response.on('error', ignore);
  return response;
};

/** Where the bytes of an answer begin; null if the answer has none of these bytes. */
const beginOf = ({ statusCode, headers }: IncomingMessage, start: number): number | null => {
  if (statusCode === OK) return 0;
  const begin = /^bytes (\d+)-/.exec(headers['content-range'] ?? '')?.[1];
  return statusCode === PARTIAL && begin !== undefined && Number(begin) <= start ? Number(begin) : null;
};

interface Answer {
  readonly response: IncomingMessage;
  readonly begin: number;
}

/** The first answer of a host that has the bytes. @throws HostFailure, or the reason of the signal */
const answerFrom = async (bytes: RemoteBytes, start: number): Promise<Answer> => {
  let status: number | null = null;
  for (const host of bytes.hosts) {
    const response = await ask(host, start, bytes).catch(ignore);
    bytes.signal.throwIfAborted();
    if (!response) continue;
    const begin = beginOf(response, start);
    if (begin !== null) return { response, begin };
    response.destroy();
    status = response.statusCode ?? null;
  }
  throw new HostFailure(status);
};

/** The bytes of one answer from `start` on. Ends without an error where the connection is cut. */
async function* passing({ response, begin }: Answer, start: number): AsyncGenerator<Uint8Array> {
  let toSkip = start - begin;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      const rest = chunk.subarray(toSkip);
      toSkip -= chunk.length - rest.length;
      if (rest.length > 0) yield rest;
    }
  } catch {
    // A cut: how many bytes came tells what to do.
  } finally {
    response.destroy();
  }
}

/** @throws HostFailure, DamagedFile if more bytes come than there are, or the reason of the signal */
export async function* remoteBytes(bytes: RemoteBytes): AsyncGenerator<Uint8Array> {
  const { size, signal } = bytes;
  let at = 0;
  for (let resumes = 0; ; resumes += 1) {
    const start = at;
    const answer = await answerFrom(bytes, start);
    for await (const chunk of passing(answer, start)) {
      at += chunk.length;
      if (size !== null && at > size) throw new DamagedFile('More bytes came than there are');
      yield chunk;
    }
    signal.throwIfAborted();
    if (size === null ? answer.response.complete : at === size) return;
    if (at === start || resumes === RESUMES_MAX) throw new HostFailure(null);
  }
}
