/** Bytes that mean harm, made here: none of them is larger than a few hundred kilobytes. */
import { crc32, deflateRawSync, deflateSync } from 'node:zlib';
import sharp from 'sharp';

const chunk = (type: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type), data]);
  const numbers = Buffer.alloc(8);
  numbers.writeUInt32BE(data.length);
  numbers.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([numbers.subarray(0, 4), body, numbers.subarray(4)]);
};

/** One bit a pixel, all black, with as many bytes of pixels as given. */
export const png = (width: number, height: number, bytes: number): Buffer => {
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0]);
  header.writeUInt32BE(width);
  header.writeUInt32BE(height, 4);
  const magic = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  const pixels = deflateSync(Buffer.alloc(bytes));
  return Buffer.concat([magic, chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]);
};

/** A part of a WebP: name, length, bytes, and a byte more if they are odd. */
const part = (name: string, data: Buffer): Buffer => {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(data.length);
  return Buffer.concat([Buffer.from(name), length, data, Buffer.alloc(data.length % 2)]);
};

/** A WebP of so many frames of one pixel. */
export const animation = async (frames: number): Promise<Buffer> => {
  const one = await sharp({ create: { width: 1, height: 1, channels: 3, background: 'red' } })
    .webp({ lossless: true })
    .toBuffer();
  const still = one.subarray(one.indexOf('VP8L'));
  const frame = part('ANMF', Buffer.concat([Buffer.alloc(12), Buffer.from([20, 0, 0, 0]), still]));
  const head = part('VP8X', Buffer.from([2, 0, 0, 0, 0, 0, 0, 0, 0, 0]));
  const body = Buffer.concat([
    Buffer.from('WEBP'),
    head,
    part('ANIM', Buffer.alloc(6)),
    ...Array<Buffer>(frames).fill(frame),
  ]);
  return part('RIFF', body);
};

/** An entry of a ZIP's directory; only its name is read. */
const entry = (name: string): Buffer => {
  const head = Buffer.alloc(46);
  head.write('PK\x01\x02', 'latin1');
  head.writeUInt16LE(name.length, 28);
  return Buffer.concat([head, Buffer.from(name)]);
};

/** A Word document of a few kilobytes that unpacks to 20 MB. */
export const zipBomb = (): Buffer => {
  const bomb = deflateRawSync(Buffer.alloc(20_000_000));
  const local = Buffer.alloc(30);
  local.write('PK\x03\x04', 'latin1');
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(bomb.length, 18);
  const name = '[Content_Types].xml';
  local.writeUInt16LE(name.length, 26);
  const directory = Buffer.concat([entry(name), entry('word/document.xml')]);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(30 + name.length + bomb.length, 16);
  return Buffer.concat([local, Buffer.from(name), bomb, directory, end]);
};

/** Files whose words ask a reader of films to open another file. */
export const NAMING_FILES: readonly (readonly [what: string, words: (path: string) => string])[] = [
  ['an HLS playlist', (path) => `#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile://${path}\n#EXT-X-ENDLIST\n`],
  ['a list to concatenate', (path) => `ffconcat version 1.0\nfile '${path}'\n`],
  ['an address to concatenate', (path) => `concat:${path}|${path}`],
  ['an address of a part', (path) => `subfile,,start,0,end,400,,:${path}`],
  ['a playlist behind the header of an MP3', (path) => `ID3\x03\0\0\0\0\0\0#EXTM3U\n#EXTINF:1,\nfile://${path}\n`],
];
