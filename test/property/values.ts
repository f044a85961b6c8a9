/**
 * Values from a schema: valid ones, nearly valid ones, and hostile ones.
 *
 * A text may contain `{{name#n}}`: the n-th value that an answer showed under that name. So ids, cursors and tokens of
 * earlier answers are reused.
 */
import * as fc from 'fast-check';
import type { Schema } from './document.ts';

type Resolve = (schema: Schema) => Schema;
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

const DEPTH_MAX = 6;

export const recalled = (name: string): fc.Arbitrary<string> => fc.nat(1_000).map((pick) => `{{${name}#${pick}}}`);

const PROTOTYPE_KEYS = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'then'] as const;

/** Cached: fast-check's own strings of graphemes take long to build for each field. */
const character = fc.constantFrom(
  ...Array.from('aZ09 .-_@+"\\/\n\t\u00e9\u00df\u6f22\u2028\u0301\u200d\ufeff'),
  '🙂',
  '👩‍👩‍👧',
  '𝕬',
);

const words = (length: { minLength?: number; maxLength: number }): fc.Arbitrary<string> =>
  fc.array(character, length).map((characters) => characters.join('').slice(0, length.maxLength));

export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '\0',
    'a\0b',
    '\ud800',
    'x\udfffy',
    '\u202e\u200b',
    "' OR 1=1 --",
    '"; drop table events; --',
    '../../../../etc/passwd',
    '..\\..\\windows',
    '<script>alert(1)</script>',
    '\r\nX-Injected: yes',
    '${7*7}{{7*7}}',
    '%00%ff%zz',
    'NaN',
    '-1',
    '1e400',
    '٣',
    'null',
    '2026-02-31T00:00:00Z',
    '9999-12-31T23:59:59.999Z',
    '+275760-09-13T00:00:00.001Z',
    '𝕬'.repeat(40),
    '👩‍👩‍👧‍👦',
    ...PROTOTYPE_KEYS,
  ),
  fc.string({ unit: 'binary', maxLength: 60 }),
  words({ maxLength: 60 }),
  fc.nat(70_000).map((length) => 'a'.repeat(length)),
);

const hostileNumber: fc.Arbitrary<number> = fc.oneof(
  fc.constantFrom(-0, -1, 0.5, 1e21, 1e308, -1e308, 5e-324, 2 ** 31, 2 ** 32, 2 ** 53, 2 ** 53 + 2, -(2 ** 63), 1e15),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);

const deep = (depth: number): Json => {
  let value: Json = 1;
  for (let n = 0; n < depth; n += 1) value = n % 2 === 0 ? [value] : { a: value };
  return value;
};

export const hostileValue: fc.Arbitrary<Json> = fc.oneof(
  hostileText,
  hostileNumber,
  fc.constantFrom<Json>(null, true, [], {}, [[]], { $ne: null }, { length: 1e9 }),
  fc.integer({ min: 1, max: 300 }).map(deep),
  fc.constantFrom(...PROTOTYPE_KEYS).map((key): Json => Object.fromEntries([[key, { polluted: true }]])),
  fc.jsonValue() as fc.Arbitrary<Json>,
);

const typesOf = ({ type, properties }: Schema): readonly string[] => {
  if (type === undefined) return properties ? ['object'] : ['any'];
  return typeof type === 'string' ? [type] : type;
};

const matching = (pattern: string): fc.Arbitrary<string>[] => {
  try {
    return [fc.stringMatching(new RegExp(pattern))];
  } catch {
    // A pattern that fast-check cannot invert: examples and remembered values are used instead.
    return [];
  }
};

const text = ({ pattern, format, minLength = 0, maxLength = 200, examples = [] }: Schema, name: string) => {
  const known = examples.filter((example) => typeof example === 'string');
  const made: fc.Arbitrary<string>[] = [recalled(name)];
  if (known.length > 0) made.push(fc.constantFrom(...known), fc.constantFrom(...known));
  if (format === 'date-time') {
    made.push(
      fc
        .date({ min: new Date('2025-12-31'), max: new Date('2026-12-01'), noInvalidDate: true })
        .map((day) => day.toISOString()),
    );
  } else if (pattern !== undefined) made.push(...matching(pattern));
  else {
    const max = Math.min(maxLength, Math.max(minLength, 200));
    made.push(words({ minLength, maxLength: max }));
    if (maxLength < 100_000) made.push(fc.constantFrom('a'.repeat(minLength), 'a'.repeat(maxLength)));
  }
  return fc.oneof(...made);
};

/** A valid value. `name` is the field's. */
export const valid = (given: Schema, resolve: Resolve, name = '', depth = 0): fc.Arbitrary<Json> => {
  const schema = resolve(given);
  if (depth > DEPTH_MAX) return fc.constant(null);
  if (schema.const !== undefined) return fc.constant(schema.const as Json);
  if (schema.enum) return fc.constantFrom(...(schema.enum as Json[]));
  const choices = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (choices) return fc.oneof(...choices.map((choice) => valid(choice, resolve, name, depth + 1)));
  const { minimum = -1_000_000, maximum = 1_000_000 } = schema;
  const byType = (type: string): fc.Arbitrary<Json> => {
    switch (type) {
      case 'string':
        return text(schema, name);
      case 'integer':
        return fc.oneof(
          fc.integer({ min: Math.ceil(minimum), max: Math.floor(maximum) }),
          fc.constantFrom(minimum, maximum),
        );
      case 'number':
        return fc.double({ min: minimum, max: maximum, noNaN: true });
      case 'boolean':
        return fc.boolean();
      case 'null':
        return fc.constant(null);
      case 'array':
        return fc.array(valid(schema.items ?? {}, resolve, name, depth + 1), { maxLength: 4 });
      case 'object': {
        const fields = Object.entries(schema.properties ?? {}).map(
          ([field, inner]) => [field, valid(inner, resolve, field, depth + 1)] as const,
        );
        return fc.record(Object.fromEntries(fields), {
          requiredKeys: [...(schema.required ?? [])],
        }) as fc.Arbitrary<Json>;
      }
      default:
        return fc.jsonValue() as fc.Arbitrary<Json>;
    }
  };
  return fc.oneof(...typesOf(schema).map(byType));
};

const isObject = (value: Json): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A value with one fault. */
export const nearly = (schema: Schema, resolve: Resolve): fc.Arbitrary<Json> =>
  fc
    .tuple(valid(schema, resolve), fc.nat(20), fc.nat(3), hostileValue, hostileText)
    .map(([value, place, how, bad, key]): Json => {
      if (!isObject(value)) return how < 2 ? bad : [value];
      const keys = Object.keys(value);
      const chosen = keys[place % Math.max(keys.length, 1)];
      if (how === 0 && chosen !== undefined)
        return Object.fromEntries(Object.entries(value).filter(([k]) => k !== chosen));
      if (how === 1) return Object.fromEntries([...Object.entries(value), [key, bad]]);
      if (how === 2) return [value];
      return chosen === undefined ? bad : Object.fromEntries([...Object.entries(value), [chosen, bad]]);
    });
