import { describe, expect, test } from 'vitest';
import { preferencesIn, waitIn } from '../../src/http/edge/prefer.ts';

describe('preferences', () => {
  test.each([
    ['wait=5', { wait: '5' }],
    ['Wait = 5', { wait: '5' }],
    ['respond-async, wait=100', { 'respond-async': '', wait: '100' }],
    ['foo; bar="a, b; c", wait="7"', { foo: '', wait: '7' }],
    ['foo="a\\"b, wait=1", wait=2', { foo: 'a"b, wait=1', wait: '2' }],
    ['wait=1, wait=2', { wait: '1' }],
    ['foo=, bar=""', { foo: '', bar: '' }],
    ['return=minimal; foo=bar ; , ,wait=3', { return: 'minimal', wait: '3' }],
    ['=nonsense, (x), wait=4', { wait: '4' }],
    ['"unended, wait=4', {}],
    ['wait=4=5, a=b c', {}],
    ['', {}],
  ])('%s', (header, found) => {
    expect(Object.fromEntries(preferencesIn(header))).toEqual(found);
  });

  test.each([
    ['wait=5', 5],
    ['wait=60', 60],
    ['wait=3600', 60],
    ['wait=99999999999999999999', 60],
    ['wait=0', 0],
    ['wait=-5', 0],
    ['wait=1.5', 0],
    ['wait=soon', 0],
    ['wait', 0],
    ['respond-async', 0],
    ['respond-async, wait=10', 10],
    [undefined, 0],
  ])('%s waits %i seconds', (header, seconds) => {
    expect(waitIn(header)).toBe(seconds);
  });

  test.each([
    `${'a="'.repeat(500_000)}, wait=1`,
    `a;b${' '.repeat(500_000)}x, wait=1`,
    '"\\"'.repeat(500_000),
    `a=${' '.repeat(500_000)}b=`,
    ';a,'.repeat(200_000),
  ])('of a hostile header take as long as it is', (header) => {
    // A search that went back and forth would not end within the time of a test.
    expect(preferencesIn(header).size).toBeLessThan(3);
  });
});
