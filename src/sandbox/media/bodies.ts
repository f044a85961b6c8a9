/**
 * The encrypted bodies that were uploaded to the media host, by their SHA-256 in base64url. They are files in a folder,
 * or bytes in memory. Their sum is bounded: a new body makes room by removing the oldest ones. The files are not
 * flushed: a power cut may cost the last ones, which does not matter in a sandbox.
 */
import { createHash } from 'node:crypto';
import { diskOf, memoryOf, type Range } from './places.ts';

export interface Bounds {
  /** The largest body, and the sum of all. */
  readonly bodyBytesMax: number;
  readonly totalBytesMax: number;
}

type Taken = 'stored' | 'too_large' | 'wrong_hash';

export interface Bodies {
  readonly bodyBytesMax: number;
  /** Stores a body if its hash is this name. It stops reading after `bodyBytesMax`. Rejects if reading fails. */
  take(name: string, body: AsyncIterable<Uint8Array>): Promise<Taken>;
  /** Null if there is no such body. */
  sizeOf(name: string): number | null;
  /** `end` is the last byte. Throws if there is no such body. */
  read(name: string, range?: Range): AsyncIterable<Buffer>;
}

const GIB = 2 ** 30;
/** Documents may have 2,000 MB. */
const ON_DISK: Bounds = { bodyBytesMax: 2 * GIB, totalBytesMax: 4 * GIB };
const IN_MEMORY: Bounds = { bodyBytesMax: GIB / 4, totalBytesMax: GIB / 2 };

/** Opens the folder, or keeps everything in memory if there is none. The folder is made with the first body. */
export const openBodies = (folder: string | null, bounds: Bounds = folder === null ? IN_MEMORY : ON_DISK): Bodies => {
  const place = folder === null ? memoryOf() : diskOf(folder);
  /** Oldest first. */
  const sizes = new Map(place.list());
  let total = [...sizes.values()].reduce((sum, size) => sum + size, 0);

  const forget = (name: string): void => {
    total -= sizes.get(name) ?? 0;
    sizes.delete(name);
  };

  const makeRoom = (): void => {
    for (const name of sizes.keys()) {
      if (total <= bounds.totalBytesMax || sizes.size === 1) return;
      forget(name);
      place.remove(name);
    }
  };

  const remember = (name: string, size: number): void => {
    forget(name);
    sizes.set(name, size);
    total += size;
    makeRoom();
  };

  return {
    bodyBytesMax: bounds.bodyBytesMax,
    async take(name, body) {
      const part = place.part();
      const hash = createHash('sha256');
      let size = 0;
      try {
        for await (const bytes of body) {
          size += bytes.length;
          if (size > bounds.bodyBytesMax) {
            part.drop();
            return 'too_large';
          }
          hash.update(bytes);
          await part.write(bytes);
        }
        if (hash.digest('base64url') !== name) {
          part.drop();
          return 'wrong_hash';
        }
        await part.keep(name);
      } catch (error) {
        part.drop();
        throw error;
      }
      remember(name, size);
      return 'stored';
    },
    sizeOf: (name) => sizes.get(name) ?? null,
    read(name, range) {
      if (!sizes.has(name)) throw new Error(`no such body: ${name}`);
      return place.read(name, range);
    },
  };
};
