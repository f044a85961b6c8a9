/**
 * Voice notes as phones record them: Opus in Ogg, mono, in packets of "code 3" with up to three frames of 20 ms.
 *
 * ffmpeg writes packets of one frame ("code 0"). WhiskeySockets/Baileys#2648 compared both on an iPhone: WhatsApp there
 * plays a voice note in packets of code 3 at 16 kHz, and calls one in packets of code 0 no longer available.
 * openclaw/openclaw#144507 adds, from a Samsung S24, an OpusHead of 16 kHz and the vendor `WhatsApp` in OpusTags. Neither
 * is documented by WhatsApp, and both are cheap to follow: frames are regrouped without being decoded (RFC 6716, 3.2).
 */
import { type OggStream, readOgg, type TimedPacket, writeOgg } from './ogg.ts';

const HEADERS = 2;
const SAMPLES_PER_MS = 48;
const PACKET_MS_MAX = 60;
const FRAME_BYTES_MAX = 1275;
const VARIABLE = 0x80;
const PADDED = 0x40;
const COUNT = 0x3f;
const STEREO = 4;
const CODE = 3;
const PACKETS_PER_PAGE = 16;

/** The durations in ms of the four configurations that share a mode (RFC 6716, table 2). */
const SILK_MS = [10, 20, 40, 60];
const HYBRID_MS = [10, 20];
const CELT_MS = [2.5, 5, 10, 20];

interface Frames {
  /** The first byte of the packet without its code. */
  readonly kind: number;
  readonly frames: readonly Buffer[];
}

const frameMs = (kind: number): number => {
  const config = kind >> 3;
  if (config < 12) return SILK_MS[config % 4] ?? 0;
  return (config < 16 ? HYBRID_MS[config % 2] : CELT_MS[config % 4]) ?? 0;
};

/** Ogg with one stream of mono Opus, or null. */
export const readMonoOpus = (bytes: Buffer): OggStream | null => {
  const ogg = readOgg(bytes);
  const head = ogg?.packets[0];
  const isMono =
    head !== undefined && head.length >= 19 && head.toString('latin1', 0, 8) === 'OpusHead' && head[9] === 1;
  return isMono ? ogg : null;
};

/** Whether every packet has the form that phones record. */
export const isVoiceNote = ({ packets }: OggStream): boolean =>
  packets.length > HEADERS && packets.slice(HEADERS).every((packet) => ((packet[0] ?? 0) & (STEREO | CODE)) === CODE);

/** The length of the sound, from the position of the last page. */
export const secondsOf = ({ packets, end }: OggStream): number => {
  const skipped = packets[0]?.readUInt16LE(10) ?? 0;
  return Math.max(Number(end) - skipped, 0) / (SAMPLES_PER_MS * 1000);
};

/** The same sound in packets as phones record them; null if a packet breaks the rules of Opus. */
export const asVoiceNote = (ogg: OggStream): Buffer | null => {
  const [head, , ...sounds] = ogg.packets;
  const parts = sounds.filter((packet) => packet.length > 0).map(framesOf);
  if (!head || parts.length === 0 || !parts.every((part) => part !== null)) return null;
  const packets = grouped(parts);
  const last = packets.at(-1);
  // The last position cuts the silence with which the encoder filled the last frame.
  if (last && ogg.end < last.granule) packets[packets.length - 1] = { ...last, granule: ogg.end };
  const headers = [head, tags()].map((bytes) => ({ bytes, granule: 0n }));
  return writeOgg([...headers, ...packets], ogg.serial, PACKETS_PER_PAGE);
};

const tags = (): Buffer => {
  const vendor = Buffer.from('WhatsApp');
  const numbers = Buffer.alloc(8);
  numbers.writeUInt32LE(vendor.length);
  return Buffer.concat([Buffer.from('OpusTags'), numbers.subarray(0, 4), vendor, numbers.subarray(4)]);
};

const grouped = (parts: readonly Frames[]): TimedPacket[] => {
  const groups: { kind: number; frames: Buffer[] }[] = [];
  for (const { kind, frames } of parts) {
    for (const frame of frames) {
      const open = groups.at(-1);
      const fits = open?.kind === kind && (open.frames.length + 1) * frameMs(kind) <= PACKET_MS_MAX;
      if (fits) open.frames.push(frame);
      else groups.push({ kind, frames: [frame] });
    }
  }
  let granule = 0n;
  return groups.map(({ kind, frames }) => {
    granule += BigInt(frames.length * frameMs(kind) * SAMPLES_PER_MS);
    return { bytes: packed(kind, frames), granule };
  });
};

const lengthBytes = (length: number): readonly number[] => {
  if (length < 252) return [length];
  const first = 252 + (length & 3);
  return [first, (length - first) >> 2];
};

const packed = (kind: number, frames: readonly Buffer[]): Buffer => {
  const lengths = frames.slice(0, -1).flatMap(({ length }) => lengthBytes(length));
  return Buffer.concat([Buffer.from([kind | CODE, VARIABLE | frames.length, ...lengths]), ...frames]);
};

/** The frames of a packet of any code (RFC 6716, 3.2), or null. */
const framesOf = (packet: Buffer): Frames | null => {
  const [toc = 0] = packet;
  const kind = toc & ~CODE;
  const frames = split(packet, toc & CODE);
  return frames?.every(({ length }) => length <= FRAME_BYTES_MAX) ? { kind, frames } : null;
};

const split = (packet: Buffer, code: number): readonly Buffer[] | null => {
  const body = packet.subarray(1);
  if (code === 0) return [body];
  if (code === 1) return equal(body, 2);
  if (code === 2) return variable(body, 2);
  const [flags = 0] = body;
  const count = flags & COUNT;
  const rest = flags & PADDED ? unpadded(body.subarray(1)) : body.subarray(1);
  if (count === 0 || rest === null) return null;
  return flags & VARIABLE ? variable(rest, count) : equal(rest, count);
};

const equal = (body: Buffer, count: number): readonly Buffer[] | null => {
  const length = body.length / count;
  if (!Number.isInteger(length)) return null;
  return Array.from({ length: count }, (_, index) => body.subarray(index * length, (index + 1) * length));
};

const variable = (body: Buffer, count: number): readonly Buffer[] | null => {
  const lengths: number[] = [];
  let at = 0;
  while (lengths.length < count - 1) {
    const first = body[at];
    if (first === undefined) return null;
    lengths.push(first < 252 ? first : first + 4 * (body[at + 1] ?? 0));
    at += first < 252 ? 1 : 2;
  }
  const frames: Buffer[] = [];
  for (const length of lengths) {
    frames.push(body.subarray(at, at + length));
    at += length;
  }
  return at <= body.length ? [...frames, body.subarray(at)] : null;
};

const unpadded = (body: Buffer): Buffer | null => {
  let padding = 0;
  let at = 0;
  for (;;) {
    const length = body[at];
    if (length === undefined) return null;
    at += 1;
    padding += length === 255 ? 254 : length;
    if (length !== 255) break;
  }
  return at + padding <= body.length ? body.subarray(at, body.length - padding) : null;
};
