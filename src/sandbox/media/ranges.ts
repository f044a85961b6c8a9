/** The Range header of RFC 9110, with one range. */
import type { Range } from './places.ts';

const ONE = /^bytes=(\d*)-(\d*)$/;

/** Null for the whole body: no header, several ranges, or another unit. */
export const rangeIn = (header: string | undefined, size: number): Range | 'unsatisfiable' | null => {
  const [, first = '', last = ''] = ONE.exec(header ?? '') ?? [];
  if (first === '' && last === '') return null;
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  return start > end ? 'unsatisfiable' : { start, end };
};

export const contentRange = ({ start, end }: Range, size: number): string => `bytes ${start}-${end}/${size}`;
