/**
 * Finds the place where a text stops being JSON.
 *
 * `JSON.parse` names the place only for some faults, and quotes the text, which may be a password or a message. This
 * function scans the text once, without recursion. It is called only for a text that `JSON.parse` has refused.
 */
export interface Place {
  /** Line and column start at 1. Columns count UTF-16 units. */
  readonly line: number;
  readonly column: number;
}

const SPACE = /[ \t\n\r]*/y;
const SCALAR = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const PLAIN = /[^"\\\p{Cc}]+|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})|[\u007f-\u009f]+/uy;

type Expected = 'value' | 'value or end' | 'key' | 'key or end' | 'colon' | 'comma or end';

/** The length of a match of a sticky pattern at a place; −1 without a match. */
const lengthAt = (pattern: RegExp, text: string, at: number): number => {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0].length ?? -1;
};

/** The place after the string that begins here, and whether the string is terminated. */
const skipString = (text: string, start: number): { at: number; whole: boolean } => {
  let at = start + 1;
  for (let length = lengthAt(PLAIN, text, at); length > 0; length = lengthAt(PLAIN, text, at)) at += length;
  return text[at] === '"' ? { at: at + 1, whole: true } : { at, whole: false };
};

const CLOSED_BY: Readonly<Record<string, string>> = { '{': '}', '[': ']' };

const faultIndex = (text: string): number => {
  const open: string[] = [];
  let expected: Expected = 'value';
  let at = 0;
  const inside = (): string | undefined => open.at(-1);

  for (;;) {
    at += lengthAt(SPACE, text, at);
    const next = text[at];
    if (next === undefined) return at;
    const mayEnd = expected.endsWith('or end') && next === CLOSED_BY[inside() ?? ''];
    if (mayEnd) {
      open.pop();
      at += 1;
      expected = 'comma or end';
    } else if (expected === 'colon') {
      if (next !== ':') return at;
      at += 1;
      expected = 'value';
    } else if (expected === 'comma or end') {
      if (next !== ',' || open.length === 0) return at;
      at += 1;
      expected = inside() === '{' ? 'key' : 'value';
    } else if (next === '"') {
      const end = skipString(text, at);
      if (!end.whole) return end.at;
      at = end.at;
      expected = expected.startsWith('key') ? 'colon' : 'comma or end';
    } else if (expected.startsWith('key')) {
      return at;
    } else if (next in CLOSED_BY) {
      open.push(next);
      at += 1;
      expected = next === '{' ? 'key or end' : 'value or end';
    } else {
      const length = lengthAt(SCALAR, text, at);
      if (length < 1) return at;
      at += length;
      expected = 'comma or end';
    }
  }
};

const placeOf = (text: string, index: number): Place => {
  const before = text.slice(0, index);
  return { line: before.split('\n').length, column: index - before.lastIndexOf('\n') };
};

export const jsonFault = (text: string): Place => placeOf(text, faultIndex(text));

/** Finds the place where bytes stop being UTF-8. */
export const utf8Fault = (bytes: Uint8Array): Place => {
  const text = new TextDecoder().decode(bytes);
  const again = new TextEncoder().encode(text);
  const start = bytes.length >= 3 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  const good = again.findIndex((byte, index) => byte !== bytes[index + start]);
  const before = new TextDecoder().decode(again.subarray(0, Math.max(good, 0)));
  return placeOf(before, before.length);
};
