/**
 * The true type of a file, from its bytes. `file-type` knows the formats with magic numbers; added here are text and its
 * dialects, and ZIP files, whose contents it would unpack. The declared type and the name decide only between types whose
 * bytes look the same: a table and a letter are both text.
 */
import { open } from 'node:fs/promises';
import { extname } from 'node:path';
import { fileTypeFromFile } from 'file-type';
import { essenceOf, type Named, kindOf } from '../inspected.ts';
import { isZip, typeOfZip } from './zip.ts';

const HEAD_BYTES = 65_536;
const UNKNOWN = 'application/octet-stream';

/** One name for each type. */
const SAME: Readonly<Record<string, string>> = {
  'application/xml': 'text/xml',
  'audio/opus': 'audio/ogg; codecs=opus',
  'audio/vnd.wave': 'audio/wav',
  'audio/x-flac': 'audio/flac',
  'audio/x-m4a': 'audio/mp4',
  'audio/x-wav': 'audio/wav',
  'image/apng': 'image/png',
  'video/matroska': 'video/x-matroska',
  'video/x-m4v': 'video/mp4',
};

/** Microsoft's older documents are all one container. */
const COMPOUND: Readonly<Record<string, string>> = {
  '.doc': 'application/msword',
  '.msg': 'application/vnd.ms-outlook',
  '.ppt': 'application/vnd.ms-powerpoint',
  '.xls': 'application/vnd.ms-excel',
};

const DIALECTS: readonly (readonly [begins: RegExp, mimetype: string])[] = [
  [/^#EXTM3U/, 'application/vnd.apple.mpegurl'],
  [/^ffconcat\b/, 'text/plain'],
  [/^(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*(?:<!DOCTYPE svg[\s\S]*?>\s*)?<svg[\s>]/i, 'image/svg+xml'],
  [/^(?:<!doctype html|<html|<head|<body|<script)\b/i, 'text/html'],
  [/^<\?xml\b/, 'text/xml'],
  [/^BEGIN:VCARD\b/i, 'text/vcard'],
  [/^BEGIN:VCALENDAR\b/i, 'text/calendar'],
];

export const sniff = async (path: string, named: Named): Promise<{ mimetype: string; size: number }> => {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(HEAD_BYTES), position: 0 });
    const head = buffer.subarray(0, bytesRead);
    if (isZip(head)) return { mimetype: await typeOfZip(file, size, head), size };
    return { mimetype: (await byMagic(path, named)) ?? byWords(head, named), size };
  } finally {
    await file.close();
  }
};

const byMagic = async (path: string, { fileName = '' }: Named): Promise<string | null> => {
  const found = (await fileTypeFromFile(path).catch(() => undefined))?.mime;
  if (found === undefined || found === 'application/xml') return null;
  if (found === 'application/x-cfb') return COMPOUND[extname(fileName).toLowerCase()] ?? found;
  return SAME[found] ?? found;
};

const byWords = (head: Buffer, { mimetype }: Named): string => {
  const declared = mimetype === undefined ? undefined : essenceOf(mimetype);
  const isDocument = declared !== undefined && /^[\w.+-]+\/[\w.+-]+$/.test(declared) && kindOf(declared) === 'document';
  const text = asText(head);
  if (text === null) return isDocument && declared.startsWith('application/') ? declared : UNKNOWN;
  const dialect = DIALECTS.find(([begins]) => begins.test(text))?.[1];
  if (dialect) return dialect;
  return isDocument && /^text\/(?!html)|\/json$|[+/]xml$/.test(declared) && declared !== 'image/svg+xml'
    ? declared
    : 'text/plain';
};

/** The first characters, or null if the bytes are no UTF-8 text. A character that the cut has halved is no fault. */
const asText = (head: Buffer): string | null => {
  if (head.length === 0 || head.includes(0)) return null;
  try {
    const text = new TextDecoder('utf8', { fatal: true }).decode(head, { stream: true });
    return text.slice(0, 4096).trimStart();
  } catch {
    return null;
  }
};
