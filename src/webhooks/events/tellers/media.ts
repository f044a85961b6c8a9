/** Events of files: uploads, files that messages name by address, and files that came in. */
import type { Recorded } from '../../../events/log/log.ts';
import { isOfTwo, partsOfStream } from '../../../kernel/ids.ts';
import type { MediaId } from '../../../messages/media.ts';
import { unlessDamaged } from '../../../projections/job-view.ts';
import type { FileThen } from '../then/media-then.ts';
import type { Then } from '../then/then.ts';
import { iso, notMine, pathTo, sessionOf, type Full, type Teller, type Told } from './told.ts';

const mediaIdIn = ({ stream }: Recorded): MediaId => {
  const { id } = partsOfStream(stream);
  return `med_${id.slice(id.indexOf('/') + 1)}`;
};

/** The file as the API shows it, but for `expiresAt`, which depends on the settings of the moment. */
const mediaObject = (id: MediaId, fact: Recorded, { state, stored, received }: FileThen, then: Then) => {
  const record = stored && unlessDamaged(() => then.log.beside('file', stored.position, 0));
  const said = stored?.data ?? received;
  return {
    id,
    session: sessionOf(fact),
    state,
    sha256: record?.sha256 ?? null,
    size: said?.size ?? null,
    mimetype: said?.mimetype ?? null,
    kind: said?.kind ?? null,
    fileName: record?.fileName ?? null,
    width: said?.width ?? null,
    height: said?.height ?? null,
    seconds: said?.seconds ?? null,
    createdAt: iso(stored?.at ?? received?.heardAt ?? fact.at),
  };
};

const told = (fact: Recorded, then: Then, more: () => Readonly<Record<string, unknown>>): Told => {
  const id = mediaIdIn(fact);
  const session = sessionOf(fact);
  const file = then.media.file(id);
  const { received, stored } = file;
  const chatId = received ? then.conversation(session, received.chatId).chatId : null;
  const full = (): Full => ({
    members: { media: mediaObject(id, fact, file, then), ...more() },
    erased: stored !== null && then.isErased(stored.position),
  });
  return {
    ids: {
      mediaId: id,
      messageId: received?.messageId ?? null,
      contactId: chatId !== null && isOfTwo(chatId) ? then.contacts.idOf(session, chatId) : null,
    },
    href: pathTo(session, 'media', id),
    chatId,
    full,
  };
};

export const tellStored: Teller = (fact, then) => {
  if (fact.type !== 'media.stored') throw notMine(fact);
  return told(fact, then, () => ({ origin: fact.data.origin }));
};

export const tellMediaFailed: Teller = (fact, then) => {
  if (fact.type !== 'media.failed') throw notMine(fact);
  const { reason, status = null, retryAt, attempt } = fact.data;
  return told(fact, then, () => ({
    failure: { reason, status, attempt, retryAt: retryAt === null ? null : iso(retryAt) },
  }));
};

export const tellMediaExpired: Teller = (fact, then) => {
  if (fact.type !== 'media.expired') throw notMine(fact);
  return told(fact, then, () => ({ reason: fact.data.reason }));
};
