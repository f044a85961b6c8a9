/**
 * The built pages of `web/dist`. They are read once and looked up by name, so no path can lead outside the folder.
 *
 * Nothing is compressed during a request. The build adds `x.br` and `x.gz` to each file that compression makes smaller.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { BasePath } from '../edge/base-path.ts';
import { basedAt } from './base.ts';

export interface BuiltFile {
  readonly type: string;
  /** A digest of the content, the same for every encoding. */
  readonly etag: string;
  readonly body: Uint8Array<ArrayBuffer>;
  /** The compressed forms by their name in `Accept-Encoding`, the smallest first. */
  readonly encoded: readonly (readonly ['br' | 'gzip', Uint8Array<ArrayBuffer>])[];
}

/** The files by their path within the folder: `index.html`, `assets/index-4f1d.js`. */
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

const etagOf = (body: Uint8Array): string => `"${createHash('sha256').update(body).digest('base64url')}"`;

/** A page with a base path, which the build does not know. It is sent uncompressed, because it has only a kilobyte. */
const loadBased = (file: string, type: string, basePath: BasePath): BuiltFile => {
  const body = Uint8Array.from(Buffer.from(basedAt(basePath, readFileSync(file, 'utf8'))));
  return { type, body, encoded: [], etag: etagOf(body) };
};

const load = (file: string, type: string): BuiltFile => {
  const body = read(file);
  const encoded = (['br', 'gzip'] as const).flatMap((encoding) => {
    const beside = `${file}.${encoding === 'br' ? 'br' : 'gz'}`;
    return existsSync(beside) ? [[encoding, read(beside)] as const] : [];
  });
  return { type, body, encoded, etag: etagOf(body) };
};

/** Reads the built pages; null if there is no build. */
export const readBuilt = (folder: string, basePath: BasePath): Built | null => {
  if (!existsSync(join(folder, 'index.html'))) return null;
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return new Map(
    names.flatMap((name) => {
      const type = TYPES[extname(name)];
      if (!type) return [];
      const file = join(folder, name);
      const based = basePath !== '' && name.endsWith('.html');
      return [[name.replaceAll('\\', '/'), based ? loadBased(file, type, basePath) : load(file, type)] as const];
    }),
  );
};
