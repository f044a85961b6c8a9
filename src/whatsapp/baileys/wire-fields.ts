/** Reads an encoded message of Protocol Buffers field by field, without decoding what is in them. */

/** Kinds of values in the encoding, and how many bytes the two fixed ones have. */
const VARINT = 0;
export const WITH_LENGTH = 2;
const FIXED: ReadonlyMap<number, number> = new Map([
  [1, 8],
  [5, 4],
]);
export const KIND_BITS = 3;
const KIND_MASK = 7;
export const MORE = 0x80;
const PAYLOAD = 0x7f;
const PAYLOAD_BITS = 7;

export interface WireField {
  readonly number: number;
  /** Tag and value as they are encoded. */
  readonly whole: Uint8Array;
  /** The value of a field with a length; else empty. */
  readonly content: Uint8Array;
}

/** The number that begins at `at`, and where it ends; null if it is cut off or too large. */
const varintAt = (bytes: Uint8Array, at: number): { value: number; end: number } | null => {
  let value = 0;
  for (let end = at, shift = 0; end < bytes.length; end += 1, shift += PAYLOAD_BITS) {
    const byte = bytes[end] ?? 0;
    value += (byte & PAYLOAD) * 2 ** shift;
    if (byte < MORE) return Number.isSafeInteger(value) ? { value, end: end + 1 } : null;
  }
  return null;
};

/** Where the value that begins at `at` has its content, and where it ends; null if it cannot be read. */
const valueAt = (bytes: Uint8Array, kind: number, at: number): { start: number; end: number } | null => {
  const number = kind === VARINT || kind === WITH_LENGTH ? varintAt(bytes, at) : null;
  if (number) return { start: number.end, end: number.end + (kind === WITH_LENGTH ? number.value : 0) };
  const size = FIXED.get(kind);
  return size === undefined ? null : { start: at + size, end: at + size };
};

/** The fields at the top of an encoded message, in their order, as far as it can be read. Nothing is copied. */
export function* wireFields(bytes: Uint8Array): Generator<WireField> {
  for (let at = 0; at < bytes.length; ) {
    const tag = varintAt(bytes, at);
    if (!tag) return;
    const value = valueAt(bytes, tag.value & KIND_MASK, tag.end);
    yield {
      number: Math.floor(tag.value / 2 ** KIND_BITS),
      whole: bytes.subarray(at, value?.end),
      content: value ? bytes.subarray(value.start, value.end) : new Uint8Array(),
    };
    if (!value) return;
    at = value.end;
  }
}

/** The contents of the fields with this number. */
export const contentsOf = (bytes: Uint8Array, number: number): readonly Uint8Array[] =>
  [...wireFields(bytes)].flatMap((field) => (field.number === number ? [field.content] : []));
