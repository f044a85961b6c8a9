/** Ogg pages, after RFC 3533: packets out of a file with one stream, and back into one. */

export interface OggStream {
  readonly serial: number;
  readonly packets: readonly Buffer[];
  /** The granule position of the last page: the end of the sound, in samples. */
  readonly end: bigint;
  /** Whether the last page was seen to its end. */
  readonly whole: boolean;
}

const HEADER = 27;
const SEGMENT_MAX = 255;
const CONTINUED = 1;
const FIRST = 2;
const LAST = 4;
const NO_GRANULE = 0xffff_ffff_ffff_ffffn;

/** The packets, or null if these are no pages of a single stream. A cut last page ends the reading. */
export const readOgg = (bytes: Buffer): OggStream | null => {
  const packets: Buffer[] = [];
  let open: Buffer[] = [];
  let serial: number | null = null;
  let end = 0n;
  let at = 0;
  while (at < bytes.length) {
    if (at + HEADER > bytes.length || at + HEADER + (bytes[at + 26] ?? 0) > bytes.length) break;
    if (bytes.toString('latin1', at, at + 4) !== 'OggS' || bytes[at + 4] !== 0) return null;
    serial ??= bytes.readUInt32LE(at + 14);
    if (bytes.readUInt32LE(at + 14) !== serial) return null;
    const granule = bytes.readBigUInt64LE(at + 6);
    const segments = bytes.subarray(at + HEADER, at + HEADER + (bytes[at + 26] ?? 0));
    let from = at + HEADER + segments.length;
    const next = from + segments.reduce((sum, length) => sum + length, 0);
    if (next > bytes.length) break;
    for (const length of segments) {
      open.push(bytes.subarray(from, from + length));
      from += length;
      if (length === SEGMENT_MAX) continue;
      packets.push(open.length === 1 && open[0] ? open[0] : Buffer.concat(open));
      open = [];
    }
    if (granule !== NO_GRANULE) end = granule;
    at = next;
  }
  return serial === null ? null : { serial, packets, end, whole: at === bytes.length };
};

export interface TimedPacket {
  readonly bytes: Buffer;
  /** The granule position after this packet. */
  readonly granule: bigint;
}

/** Pages of about a second. The first two packets, which are headers, get a page each. */
export const writeOgg = (packets: readonly TimedPacket[], serial: number, packetsPerPage: number): Buffer => {
  const pages: Buffer[] = [];
  let waiting: TimedPacket[] = [];
  let segments = 0;
  const flush = (last: boolean): void => {
    if (waiting.length === 0) return;
    pages.push(page(waiting, serial, pages.length, (pages.length === 0 ? FIRST : 0) | (last ? LAST : 0)));
    waiting = [];
    segments = 0;
  };
  for (const [index, packet] of packets.entries()) {
    const needs = lacing(packet.bytes.length).length;
    if (segments + needs > SEGMENT_MAX) flush(false);
    waiting.push(packet);
    segments += needs;
    if (index < 2 || waiting.length === packetsPerPage) flush(index === packets.length - 1);
  }
  flush(true);
  return Buffer.concat(pages);
};

const lacing = (length: number): readonly number[] => [
  ...Array.from({ length: Math.floor(length / SEGMENT_MAX) }, () => SEGMENT_MAX),
  length % SEGMENT_MAX,
];

const page = (packets: readonly TimedPacket[], serial: number, sequence: number, flags: number): Buffer => {
  const laces = packets.flatMap(({ bytes }) => lacing(bytes.length));
  const head = Buffer.alloc(HEADER);
  head.write('OggS', 'latin1');
  head[5] = flags & ~CONTINUED;
  head.writeBigUInt64LE(packets.at(-1)?.granule ?? 0n, 6);
  head.writeUInt32LE(serial, 14);
  head.writeUInt32LE(sequence, 18);
  head[26] = laces.length;
  const whole = Buffer.concat([head, Buffer.from(laces), ...packets.map(({ bytes }) => bytes)]);
  whole.writeUInt32LE(checksum(whole), 22);
  return whole;
};

const POLYNOMIAL = 0x04c1_1db7;

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte << 24;
  for (let bit = 0; bit < 8; bit += 1) rest = rest & 0x8000_0000 ? (rest << 1) ^ POLYNOMIAL : rest << 1;
  return rest;
});

const checksum = (bytes: Buffer): number => {
  let sum = 0;
  for (const byte of bytes) sum = ((sum << 8) ^ (TABLE[((sum >>> 24) ^ byte) & 255] ?? 0)) >>> 0;
  return sum;
};
