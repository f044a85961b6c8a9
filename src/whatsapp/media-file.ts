/** The file of a message, as a link needs it. Bytes stay on disk: a link reads them from their path. */
import type { MediaId } from '../messages/media.ts';

export interface MediaFile {
  readonly id: MediaId;
  readonly path: string;
  readonly mimetype: string;
  /** In bytes. */
  readonly size: number;
  /** The hash of the bytes, as hex. */
  readonly sha256: string;
  readonly fileName: string | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly seconds: number | null;
  /** A small JPEG. */
  readonly thumbnail: Uint8Array | null;
  /** 64 bytes of 0 to 100. */
  readonly waveform: Uint8Array | null;
}
