/** Writes `x.js.br` and `x.js.gz` beside each file that gets smaller by it, so that the server never compresses. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

const WORTH_IT = /\.(?:css|html|js|json|svg)$/;

const shrink = (file: string): void => {
  const body = readFileSync(file);
  const smaller = {
    br: brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } }),
    gz: gzipSync(body, { level: constants.Z_BEST_COMPRESSION }),
  };
  for (const [ending, bytes] of Object.entries(smaller)) {
    if (bytes.byteLength < body.byteLength) writeFileSync(`${file}.${ending}`, bytes);
  }
};

export const compressed = (): Plugin => ({
  name: 'compressed',
  apply: 'build',
  writeBundle({ dir }) {
    if (dir === undefined) return;
    for (const name of readdirSync(dir, { recursive: true, encoding: 'utf8' })) {
      if (WORTH_IT.test(name)) shrink(join(dir, name));
    }
  },
});
