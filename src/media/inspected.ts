/** The findings about a file: its type, its measures, and what WhatsApp would do with it. */

import type { Form, MediaKind } from '../messages/media.ts';

/** A media type without its parameters, as it is compared: `Text/HTML; charset=utf-8` as `text/html`. */
export const essenceOf = (mimetype: string): string => mimetype.split(';', 1)[0]?.trim().toLowerCase() ?? '';

/** The ways a message uses media. A document takes any bytes as they are. */
export type MediaUse = Form | 'document';

export interface Inspected {
  /** Sniffed from the bytes; Ogg with Opus is `audio/ogg; codecs=opus`. */
  readonly mimetype: string;
  readonly kind: MediaKind;
  readonly size: number;
  /** As shown, with the rotation that the file asks for. */
  readonly width: number | null;
  readonly height: number | null;
  readonly seconds: number | null;
  readonly animated: boolean;
  /** A JPEG of at most 96 × 96 pixels. */
  readonly thumbnail: Uint8Array | null;
  /** 64 loudnesses from 0 to 100, for sound. */
  readonly waveform: Uint8Array | null;
  /** The forms that these bytes have already. */
  readonly fits: readonly Form[];
  /** The reason why the bytes can be sent as a document only, or not at all if they are empty. */
  readonly flaw: Flaw | null;
}

export interface Flaw {
  readonly reason: 'empty' | 'damaged' | 'too_large' | 'overran' | 'no_reader';
  /** A sentence for the caller. */
  readonly detail: string;
}

/** What the caller said about the bytes. The bytes decide; these words only tell apart what bytes cannot. */
export interface Named {
  readonly mimetype?: string;
  readonly fileName?: string;
}

/** The programs and forms of this installation. */
export interface Capabilities {
  /** The version of ffmpeg; null if it or ffprobe is missing. */
  readonly ffmpeg: string | null;
  readonly sharp: string;
  /** The forms that every readable file can be converted to here. */
  readonly forms: readonly Form[];
}

/** Every fact about a file that has no contents to look at. */
export const plain = (mimetype: string, kind: MediaKind, size: number, flaw: Flaw | null): Inspected => ({
  mimetype,
  kind,
  size,
  width: null,
  height: null,
  seconds: null,
  animated: false,
  thumbnail: null,
  waveform: null,
  fits: [],
  flaw,
});

/** The kind that a type has before anything is measured. */
export const kindOf = (mimetype: string): MediaKind => {
  if (mimetype === 'image/svg+xml') return 'document';
  const [first] = mimetype.split('/', 1);
  return first === 'image' || first === 'video' || first === 'audio' ? first : 'document';
};
