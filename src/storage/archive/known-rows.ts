/** Whether a file that looks like a segment contains anything that the log does not have. */
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type { Database } from 'better-sqlite3';

/** Whether the live log has every row of the file, with the same position and hash. The header is not a row. */
export const knowsRowsOf = async (db: Database, file: string): Promise<boolean> => {
  const hashAt = db.prepare<[number], string>('select lower(hex(hash)) from events where position = ?').pluck();
  const isKnown = (line: string): boolean => {
    const { position, hash } = JSON.parse(line) as { position?: number; hash?: string };
    return position === undefined || hashAt.get(position) === hash;
  };
  const text = new TextDecoder();
  try {
    return await pipeline(createReadStream(file), createGunzip(), async (unpacked: AsyncIterable<Buffer>) => {
      let rest = '';
      for await (const chunk of unpacked) {
        const lines = (rest + text.decode(chunk, { stream: true })).split('\n');
        rest = lines.pop() ?? '';
        if (!lines.every(isKnown)) return false;
      }
      return rest === '';
    });
  } catch {
    return false;
  }
};
