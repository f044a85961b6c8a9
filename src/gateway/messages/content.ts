/**
 * The content of a message that a client asks for: its file is stored and converted first, and what it passes on is
 * looked up.
 */
import { createHash } from 'node:crypto';
import type { EventLog } from '../../events/log/log.ts';
import type { Caller } from '../../kernel/caller.ts';
import type { Entropy } from '../../kernel/entropy.ts';
import type { SessionId } from '../../kernel/ids.ts';
import { ok, type Result, refuseField } from '../../kernel/result.ts';
import type { MediaUse } from '../../media/inspected.ts';
import { type Content, type ContentKind, mediaOf, messageKinds, passOn } from '../../messages/content.ts';
import type { Made } from '../../messages/kind.ts';
import type { LinkPreview } from '../../messages/link-preview.ts';
import type { MediaSource } from '../../messages/media-source.ts';
import { keyOf } from '../../projections/chats/message-key.ts';
import type { Reads } from '../../projections/reads.ts';
import { type OnRecord, recordReader } from '../../views/on-record.ts';
import type { AskedPreview, LinkPreviews } from './link-previews.ts';
import type { Media } from '../media/media.ts';
import { givenFile } from '../media/given-file.ts';
import type { TriedFile } from '../media/trial.ts';
import type { Member, MessageRequest } from './request.ts';
import { standsAlone } from './rules.ts';
import { type NamedMessages, noSuchMessage } from './named-messages.ts';

export interface MessageContents {
  /** The content of a request, with its files on disk. */
  of(kind: ContentKind, request: MessageRequest, caller: Caller): Promise<Result<Content>>;
  /** The request in one text. A file counts by its bytes or its address, so that a repeat need not store it again. */
  askedFor(kind: ContentKind, request: MessageRequest): string;
  /** The file that a request would send, with nothing stored; null for one without a file. */
  tried(kind: ContentKind, request: MessageRequest): Promise<Result<TriedFile | null>>;
}

interface ContentPorts {
  readonly log: Pick<EventLog, 'page' | 'content' | 'beside'>;
  readonly reads: Reads;
  readonly entropy: Entropy;
  readonly media: Media;
  readonly previews: LinkPreviews;
}

const SECRET_BYTES = 32;
/** The id of a file that is tried and not stored. */
const UNSTORED = 'med_000000000000000000';

const USES: Partial<Record<ContentKind, MediaUse>> = {
  image: 'image',
  video: 'video',
  audio: 'audio',
  voice: 'voice',
  document: 'document',
  sticker: 'sticker',
};

const useOf = (kind: ContentKind, { gif, round }: Member): MediaUse | null => {
  if (kind !== 'video') return USES[kind] ?? null;
  if (gif) return 'gif';
  return round ? 'round' : 'video';
};

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export const createMessageContents = (
  { log, reads, entropy, media, previews }: ContentPorts,
  names: NamedMessages,
): MessageContents => {
  const records = recordReader({ log, reads });

  /** The media of a source, fit for its use. One that is fetched later is made fit when it comes. */
  const usableOf = async (
    source: MediaSource,
    use: MediaUse,
    { session }: MessageRequest,
    caller: Caller,
  ): Promise<Result<string>> => {
    if ('url' in source && source.fetch === 'later')
      return media.request({ url: source.url, fileName: source.fileName ?? null, session, use }, caller);
    const file = await fileOf(source, session, caller);
    return file.ok ? media.usable(file.value, use, caller) : file;
  };

  const fileOf = givenFile(media);

  /** The content of a request. Its file is stored and converted first. */
  const contentOf = async (kind: ContentKind, request: MessageRequest, caller: Caller): Promise<Result<Content>> => {
    const member = request.member as Member;
    const use = useOf(kind, member);
    const files: string[] = [];
    if (member.media !== undefined && use !== null) {
      const usable = await usableOf(member.media, use, request, caller);
      if (!usable.ok) return usable;
      files.push(usable.value);
    }
    const preview = kind === 'text' ? await previewFor(request, caller) : ok(null);
    if (!preview.ok) return preview;
    const passedOn = kind === 'forward' ? passedOnBy(request, member.messageId ?? '') : ok(null);
    if (!passedOn.ok) return passedOn;
    const made: Made = {
      media: files,
      secret: Buffer.from(entropy.bytes(SECRET_BYTES)).toString('base64'),
      passedOn: passedOn.value,
      preview: preview.value,
    };
    const of = messageKinds[kind].of as (member: unknown, made: Made) => Content;
    return ok(of(member, made));
  };

  /** The picture of a preview is stored as one of a message. */
  const previewFor = (request: MessageRequest, caller: Caller): Promise<Result<LinkPreview | null>> =>
    previews.of(request.member as AskedPreview, request.session, (source) =>
      usableOf(source, 'image', request, caller),
    );

  /** The same with nothing stored: the picture is tried, and the preview is not used. */
  const triedPreview = (request: MessageRequest): Promise<Result<LinkPreview | null>> =>
    previews.of(request.member as AskedPreview, request.session, async (source) => {
      const tried = await media.tried(source, 'image', request.session);
      return tried.ok ? ok(tried.value?.id ?? UNSTORED) : tried;
    });

  const passedOnBy = ({ session }: MessageRequest, messageId: string): Result<Made['passedOn']> => {
    const job = names.own(session, null, messageId);
    const heard = job ? null : heardAs(session, messageId);
    const content = job ? log.content(job.contentAt) : heard?.content;
    if (!content) return noSuchMessage('forward.messageId');
    const alone = standsAlone(content.kind, 'forward.messageId');
    if (!alone.ok) return alone;
    const isHere = mediaOf(content).every((id) => reads.media.state(id) === 'stored');
    if (heard && !isHere)
      return refuseField('media.not_found', 'forward.messageId', 'The file of this message is not here');
    return ok(heard?.heard?.forwarded ? { ...passOn(content), score: heard.heard.forwarded + 1 } : passOn(content));
  };

  /** A message that was not sent by a job, from any chat of the session. */
  const heardAs = (session: SessionId, messageId: string): OnRecord | null => {
    const [row] = reads.messages.withKey(session, keyOf(messageId));
    return row ? records.read(row, reads.chats.addresses(session, reads.chats.chatOf(session, row.chat))) : null;
  };

  /** The request in one text. A file counts by its bytes or its address, so that a repeat need not store it again. */
  const askedFor = (kind: ContentKind, request: MessageRequest): string => {
    const { media: source, ...member } = request.member as Member;
    const { replyTo, mentions, forwarded, expiresAt, clientRef, metadata, audience = null } = request;
    return JSON.stringify([
      kind,
      Array.isArray(request.member) ? request.member : member,
      source === undefined ? null : bytesOf(source),
      [replyTo, mentions, forwarded, expiresAt, clientRef, metadata, ...(audience === null ? [] : [audience])],
    ]);
  };

  const bytesOf = (source: MediaSource): string => {
    if ('id' in source) return media.hashOf(source.id) ?? source.id;
    return 'url' in source ? source.url : sha256(Buffer.from(source.data, 'base64'));
  };

  return {
    of: contentOf,
    askedFor,
    async tried(kind, request) {
      const member = request.member as Member;
      const use = useOf(kind, member);
      if (member.media !== undefined && use !== null) return media.tried(member.media, use, request.session);
      const preview = kind === 'text' ? await triedPreview(request) : ok(null);
      if (!preview.ok) return preview;
      const passedOn = kind === 'forward' ? passedOnBy(request, member.messageId ?? '') : ok(null);
      return passedOn.ok ? ok(null) : passedOn;
    },
  };
};
