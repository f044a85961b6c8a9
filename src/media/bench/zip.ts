/** Tells apart the formats that are ZIP files by the names in their directory. Nothing is ever unpacked. */
import type { FileHandle } from 'node:fs/promises';

const ZIP = 'application/zip';
const END_MAGIC = 0x0605_4b50;
const ENTRY_MAGIC = 0x0201_4b50;
const END_BYTES = 22;
const ENTRY_BYTES = 46;
const LOCAL_BYTES = 30;
const LOOKED_AT = 65_536;

const OFFICE = 'application/vnd.openxmlformats-officedocument.';

/** A name or the beginning of one, and the type that it stands for. */
const SIGNS: readonly (readonly [name: string, mimetype: string])[] = [
  ['word/', `${OFFICE}wordprocessingml.document`],
  ['xl/', `${OFFICE}spreadsheetml.sheet`],
  ['ppt/', `${OFFICE}presentationml.presentation`],
  ['AndroidManifest.xml', 'application/vnd.android.package-archive'],
  ['META-INF/MANIFEST.MF', 'application/java-archive'],
];

export const isZip = (head: Buffer): boolean => ['PK\x03\x04', 'PK\x05\x06'].includes(head.toString('latin1', 0, 4));

export const typeOfZip = async (file: FileHandle, size: number, head: Buffer): Promise<string> => {
  const declared = firstEntry(head);
  if (declared) return declared;
  const names = await directory(file, size);
  return SIGNS.find(([sign]) => names.some((name) => name.startsWith(sign)))?.[1] ?? ZIP;
};

/** OpenDocument and EPUB begin with an uncompressed entry `mimetype`. */
const firstEntry = (head: Buffer): string | null => {
  if (head.length < LOCAL_BYTES || head.readUInt16LE(8) !== 0) return null;
  const start = LOCAL_BYTES + head.readUInt16LE(26);
  if (head.toString('latin1', LOCAL_BYTES, start) !== 'mimetype') return null;
  const from = start + head.readUInt16LE(28);
  const text = head.toString('latin1', from, from + Math.min(head.readUInt32LE(18), 100));
  return /^application\/[\w.+-]+$/.test(text) ? text : null;
};

/** The names in the first 64 KiB of the directory. */
const directory = async (file: FileHandle, size: number): Promise<readonly string[]> => {
  const tail = await piece(file, Math.max(size - LOOKED_AT, 0), Math.min(size, LOOKED_AT));
  for (let at = tail.length - END_BYTES; at >= 0; at -= 1) {
    if (tail.readUInt32LE(at) !== END_MAGIC) continue;
    return names(await piece(file, tail.readUInt32LE(at + 16), Math.min(tail.readUInt32LE(at + 12), LOOKED_AT)));
  }
  return [];
};

const names = (directory: Buffer): readonly string[] => {
  const found: string[] = [];
  let at = 0;
  while (at + ENTRY_BYTES <= directory.length && directory.readUInt32LE(at) === ENTRY_MAGIC) {
    const end = at + ENTRY_BYTES + directory.readUInt16LE(at + 28);
    found.push(directory.toString('utf8', at + ENTRY_BYTES, end));
    at = end + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return found;
};

const piece = async (file: FileHandle, position: number, length: number): Promise<Buffer> => {
  const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(length), position, length });
  return buffer.subarray(0, bytesRead);
};
