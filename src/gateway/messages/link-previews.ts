/**
 * Previews of the address in a text.
 *
 * A preview is made when its message is taken, and is part of its content: every attempt says the same. It guarantees
 * that a slow or hostile page neither fails a message nor holds its answer for longer than `WITHIN_MS`. Addresses are
 * fetched under the guard, the page and its picture alike; Baileys is handed none. What a page said is used again for a
 * while, so that a thousand recipients cost one look at it.
 */
import type { Millis } from '../../kernel/clock.ts';
import type { SessionId } from '../../kernel/ids.ts';
import { ok, type Result, refuseInput } from '../../kernel/result.ts';
import { type PageHead, readPageHead } from '../../fetching/page-head.ts';
import {
  firstAddressIn,
  type GivenPreview,
  type LinkPreview,
  PREVIEW_DESCRIPTION_MAX,
  PREVIEW_TITLE_MAX,
  type PreviewMember,
} from '../../messages/link-preview.ts';
import { essenceOf } from '../../media/inspected.ts';
import type { MediaId } from '../../messages/media.ts';
import type { MediaSource } from '../../messages/media-source.ts';
import type { MediaPorts } from '../media/media.ts';
import { REDIRECTS_MAX } from '../media/arrivals.ts';
import { dropHeld } from '../media/upkeep.ts';
import { keepLatest } from '../../kernel/latest.ts';

export interface LinkPreviews {
  /** The preview that a request asks for; null for none. Refused only with what is wrong with a given picture. */
  of(text: AskedPreview, session: SessionId, store: StorePicture): Promise<Result<LinkPreview | null>>;
}

export interface AskedPreview {
  readonly body: string;
  readonly preview?: PreviewMember | undefined;
}

/** Stores the picture of a given preview, fit to be shown. */
export type StorePicture = (source: MediaSource) => Promise<Result<MediaId>>;

interface PreviewPorts
  extends Pick<MediaPorts, 'clock' | 'fetcher' | 'files' | 'index' | 'proxyOf' | 'reads' | 'workshop'> {
  /** The small picture of an upload, as base64. */
  thumbnail(id: MediaId): string | null;
}

/** For the page and its picture together. */
const WITHIN_MS = 4_000;
const PAGE_BYTES_MAX = 524_288;
/** A page may be of any size: its first bytes are read. */
const ANNOUNCED_MAX = Number.MAX_SAFE_INTEGER;
const PICTURE_BYTES_MAX = 5_242_880;
const KEPT_MS = 5 * 60_000;
const KEPT_MAX = 200;

const HTML: readonly string[] = ['text/html', 'application/xhtml+xml'];

/** One line of at most so many characters. */
const line = (text: string, max: number): string => {
  const characters = Array.from(text.toWellFormed().replaceAll('\0', '').replace(/\s+/gu, ' ').trim());
  return characters.length <= max ? characters.join('') : `${characters.slice(0, max - 1).join('')}…`;
};

const firstBytes = async (body: AsyncIterable<Uint8Array>): Promise<Uint8Array> => {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of body) {
    pieces.push(piece);
    size += piece.byteLength;
    if (size >= PAGE_BYTES_MAX) break;
  }
  return Buffer.concat(pieces).subarray(0, PAGE_BYTES_MAX);
};

/** What a page said, apart from the address as a text writes it. */
type Seen = Omit<LinkPreview, 'url' | 'media'> | null;

interface Looking {
  readonly session: SessionId;
  readonly signal: AbortSignal;
}

export const createLinkPreviews = (ports: PreviewPorts): LinkPreviews => {
  const { clock, fetcher, files, index, proxyOf, reads, workshop } = ports;
  const kept = new Map<string, { readonly until: Millis; readonly seen: Promise<Seen> }>();

  const pageAt = async (
    address: string,
    { session, signal }: Looking,
  ): Promise<(PageHead & { readonly at: string }) | null> => {
    const answer = await fetcher.fetch(address, {
      headers: { Accept: HTML.join(', ') },
      redirectsMax: REDIRECTS_MAX,
      accept: 'success',
      maxBytes: ANNOUNCED_MAX,
      withinMs: WITHIN_MS,
      through: proxyOf(session),
      signal,
    });
    if (!answer.ok) return null;
    const { body, headers, finalUrl } = answer.value;
    const type = headers['content-type'] ?? '';
    const isHtml = HTML.includes(essenceOf(type));
    const isPlain = (headers['content-encoding'] ?? 'identity') === 'identity';
    if (!isHtml || !isPlain) {
      await leave(body);
      return null;
    }
    return { ...readPageHead(await firstBytes(body), type), at: finalUrl };
  };

  /** The small picture of the one at an address; null where there is none that can be read. */
  const pictureAt = async (address: string, { session, signal }: Looking): Promise<string | null> => {
    const answer = await fetcher.fetch(address, {
      redirectsMax: REDIRECTS_MAX,
      accept: 'success',
      maxBytes: PICTURE_BYTES_MAX,
      withinMs: WITHIN_MS,
      through: proxyOf(session),
      signal,
    });
    if (!answer.ok) return null;
    const file = await files.take(answer.value.body, { maxBytes: PICTURE_BYTES_MAX, idleMs: WITHIN_MS, signal });
    try {
      const seen = await workshop.inspect(file.path, {});
      const { thumbnail = null } = seen.ok ? seen.value : {};
      return thumbnail && Buffer.from(thumbnail).toString('base64');
    } finally {
      await dropHeld({ reads, index, files }, file);
    }
  };

  const look = async (address: string, looking: Looking): Promise<Seen> => {
    const page = await pageAt(address, looking);
    const title = page?.title ? line(page.title, PREVIEW_TITLE_MAX) : '';
    if (!page || title === '') return null;
    const description = line(page.description ?? '', PREVIEW_DESCRIPTION_MAX);
    const picture = page.image === null ? null : (URL.parse(page.image, page.at)?.href ?? null);
    const thumbnail = picture === null ? null : await unlessItFails(pictureAt(picture, looking));
    return { title, ...(description === '' ? {} : { description }), ...(thumbnail === null ? {} : { thumbnail }) };
  };

  /** What a page says, within the time. */
  const lookInTime = async (address: string, session: SessionId): Promise<Seen> => {
    const late = new AbortController();
    const over = Promise.withResolvers<null>();
    const cancel = clock.after(WITHIN_MS, () => {
      late.abort();
      over.resolve(null);
    });
    try {
      return await Promise.race([unlessItFails(look(address, { session, signal: late.signal })), over.promise]);
    } finally {
      cancel();
    }
  };

  const seenAt = (address: string, session: SessionId): Promise<Seen> => {
    const now = clock.now();
    const known = kept.get(address);
    if (known && known.until > now) return known.seen;
    const seen = lookInTime(address, session);
    keepLatest(kept, address, { until: now + KEPT_MS, seen }, KEPT_MAX);
    return seen;
  };

  const given = async ({ media, ...preview }: GivenPreview, store: StorePicture): Promise<Result<LinkPreview>> => {
    const said = { url: preview.url, title: preview.title };
    const described = preview.description === undefined ? said : { ...said, description: preview.description };
    if (media === undefined) return ok(described);
    const stored = await store(media);
    if (!stored.ok) return stored;
    const thumbnail = ports.thumbnail(stored.value);
    if (thumbnail === null) return refuseInput('text.preview.media', 'Expected a picture');
    return ok({ ...described, thumbnail, media: stored.value });
  };

  return {
    async of({ body, preview = 'none' }, session, store) {
      if (typeof preview === 'object') return given(preview, store);
      const url = preview === 'auto' ? firstAddressIn(body) : null;
      const seen = url === null ? null : await seenAt(url, session);
      return ok(url === null || seen === null ? null : { url, ...seen });
    },
  };
};

/** A body that nobody reads keeps its connection. */
const leave = async (body: AsyncIterable<Uint8Array>): Promise<void> => {
  for await (const _ of body) return;
};

/** A preview is a courtesy: whatever goes wrong with it, the message goes without. */
const unlessItFails = async <T>(work: Promise<T>): Promise<T | null> => {
  try {
    return await work;
  } catch {
    return null;
  }
};
