/** Files that came in with messages, in every state, and what a client may ask of them. */
import type { Receiving } from '../../actors/media/receiving.ts';
import type { EventLog } from '../../events/log/log.ts';
import type { Caller } from '../../kernel/caller.ts';
import { ok, type Result, refuse } from '../../kernel/result.ts';
import type { SessionId } from '../../kernel/ids.ts';
import { plainName } from '../../messages/media-source.ts';
import { MediaId } from '../../messages/media.ts';
import type { ReceivedMediaRow } from '../../projections/received-media.ts';
import type { Reads } from '../../projections/reads.ts';
import type { Media } from './media.ts';
import type { AnyMediaView } from './record.ts';
import * as v from 'valibot';

/** A message is named by its session and its id; the chat decides between two that share both. */
interface MessageName {
  readonly session: SessionId;
  readonly messageId: string;
  readonly chatId?: string | undefined;
}

export interface ReceivedMedia {
  /** An upload, or a file that came in with a message, also one that is not here. */
  look(id: string): Result<AnyMediaView>;
  /** Asks for the file of a message again. One that is here, or on its way, stays as it is. */
  fetchAgain(message: MessageName, caller: Caller): Promise<Result<AnyMediaView>>;
}

interface ReceivedPorts {
  readonly log: Pick<EventLog, 'beside'>;
  readonly reads: Pick<Reads, 'media' | 'chats'>;
  readonly receiving: Pick<Receiving, 'ask'> | null;
  readonly media: Pick<Media, 'byId'>;
}

const noFile = (): Result<never> =>
  refuse('media.not_found', 'No message with this id is on record that came in with a file.');

const ambiguous = (messageId: string, chats: readonly string[]): Result<never> => ({
  ok: false,
  refusal: {
    code: 'message.ambiguous',
    detail: `Several chats have a message ${messageId}. Name the chat with ?chatId=.`,
    members: { chats: [...chats] },
  },
});

export const createReceivedMedia = ({ log, reads, receiving, media }: ReceivedPorts): ReceivedMedia => {
  const awaited = (row: ReceivedMediaRow): AnyMediaView => {
    const { id, session, state, size, mimetype, kind, width, height, seconds, remoteAt, remotePlace, heardAt } = row;
    const remote = remoteAt === null ? null : log.beside('remote', remoteAt, remotePlace);
    const fileName = plainName(remote?.fileName ?? '');
    const measures = { size, mimetype, kind, fileName, width, height, seconds };
    return { id, session, state, sha256: null, ...measures, createdAt: heardAt, expiresAt: null };
  };

  const look = (id: string): Result<AnyMediaView> => {
    const here = media.byId(id);
    const row = here.ok || !v.is(MediaId, id) ? null : reads.media.received(id);
    return row ? ok(awaited(row)) : here;
  };

  const named = ({ session, messageId, chatId }: MessageName): Result<ReceivedMediaRow> => {
    const rows = reads.media
      .ofMessage(session, messageId)
      .filter(
        (row) =>
          chatId === undefined || reads.chats.chatOf(session, row.chatId) === reads.chats.chatOf(session, chatId),
      );
    const chats = [...new Set(rows.map((row) => row.chatId))];
    if (chats.length > 1) return ambiguous(messageId, chats);
    // An edit may have brought another file.
    return rows[0] ? ok(rows[0]) : noFile();
  };

  return {
    look,
    async fetchAgain(message, caller) {
      const found = named(message);
      if (!found.ok) return found;
      const { id } = found.value;
      const told = (await receiving?.ask(id, caller)) ?? noFile();
      return told.ok ? look(id) : told;
    },
  };
};
