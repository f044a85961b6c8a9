/**
 * What a web page says of itself: its Open Graph title, description and picture, else its title.
 *
 * Only the head is read, by a parser that tolerates anything. Reading ends at the first element that belongs to a body,
 * and after so many tags that no page can take long.
 */
import { TextDecoder } from 'node:util';
import { Parser } from 'htmlparser2';

export interface PageHead {
  readonly title: string | null;
  readonly description: string | null;
  /** The address of a picture, as the page writes it. */
  readonly image: string | null;
}

/** What the head of a page may hold. An element of another name begins the body. */
const OF_HEAD: ReadonlySet<string> = new Set([
  'base',
  'head',
  'html',
  'link',
  'meta',
  'noscript',
  'script',
  'style',
  'template',
  'title',
]);

const TAGS_MAX = 2_000;
const PIECE = 4_096;
const TITLE_MAX = 10_000;

const UTF_8 = 'utf-8';

interface Found {
  readonly metas: ReadonlyMap<string, string>;
  readonly title: string;
  /** The encoding that the page names. */
  readonly charset: string | null;
}

const charsetIn = (contentType: string): string | null => {
  const parameter = contentType.split(';').find((part) => part.trim().toLowerCase().startsWith('charset='));
  return parameter?.split('=', 2)[1]?.trim().replaceAll('"', '') ?? null;
};

const parse = (html: string): Found => {
  const metas = new Map<string, string>();
  let title = '';
  let charset: string | null = null;
  const place = { inTitle: false, tags: 0, over: false };

  const meta = ({ property, name, content, charset: named, 'http-equiv': header }: Record<string, string>): void => {
    charset ??= named ?? (header?.toLowerCase() === 'content-type' ? charsetIn(content ?? '') : null);
    const key = (property ?? name)?.trim().toLowerCase();
    // The first one counts.
    if (key !== undefined && content !== undefined && !metas.has(key)) metas.set(key, content);
  };

  const parser = new Parser({
    onopentag(name, attributes) {
      place.tags += 1;
      if (place.over || place.tags > TAGS_MAX || !OF_HEAD.has(name)) place.over = true;
      else if (name === 'meta') meta(attributes);
      place.inTitle = !place.over && name === 'title';
    },
    ontext(text) {
      if (place.inTitle && title.length < TITLE_MAX) title += text;
    },
    onclosetag(name) {
      if (name === 'title') place.inTitle = false;
      if (name === 'head') place.over = true;
    },
  });
  for (let at = 0; at < html.length && !place.over; at += PIECE) parser.write(html.slice(at, at + PIECE));
  parser.end();
  return { metas, title, charset };
};

const decoderFor = (charset: string | null): TextDecoder | null => {
  try {
    return new TextDecoder(charset ?? UTF_8);
  } catch {
    return null;
  }
};

/** Reads the head of a page from its first bytes. */
export const readPageHead = (bytes: Uint8Array, contentType: string): PageHead => {
  const announced = charsetIn(contentType);
  const decoder = decoderFor(announced) ?? new TextDecoder();
  const first = parse(decoder.decode(bytes));
  const named = announced === null && first.charset !== null ? decoderFor(first.charset) : null;
  const { metas, title } = named && named.encoding !== decoder.encoding ? parse(named.decode(bytes)) : first;
  const one = (...names: readonly string[]): string | null =>
    names.map((name) => metas.get(name)?.trim()).find((text) => text !== undefined && text !== '') ?? null;
  return {
    title: one('og:title') ?? (title.trim() || null),
    description: one('og:description', 'description'),
    image: one('og:image:secure_url', 'og:image', 'og:image:url'),
  };
};
