/** The messages between the gateway and a media process: paths and findings, never the bytes of a file. */
import type { Form } from '../messages/media.ts';
import type { Flaw, Inspected, Named } from './inspected.ts';
import type { Refusal } from '../kernel/result.ts';

export type Job =
  | { readonly type: 'inspect'; readonly path: string; readonly named: Named }
  | { readonly type: 'convert'; readonly path: string; readonly form: Form; readonly into: string };

/** The settings of a process, as its one argument in JSON. */
export interface Luggage {
  /** Where `ffmpeg` and `ffprobe` are found; null if they are missing. */
  readonly tools: { readonly ffmpeg: string; readonly ffprobe: string } | null;
  /** The process ends itself above this. */
  readonly rssBytesMax: number;
}

export type Report =
  | { readonly type: 'ready' }
  /** Sent before the contents are read, so that the type survives a process that does not. */
  | { readonly type: 'sniffed'; readonly mimetype: string; readonly size: number }
  | { readonly type: 'inspected'; readonly inspected: Inspected }
  | { readonly type: 'converted' }
  | { readonly type: 'refused'; readonly refusal: Refusal }
  /** The file or the disk was not there: no fault of the bytes. */
  | { readonly type: 'failed'; readonly why: string };

/** The exit status of a process that used more memory than it may. */
export const OVER_MEMORY = 75;

/** Thrown by readers for bytes that they cannot or will not read. */
export class Unreadable extends Error {
  readonly flaw: Flaw;

  constructor(reason: Flaw['reason'], detail: string) {
    super(detail);
    this.flaw = { reason, detail };
  }
}
