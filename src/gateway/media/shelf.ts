/** What can be asked of uploads beside each one: the list of them, and links to their bytes. */
import * as v from 'valibot';
import { linkExpiry, type MediaLinks } from '../../access/media-links.ts';
import type { EventLog } from '../../events/log/log.ts';
import { type Clock, iso } from '../../kernel/clock.ts';
import { ok, type Result, refuse } from '../../kernel/result.ts';
import type { ChatId } from '../../kernel/ids.ts';
import { MediaId } from '../../messages/media.ts';
import { encodeCursor } from '../../projections/cursor.ts';
import type { MediaQuery, MediaRow } from '../../projections/media.ts';
import type { Reads } from '../../projections/reads.ts';
import type { Media } from './media.ts';
import { type MediaView, viewOf } from './record.ts';
import { badCursor, nameIn, type Page } from '../pages.ts';

/** A signed address, without the part that the entrance adds. */
export interface MediaLink {
  readonly id: MediaId;
  /** In whole seconds, as the address writes it. */
  readonly expires: number;
  readonly signature: string;
}

export interface MediaShelf {
  /** Newest first. */
  list(
    query: MediaQuery & {
      /** The conversations that the caller reaches; all of the session if left out. */
      readonly reached?: readonly ChatId[] | undefined;
      readonly limit: number;
      readonly cursor?: string | undefined;
    },
  ): Result<Page<MediaView>>;
  /** A link to the bytes of an upload that is good for so many seconds. */
  link(id: string, seconds: number): Result<MediaLink>;
  /** The upload that a link leads to. */
  linked(link: { id: string; expires: number; signature: string }): Result<MediaView>;
}

interface ShelfPorts {
  readonly log: Pick<EventLog, 'beside'>;
  readonly reads: Pick<Reads, 'media' | 'chats'>;
  readonly clock: Clock;
  readonly links: MediaLinks;
  readonly media: Pick<Media, 'byId' | 'expiryAfter'>;
}

const LIST = 'media';

/** A person's chat is that of all their addresses. */
const rowsOf = (
  { media, chats }: ShelfPorts['reads'],
  { reached, ...query }: MediaQuery & { readonly reached?: readonly ChatId[] | undefined },
  before: string,
  limit: number,
): readonly MediaRow[] => {
  const { session, chatId } = query;
  const named = chatId === undefined ? reached : [chats.chatOf(session, chatId)];
  if (named === undefined) return media.list(query, before, limit);
  const among = reached && new Set(reached.map((chat) => chats.chatOf(session, chat)));
  const wanted = named.map((chat) => chats.chatOf(session, chat)).filter((chat) => among?.has(chat) ?? true);
  const addresses = wanted.flatMap((chat) => chats.addresses(session, chat));
  const rows = addresses.flatMap((address) => media.list({ ...query, chatId: address }, before, limit));
  const byId = new Map(rows.map((row) => [row.id, row]));
  return [...byId.values()].sort((one, other) => (one.id < other.id ? 1 : -1)).slice(0, limit);
};

export const createMediaShelf = ({ log, reads, clock, links, media }: ShelfPorts): MediaShelf => ({
  list({ limit, cursor, ...query }) {
    const before = nameIn(LIST, cursor);
    if (!before.ok) return before;
    if (cursor !== undefined && !v.is(MediaId, before.value)) return badCursor();
    const found = rowsOf(reads, query, cursor === undefined ? LAST : before.value, limit + 1);
    const shown = found.slice(0, limit);
    const last = found.length > limit ? shown.at(-1) : undefined;
    return ok({
      items: shown.map((row) => viewOf(row, log.beside('file', row.fileAt, 0), media.expiryAfter(row.usedAt))),
      nextCursor: last ? encodeCursor([LIST, last.id]) : null,
    });
  },
  link(id, seconds) {
    const found = media.byId(id);
    if (!found.ok) return found;
    const terms = { id: found.value.id, expires: linkExpiry(clock.now(), seconds) };
    return ok({ ...terms, signature: links.sign(terms) });
  },
  linked({ signature, ...terms }) {
    if (!links.isGenuine(terms, signature))
      return refuse(
        'media.link_invalid',
        'This link was cut or changed: its signature does not fit. Ask for a new one.',
      );
    const until = terms.expires * 1_000;
    return until > clock.now()
      ? media.byId(terms.id)
      : refuse('media.link_expired', `This link was good until ${iso(until)}. Ask for a new one.`);
  },
});

/** Behind every id. */
const LAST = 'med_g';
