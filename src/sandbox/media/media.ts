/**
 * The media of the sandbox: its host, and what phones do with files. A phone fetches the file of a message after the
 * message has been acknowledged, as real ones do, and checks all of it. Only the encrypted bodies are stored; the plain
 * bytes are made from them whenever somebody looks.
 */
import { createHash, createHmac } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Entropy } from '../../kernel/entropy.ts';
import { messageOf } from '../../kernel/fault.ts';
import type { Faults } from '../faults.ts';
import type { Media, MediaUse } from '../kinds/shown.ts';
import type { Fetched } from '../memory.ts';
import { type Bodies, type Bounds, openBodies } from './bodies.ts';
import { hostCertificateOf } from './certificate.ts';
import { listenForMedia } from './host.ts';
import { directPathOf, nameIn } from './paths.ts';
import { BrokenMedia, plainOf, type SealedUse, sealMedia } from './sealed.ts';
import { keepLatest } from '../../kernel/latest.ts';

const KEY_BYTES = 32;
/** How many outcomes are remembered, so that a file for many recipients is checked once. */
const CHECKED_MAX = 1000;

export interface SandboxMedia {
  /** The certificate of the authority that clients must trust, as PEM. */
  readonly ca: string;
  readonly hostname: string;
  /** The hosts that media_conn names, in order. Both are this one: clients try the second when the first fails. */
  readonly hostnames: readonly string[];
  readonly auth: string;
  readonly bodyBytesMax: number;
  urlOf(directPath: string): string;
  /** Fetches a file and checks it. Never rejects. */
  fetch(media: Media, use: MediaUse): Promise<Fetched>;
  /** The plain bytes, checked while they pass; they fail with `BrokenMedia`. */
  open(media: Media, use: MediaUse): Readable;
  /** Stores bytes that are not encrypted, such as the picture of a person, and names their path. */
  keep(bytes: Uint8Array): Promise<string>;
  /** Encrypts what a phone sends, and stores it on the host. */
  seal(plain: Uint8Array, use: SealedUse): Promise<Pick<Media, 'size' | 'sha256' | 'sealed'>>;
  close(): Promise<void>;
}

export interface MediaOptions {
  /** The folder of the bodies; null for memory. */
  readonly folder: string | null;
  /** 0 picks a free port. */
  readonly port: number;
  readonly bounds?: Bounds;
}

interface Ports {
  readonly seed: Uint8Array;
  readonly entropy: Entropy;
  readonly faults: Faults;
}

/** The path on the host by how a file is used. */
const HOST_KIND: Readonly<Record<SealedUse, string>> = {
  image: 'image',
  sticker: 'image',
  video: 'video',
  audio: 'audio',
  voice: 'audio',
  document: 'document',
  history: 'history',
  app_state: 'appstate',
};

const has = (bodies: Bodies, { sealed }: Media): boolean => {
  const name = nameIn(sealed.directPath);
  return name !== null && bodies.sizeOf(name) !== null;
};

async function* plainBytes(bodies: Bodies, media: Media, use: MediaUse): AsyncGenerator<Buffer> {
  if (!has(bodies, media)) throw new BrokenMedia('The media host has no such file.');
  yield* plainOf(bodies.read(nameIn(media.sealed.directPath) ?? ''), media, use);
}

/** The outcome of reading a file to its end. */
const checked = async (bytes: AsyncIterable<Buffer>): Promise<Fetched> => {
  try {
    for await (const _ of bytes);
    return { state: 'whole' };
  } catch (error) {
    const problem = error instanceof BrokenMedia ? error.message : `The file cannot be read: ${messageOf(error)}`;
    return { state: 'broken', problem };
  }
};

const identityOf = ({ size, sha256, sealed }: Media, use: MediaUse): string =>
  JSON.stringify([use, size, sha256, sealed.directPath, sealed.key, sealed.sha256]);

/** @throws Fault when it cannot listen. */
export const openMedia = async (options: MediaOptions, { seed, entropy, faults }: Ports): Promise<SandboxMedia> => {
  const certificate = hostCertificateOf(seed);
  const auth = createHmac('sha256', seed).update('media auth').digest('base64url');
  const bodies = openBodies(options.folder, options.bounds);
  const host = await listenForMedia({ port: options.port, certificate, auth, bodies, faults });
  /** By what decides the outcome. The oldest is forgotten first. */
  const outcomes = new Map<string, Promise<Fetched>>();

  return {
    ca: certificate.ca,
    hostname: host.hostname,
    hostnames: [host.hostname, `localhost:${host.hostname.split(':')[1] ?? ''}`],
    auth,
    bodyBytesMax: bodies.bodyBytesMax,
    urlOf: (directPath) => `https://${host.hostname}${directPath}`,
    fetch(media, use) {
      const check = () => checked(plainBytes(bodies, media, use));
      // The file may be uploaded later, or may have been removed since.
      if (!has(bodies, media)) return check();
      const identity = identityOf(media, use);
      const outcome = outcomes.get(identity) ?? check();
      keepLatest(outcomes, identity, outcome, CHECKED_MAX);
      return outcome;
    },
    open: (media, use) => Readable.from(plainBytes(bodies, media, use), { objectMode: false }),
    async keep(bytes) {
      const name = createHash('sha256').update(bytes).digest('base64url');
      if (bodies.sizeOf(name) === null) await bodies.take(name, Readable.from([bytes]));
      return directPathOf('image', name);
    },
    async seal(plain, use) {
      const key = Buffer.from(entropy.bytes(KEY_BYTES));
      const { body, sealedSha256, plainSha256 } = sealMedia(plain, key, use);
      const name = sealedSha256.toString('base64url');
      const taken = await bodies.take(name, Readable.from([body]));
      if (taken !== 'stored') throw new Error(`a contact's file of ${plain.length} bytes cannot be stored: ${taken}`);
      return {
        size: plain.length,
        sha256: plainSha256,
        sealed: {
          directPath: directPathOf(HOST_KIND[use], name),
          key: key.toString('base64'),
          sha256: sealedSha256.toString('base64'),
        },
      };
    },
    async close() {
      await host.close();
      await Promise.all(outcomes.values());
    },
  };
};
