import { describe, expect, test } from 'vitest';
import { isBlank } from '../../src/messages/blank.ts';

describe('a text that shows nothing is blank', () => {
  const rows: [what: string, text: string][] = [
    ['spaces and line ends', ' \t\n\u00a0\u3000'],
    ['zero-width marks', '\u200b\u200d\u2060\ufeff'],
    ['marks of direction', '\u200f\u202e'],
    ['an empty pattern of Braille', '\u2800'],
    ['fillers of Hangul', '\u115f\u1160\u3164\uffa0'],
    ['a joiner and a variation selector alone', '\u034f\ufe0f'],
    ['vowels of Khmer that are never drawn', '\u17b4\u17b5'],
    ['tags', '\u{e0061}\u{e007f}'],
    ['control characters', '\u0001\u0007\u007f'],
  ];
  test.each(rows)('%s', (_, text) => {
    expect(isBlank(text)).toBe(true);
  });
});

test.each(['.', '0', ' a ', 'ㅎ', '👍🏽', '❤️', '\u0301e', '⠁'])('%s is to be read', (text) => {
  expect(isBlank(text)).toBe(false);
});
