/** The port to files of messages that came in: WhatsApp's media hosts keep them, encrypted. */
import type { MediaFailure } from '../events/facts/media.ts';
import type { SessionId } from '../kernel/ids.ts';
import type { RemoteFile } from '../messages/beside.ts';
import type { MediaKind, StoredFile } from '../messages/media.ts';

/** A file as its message describes it. Nothing of it is to be trusted. */
export interface RemoteMedia {
  readonly kind: MediaKind;
  /** In plain bytes; null if the message does not say. */
  readonly size: number | null;
  readonly file: RemoteFile;
}

export interface DownloadTerms {
  readonly session: SessionId;
  /** The hosts to ask, in their order. No other host is ever called, whatever the message names. */
  readonly hosts: readonly string[];
  /** The most plain bytes to take. */
  readonly bytesMax: number;
  readonly signal: AbortSignal;
}

export type Downloaded =
  /** The file is whole and checked. It is held until `files.release`. */
  | { readonly ok: true; readonly file: StoredFile }
  | { readonly ok: false; readonly reason: MediaFailure | 'too_large'; readonly status?: number };

/** Fetches and decrypts a file. Rejects with the reason of the signal, or with a Fault if the disk fails. */
export type Download = (media: RemoteMedia, terms: DownloadTerms) => Promise<Downloaded>;

/** Where the files of WhatsApp's own endpoint are. At another endpoint, the server names the hosts. */
export const WHATSAPP_MEDIA_HOST = 'mmg.whatsapp.net';
