/** The picture that the demo sends: a parcel, drawn here, so that it needs no file. */
import { crc32, deflateSync } from 'node:zlib';

type Color = readonly [red: number, green: number, blue: number];

interface Rectangle {
  readonly color: Color;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

const WIDTH = 480;
const HEIGHT = 320;
const TABLE_TOP = 250;
const WALL: Color = [226, 232, 240];
const TABLE: Color = [148, 163, 184];

const PARCEL: readonly Rectangle[] = [
  { color: [180, 126, 74], left: 110, top: 80, width: 260, height: 190 },
  { color: [200, 146, 92], left: 110, top: 80, width: 260, height: 34 },
  { color: [226, 194, 150], left: 220, top: 80, width: 40, height: 190 },
  { color: [250, 250, 249], left: 284, top: 180, width: 68, height: 54 },
  { color: [87, 83, 78], left: 294, top: 192, width: 48, height: 5 },
  { color: [87, 83, 78], left: 294, top: 204, width: 36, height: 5 },
  { color: [21, 128, 61], left: 294, top: 216, width: 18, height: 10 },
];

const isInside = ({ left, top, width, height }: Rectangle, x: number, y: number): boolean =>
  x >= left && x < left + width && y >= top && y < top + height;

const colorAt = (x: number, y: number): Color =>
  PARCEL.findLast((rectangle) => isInside(rectangle, x, y))?.color ?? (y < TABLE_TOP ? WALL : TABLE);

/** Rows of RGB, each behind a byte for its filter: none. */
const pixels = (): Buffer => {
  const rows = Array.from({ length: HEIGHT }, (_, y) => [
    0,
    ...Array.from({ length: WIDTH }, (_, x) => colorAt(x, y)).flat(),
  ]);
  return Buffer.from(rows.flat());
};

/** A chunk of a PNG: its length, its name, its data and their checksum. */
const chunk = (name: string, data: Uint8Array): Buffer => {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.byteLength);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
};

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const BITS = 8;
const RGB = 2;

/** The bytes of a PNG. */
export const parcelPicture = (): Buffer => {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(WIDTH, 0);
  header.writeUInt32BE(HEIGHT, 4);
  header.set([BITS, RGB], 8);
  const data = deflateSync(pixels());
  return Buffer.concat([SIGNATURE, chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]);
};
