/** A media host that does as a test says: it cuts, waits, lies about lengths, and forgets files. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Agent, createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { hash, randomBytes } from 'node:crypto';
import type { RemoteFile } from '../../src/messages/beside.ts';
import type { MediaKind } from '../../src/messages/media.ts';
import { hostCertificateOf } from '../../src/sandbox/media/certificate.ts';
import { sealMedia } from '../../src/sandbox/media/sealed.ts';
import type { RemoteMedia } from '../../src/whatsapp/remote-media.ts';

type Answering = (response: ServerResponse, request: IncomingMessage) => void;

export interface MediaServer {
  readonly host: string;
  readonly agent: Agent;
  /** The path and the `Range` of each request so far. */
  readonly asked: { readonly path: string; readonly range: string | undefined }[];
  /** What the next requests get, one each; the last goes on. */
  answers(...answering: readonly Answering[]): void;
  close(): Promise<void>;
}

export const startMediaServer = async (): Promise<MediaServer> => {
  const { ca, cert, key } = hostCertificateOf(randomBytes(32));
  const asked: MediaServer['asked'] = [];
  let script: readonly Answering[] = [];
  const server = createServer({ cert, key }, (request, response) => {
    asked.push({ path: request.url ?? '', range: request.headers.range });
    const [answering, ...rest] = script;
    if (rest.length > 0) script = rest;
    answering?.(response, request);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const agent = new Agent({ ca });
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    agent,
    asked,
    answers: (...answering) => void (script = answering),
    async close() {
      agent.destroy();
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
};

/** The whole body, or the part that is asked for. */
export const whole =
  (body: Uint8Array): Answering =>
  (response, { headers: { range } }) => {
    const start = Number(/^bytes=(\d+)-/.exec(range ?? '')?.[1] ?? 0);
    const last = body.length - 1;
    const partial = range === undefined ? {} : { 'Content-Range': `bytes ${start}-${last}/${body.length}` };
    response.writeHead(range === undefined ? 200 : 206, { 'Content-Length': body.length - start, ...partial });
    response.end(body.subarray(start));
  };

/** Announces the whole body, sends so many bytes of it, and cuts the connection. */
export const cutAfter =
  (body: Uint8Array, bytes: number): Answering =>
  (response) => {
    response.writeHead(200, { 'Content-Length': body.length });
    response.write(body.subarray(0, bytes), () => response.destroy());
  };

export const status =
  (code: number): Answering =>
  (response) =>
    void response.writeHead(code).end();

export interface Sealed {
  readonly media: RemoteMedia;
  readonly body: Buffer;
}

/** A file as a phone uploads it, and how its message describes it. */
export const sealed = (plain: Uint8Array, kind: MediaKind = 'image', changed: Partial<RemoteFile> = {}): Sealed => {
  const key = randomBytes(32);
  const { body, sealedSha256 } = sealMedia(plain, key, kind);
  const file: RemoteFile = {
    url: null,
    directPath: '/v/t62/file?ccb=11-4&oe=1',
    mediaKey: key.toString('base64'),
    fileSha256: hash('sha256', plain, 'base64'),
    fileEncSha256: sealedSha256.toString('base64'),
    fileName: null,
    thumbnail: null,
    waveform: null,
    ...changed,
  };
  return { media: { kind, size: plain.length, file }, body };
};
