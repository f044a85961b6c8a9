/**
 * The media host: an HTTPS server on the loopback. Devices upload encrypted bodies to it and download them, as they do
 * at WhatsApp's. It knows no keys.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { Fault, messageOf } from '../../kernel/fault.ts';
import type { Faults } from '../faults.ts';
import type { Bodies } from './bodies.ts';
import type { HostCertificate } from './certificate.ts';
import { directPathOf, nameIn } from './paths.ts';
import { type Strike, strikeOf } from './faults.ts';
import { contentRange, rangeIn } from './ranges.ts';

const ADDRESS = '127.0.0.1';
/** Where a device uploads: the kind, and the hash of the encrypted body. */
const UPLOAD = /^\/mms\/(image|video|audio|document)\/([A-Za-z0-9_-]{43})$/;

export interface MediaHost {
  /** `127.0.0.1:PORT` */
  readonly hostname: string;
  close(): Promise<void>;
}

interface Terms {
  readonly port: number;
  readonly certificate: HostCertificate;
  /** The token with which devices authenticate uploads. */
  readonly auth: string;
  readonly bodies: Bodies;
  readonly faults: Faults;
}

const answer = (response: ServerResponse, status: number, body: object): void => {
  // A client may still be writing. Node reads the rest of its request and drops it.
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
};

const refuse = (response: ServerResponse, status: number, error: string): void => answer(response, status, { error });

/** Reads half of a request's body. The other half is never read. */
const readHalf = async (request: IncomingMessage): Promise<void> => {
  const half = Number(request.headers['content-length'] ?? 0) / 2;
  let size = 0;
  for await (const bytes of request.iterator({ destroyOnReturn: false })) {
    size += (bytes as Buffer).length;
    if (size >= half) return;
  }
};

type Refusal = readonly [status: number, error: string];

const REFUSALS: Readonly<Record<'too_large' | 'wrong_hash', Refusal>> = {
  too_large: [413, 'The body is larger than maxContentLengthBytes.'],
  wrong_hash: [400, 'The body does not have the hash that the path names.'],
};

/** What the URL or the headers of an upload forbid before a byte is read. */
const objection = (url: URL, length: number, { auth, bodies }: Terms): Refusal | null => {
  const name = UPLOAD.exec(url.pathname)?.[2];
  if (name === undefined) return [404, 'There is nothing at this path.'];
  if (url.searchParams.get('auth') !== auth) return [401, 'The auth is not the one of media_conn.'];
  if (url.searchParams.get('token') !== name) return [401, 'The token is not the hash in the path.'];
  return length > bodies.bodyBytesMax ? REFUSALS.too_large : null;
};

const upload = async (url: URL, request: IncomingMessage, response: ServerResponse, terms: Terms): Promise<void> => {
  const refusal = objection(url, Number(request.headers['content-length'] ?? 0), terms);
  if (refusal) return refuse(response, ...refusal);
  const [, kind = '', name = ''] = UPLOAD.exec(url.pathname) ?? [];
  const taken = await terms.bodies.take(name, request.iterator({ destroyOnReturn: false }));
  if (taken !== 'stored') return refuse(response, ...REFUSALS[taken]);
  const path = directPathOf(kind, name);
  answer(response, 200, { url: `https://${request.headers.host ?? ''}${path}`, direct_path: path });
};

const download = async (url: URL, request: IncomingMessage, response: ServerResponse, terms: Terms, cut: boolean) => {
  const name = nameIn(url.pathname);
  const size = name === null ? null : terms.bodies.sizeOf(name);
  if (name === null || size === null) return refuse(response, 404, 'There is nothing at this path.');
  const range = rangeIn(request.headers.range, size);
  if (range === 'unsatisfiable') {
    response.writeHead(416, { 'Content-Range': `bytes */${size}` }).end();
    return;
  }
  const { start, end } = range ?? { start: 0, end: size - 1 };
  response.writeHead(range ? 206 : 200, {
    'Content-Type': 'application/octet-stream',
    'Content-Length': end - start + 1,
    'Accept-Ranges': 'bytes',
    ...(range && { 'Content-Range': contentRange(range, size) }),
  });
  if (request.method === 'HEAD' || size === 0) {
    response.end();
    return;
  }
  const sent = cut ? { start, end: start + Math.floor((end - start) / 2) } : { start, end };
  await pipeline(terms.bodies.read(name, sent), response, { end: !cut });
};

/** Acts out a fault. True if the transfer is over. */
const struckBy = async (strike: Strike, request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
  switch (strike.kind) {
    case 'down':
      request.socket.destroy();
      return true;
    case 'slow':
      // Reads the whole request, and leaves the client waiting.
      request.resume();
      return true;
    case 'refused':
      refuse(response, strike.code, 'This is an armed fault.');
      return true;
    case 'cut':
      if (request.method !== 'POST') return false;
      await readHalf(request);
      request.socket.destroy();
      return true;
  }
};

const serve = async (request: IncomingMessage, response: ServerResponse, terms: Terms): Promise<void> => {
  const url = new URL(request.url ?? '/', `https://${ADDRESS}`);
  const isUpload = request.method === 'POST';
  if (!isUpload && request.method !== 'GET' && request.method !== 'HEAD') {
    return refuse(response, 405, 'Only GET, HEAD and POST are known here.');
  }
  const strike = strikeOf(terms.faults, isUpload ? 'upload' : 'download');
  if (strike && (await struckBy(strike, request, response))) return;
  if (isUpload) return upload(url, request, response, terms);
  await download(url, request, response, terms, strike !== null);
  if (strike) request.socket.destroy();
};

/** @throws Fault when it cannot listen there. */
export const listenForMedia = async (terms: Terms): Promise<MediaHost> => {
  const { cert, key } = terms.certificate;
  const server = createServer({ cert, key }, (request, response) => {
    // A client that goes away in the middle, or a disk that fails: this connection ends, and no other.
    serve(request, response, terms).catch(() => request.socket.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(terms.port, ADDRESS, resolve);
  }).catch((cause: unknown) => {
    throw new Fault(
      'sandbox.cannot_listen',
      `The sandbox's media host cannot listen on ${ADDRESS}:${terms.port}: ${messageOf(cause)}`,
      { hint: 'Choose another port, or 0 for any free one.', retryable: false, cause },
    );
  });
  return {
    hostname: `${ADDRESS}:${(server.address() as AddressInfo).port}`,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
};
