/** Uploads a file from the disk or standard input. It is streamed: its size does not matter to the memory. */
import { type FileHandle, open } from 'node:fs/promises';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import * as v from 'valibot';
import { messageOf } from '../kernel/fault.ts';
import { EXIT, Ending } from './exits.ts';
import type { HttpClient } from './http-client.ts';
import type { Asked } from './send-line.ts';
import type { Shell } from './shell.ts';
import { transferOf } from './transfer.ts';

interface Source {
  readonly name: string;
  readonly bytes: Readable;
  /** Null if only its end will tell. */
  readonly size: number | null;
  close(): Promise<void>;
}

const Upload = v.object({ id: v.string(), kind: v.string() });
export type Upload = v.InferOutput<typeof Upload>;

const READING: Readonly<Record<string, string>> = {
  ENOENT: 'is not there: name a file that is.',
  ENOTDIR: 'is not there: name a file that is.',
  EACCES: 'cannot be read by this user: allow it (chmod), or name another file.',
  EPERM: 'cannot be read by this user: allow it (chmod), or name another file.',
};

const unreadable = (path: string, thrown: unknown): Ending => {
  const why = READING[(thrown as NodeJS.ErrnoException).code ?? ''] ?? `cannot be read: ${messageOf(thrown)}.`;
  return new Ending(EXIT.io, `The file ${path} ${why}`);
};

const ofDisk = async (path: string): Promise<Source> => {
  let file: FileHandle;
  try {
    file = await open(path);
  } catch (thrown) {
    throw unreadable(path, thrown);
  }
  const stat = await file.stat();
  if (stat.isDirectory()) {
    await file.close();
    throw new Ending(EXIT.io, `${path} is a folder: name a file in it, or pack it first (zip, tar).`);
  }
  // A file that grows meanwhile is sent as it was.
  const size = stat.isFile() ? stat.size : null;
  const bytes = size === null || size === 0 ? {} : { end: size - 1 };
  return {
    name: basename(path),
    bytes: file.createReadStream({ ...bytes, autoClose: false }),
    size,
    close: () => file.close(),
  };
};

const STANDARD_INPUT = '-';

const sourceOf = (path: string, shell: Shell): Promise<Source> | Source =>
  path === STANDARD_INPUT
    ? { name: 'standard input', bytes: shell.inputBytes(), size: null, close: async () => {} }
    : ofDisk(path);

/** The bytes as they are, counted. */
async function* counted({ bytes, size, name }: Source, at: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  let sent = 0;
  try {
    for await (const chunk of bytes as AsyncIterable<Uint8Array>) {
      sent += chunk.byteLength;
      yield chunk;
      at(sent);
    }
  } catch (thrown) {
    throw unreadable(name, thrown);
  }
  if (size !== null && sent < size)
    throw new Ending(EXIT.io, `The file ${name} became shorter while it was read: send it again once it is complete.`);
}

const INTERRUPTED = 'Interrupted while the file was uploaded. Nothing was sent.';

/** @throws Ending with exit 74 if the file cannot be read, and with 1 if Waybill refuses it or `stop` aborts */
export const uploadFile = async (client: HttpClient, asked: Asked, path: string, shell: Shell): Promise<Upload> => {
  const stop = shell.stop();
  const source = await sourceOf(path, shell);
  const transfer = transferOf(shell, { name: source.name, total: source.size });
  const fileName = asked.fileName ?? (path === STANDARD_INPUT ? null : source.name);
  const query = new URLSearchParams({
    ...(asked.session === null ? {} : { session: asked.session }),
    ...(fileName === null ? {} : { fileName }),
  });
  try {
    const answer = await client.ask('POST', `/api/whatsapp/media?${query.toString()}`, {
      bytes: Readable.from(counted(source, transfer.at), { objectMode: false }),
      headers: source.size === null ? {} : { 'content-length': String(source.size) },
      signal: stop,
    });
    return v.parse(Upload, answer);
  } catch (thrown) {
    throw stop.aborted ? new Ending(EXIT.failed, INTERRUPTED) : thrown;
  } finally {
    transfer.end();
    await source.close();
  }
};
