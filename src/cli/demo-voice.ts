/** The voice notes of the demo: a few seconds of silence, written here as phones record, so that they need no file. */

const SAMPLES_PER_S = 48_000;
const PACKETS_PER_S = 20;
const MONO = 1;
/** `code 3` of three frames of 20 ms, each of them silence (RFC 6716, 3.2.5). */
const SILENCE = Buffer.from([0xfb, 0x03, 0xff, 0xfe, 0xff, 0xfe, 0xff, 0xfe]);
const PACKET_SAMPLES = 2_880;
const FIRST = 2;
const LAST = 4;
const SUM_AT = 22;

/** The checksum of Ogg (RFC 3533): a CRC of 32 bits that is not reflected. */
const sumOf = (page: Uint8Array): number => {
  let sum = 0;
  for (const byte of page) {
    sum ^= byte << 24;
    for (let bit = 0; bit < 8; bit += 1) sum = sum < 0 ? (sum << 1) ^ 0x04c1_1db7 : sum << 1;
  }
  return sum >>> 0;
};

interface Page {
  readonly packets: readonly Buffer[];
  readonly number: number;
  readonly flags: number;
  /** The end of its sound, in samples. */
  readonly end: number;
}

const pageOf = ({ packets, number, flags, end }: Page): Buffer => {
  const head = Buffer.alloc(27);
  head.write('OggS', 'latin1');
  head[5] = flags;
  head.writeBigUInt64LE(BigInt(end), 6);
  head.writeUInt32LE(1, 14);
  head.writeUInt32LE(number, 18);
  head[26] = packets.length;
  const page = Buffer.concat([head, Buffer.from(packets.map(({ length }) => length)), ...packets]);
  page.writeUInt32LE(sumOf(page), SUM_AT);
  return page;
};

const opusHead = (): Buffer => {
  const head = Buffer.alloc(19);
  head.write('OpusHead', 'latin1');
  head.set([1, MONO], 8);
  head.writeUInt32LE(SAMPLES_PER_S, 12);
  return head;
};

const opusTags = (): Buffer => {
  const tags = Buffer.alloc(24);
  tags.write('OpusTags', 'latin1');
  tags.writeUInt32LE(8, 8);
  tags.write('WhatsApp', 12, 'latin1');
  return tags;
};

/** The bytes of a voice note: Opus in Ogg. */
export const voiceNote = (seconds: number): Buffer => {
  const count = Math.round((seconds * SAMPLES_PER_S) / PACKET_SAMPLES);
  const pages = Array.from({ length: Math.ceil(count / PACKETS_PER_S) }, (_, index) => {
    const from = index * PACKETS_PER_S;
    const packets = Array<Buffer>(Math.min(PACKETS_PER_S, count - from)).fill(SILENCE);
    const isLast = from + packets.length === count;
    return { packets, number: index + 2, flags: isLast ? LAST : 0, end: (from + packets.length) * PACKET_SAMPLES };
  });
  const headers = [
    { packets: [opusHead()], number: 0, flags: FIRST, end: 0 },
    { packets: [opusTags()], number: 1, flags: 0, end: 0 },
  ];
  return Buffer.concat([...headers, ...pages].map(pageOf));
};
