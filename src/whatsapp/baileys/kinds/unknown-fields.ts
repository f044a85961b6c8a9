/** Fields of a message that came with a later version of WhatsApp. Their decoding leaves nothing of them. */
import { proto } from 'baileys';
import { KIND_BITS, MORE, WITH_LENGTH, wireFields } from '../wire-fields.ts';

/** Every member of a message is a text or a message of its own: an empty one is known by being there. */
const isKnown = (field: number): boolean => {
  const empty = proto.Message.decode(Uint8Array.from([...varintOf(field * 2 ** KIND_BITS + WITH_LENGTH), 0]));
  return Object.keys(empty).length > 0;
};

const varintOf = (value: number): number[] =>
  value < MORE ? [value] : [MORE + (value % MORE), ...varintOf(Math.floor(value / MORE))];

/** The first field that this version of the protocol does not know, such as `field_120`; null if it knows all. */
export const unknownField = (bytes: Uint8Array): string | null => {
  const fields = new Set(Array.from(wireFields(bytes), ({ number }) => number));
  const unknown = [...fields].find((field) => !isKnown(field));
  return unknown === undefined ? null : `field_${unknown}`;
};
