/** The `Range` header of RFC 9110, section 14, for one range of bytes. */
import type { ByteRange } from '../../messages/media.ts';

const ONE_RANGE = /^bytes=(\d*)-(\d*)$/;

/**
 * The range that a header asks for; null for the whole, which also answers several ranges and headers that cannot be
 * read. `unsatisfiable` for a range outside the bytes.
 */
export const rangeIn = (header: string | undefined, size: number): ByteRange | 'unsatisfiable' | null => {
  const [, first = '', last = ''] = ONE_RANGE.exec(header ?? '') ?? [];
  if (first === '' && last === '') return null;
  if (first === '') {
    const length = Math.min(Number(last), size);
    return length === 0 ? 'unsatisfiable' : { start: size - length, end: size - 1 };
  }
  const start = Number(first);
  const end = last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (last !== '' && Number(last) < start) return null;
  return start >= size ? 'unsatisfiable' : { start, end };
};
