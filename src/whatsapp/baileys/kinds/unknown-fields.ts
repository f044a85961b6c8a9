/** Fields of a message that came with a later version of WhatsApp. Their decoding leaves nothing of them. */
import { proto } from 'baileys';

/** Kinds of values in the encoding of Protocol Buffers, and how many bytes the two fixed ones have. */
const VARINT = 0;
const WITH_LENGTH = 2;
const FIXED: ReadonlyMap<number, number> = new Map([
  [1, 8],
  [5, 4],
]);
const KIND_BITS = 3;
const KIND_MASK = 7;
const MORE = 0x80;
const PAYLOAD = 0x7f;
const PAYLOAD_BITS = 7;

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

const endOf = (bytes: Uint8Array, kind: number, at: number): number | null => {
  const number = kind === VARINT || kind === WITH_LENGTH ? varintAt(bytes, at) : null;
  if (number) return kind === VARINT ? number.end : number.end + number.value;
  const size = FIXED.get(kind);
  return size === undefined ? null : at + size;
};

/** The numbers of the fields at the top of an encoded message, as far as it can be read. */
const fieldsIn = (bytes: Uint8Array): readonly number[] => {
  const fields: number[] = [];
  for (let at: number | null = 0; at !== null && at < bytes.length; ) {
    const tag = varintAt(bytes, at);
    if (!tag) break;
    fields.push(Math.floor(tag.value / 2 ** KIND_BITS));
    at = endOf(bytes, tag.value & KIND_MASK, tag.end);
  }
  return fields;
};

/** Every member of a message is a text or a message of its own: an empty one is known by being there. */
const isKnown = (field: number): boolean => {
  const empty = proto.Message.decode(Uint8Array.from([...varintOf(field * 2 ** KIND_BITS + WITH_LENGTH), 0]));
  return Object.keys(empty).length > 0;
};

const varintOf = (value: number): number[] =>
  value < MORE ? [value] : [MORE + (value % MORE), ...varintOf(Math.floor(value / MORE))];

/** The first field that this version of the protocol does not know, such as `field_120`; null if it knows all. */
export const unknownField = (bytes: Uint8Array): string | null => {
  const unknown = [...new Set(fieldsIn(bytes))].find((field) => !isKnown(field));
  return unknown === undefined ? null : `field_${unknown}`;
};
