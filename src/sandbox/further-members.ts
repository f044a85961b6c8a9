/**
 * People who make a group as large as wanted. Their numbers are ordinary, and the same in all groups. They cost next to
 * nothing: they share one set of keys, and their phones take the key of a group without opening it if another member
 * could open it.
 */
import { testNumberOf } from './test-numbers.ts';

const PREFIX = '628550';
const NUMBER = /^628550\d{7}$/;

export const isFurtherMember = (number: string): boolean => NUMBER.test(number);

/** The first `count` of them that are free. */
export const furtherMembers = (count: number, isFree: (number: string) => boolean): string[] => {
  const numbers: string[] = [];
  for (let next = 1; numbers.length < count; next += 1) {
    const number = `${PREFIX}${String(next).padStart(7, '0')}`;
    if (testNumberOf(number) === null && isFree(number)) numbers.push(number);
  }
  return numbers;
};
