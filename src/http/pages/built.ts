/**
 * The built pages, as `web/dist` has them: read once, and looked up by name, so that no path leads anywhere else.
 *
 * Nothing is compressed while somebody waits: the build has put `x.br` and `x.gz` beside what gets smaller by it.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

export interface BuiltFile {
  readonly type: string;
  /** Of the content, however it is encoded. */
  readonly etag: string;
  readonly body: Uint8Array<ArrayBuffer>;
  /** By the word that `Accept-Encoding` has for it, smallest first. */
  readonly encoded: readonly (readonly ['br' | 'gzip', Uint8Array<ArrayBuffer>])[];
}

/** By their path within the folder: `index.html`, `assets/index-4f1d.js`. */
export type Built = ReadonlyMap<string, BuiltFile>;

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
};

const read = (file: string): Uint8Array<ArrayBuffer> => Uint8Array.from(readFileSync(file));

const load = (file: string, type: string): BuiltFile => {
  const body = read(file);
  const encoded = (['br', 'gzip'] as const).flatMap((encoding) => {
    const beside = `${file}.${encoding === 'br' ? 'br' : 'gz'}`;
    return existsSync(beside) ? [[encoding, read(beside)] as const] : [];
  });
  return { type, body, encoded, etag: `"${createHash('sha256').update(body).digest('base64url')}"` };
};

/** Null where nothing has been built. */
export const readBuilt = (folder: string): Built | null => {
  if (!existsSync(join(folder, 'index.html'))) return null;
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return new Map(
    names.flatMap((name) => {
      const type = TYPES[extname(name)];
      return type ? [[name.replaceAll('\\', '/'), load(join(folder, name), type)] as const] : [];
    }),
  );
};
