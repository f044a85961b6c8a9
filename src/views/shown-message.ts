/** Builds the message that clients see from what is on record of it. */
import { iso } from '../kernel/clock.ts';
import type { EventLog } from '../events/log/log.ts';
import type { MediaState } from '../events/facts/media.ts';
import { type ChatId, type JobId, type SessionId, streamOf } from '../kernel/ids.ts';
import { jobOfMessage } from '../kernel/message-ids.ts';
import { type Content, mediaOf, memberOf, previewOf, spokenOf } from '../messages/content.ts';
import type { MediaId } from '../messages/media.ts';
import { type LatestRow, SELF } from '../projections/chats/latest-by-person.ts';
import { keyOf, messageIdOfKey } from '../projections/chats/message-key.ts';
import type { MessageRow } from '../projections/chats/messages.ts';
import type { GroupRow } from '../projections/groups.ts';
import { type JobRow, unlessDamaged } from '../projections/job-view.ts';
import type { MediaRow } from '../projections/media.ts';
import type { Reads } from '../projections/reads.ts';
import type { MessageMedia, MessageObject, OwnStatus, Reaction } from './message-object.ts';
import { type OnRecord, type RecordReads, recordReader } from './on-record.ts';
import { type ContactLookUps, type NamedContact, peopleOf, type Person } from './person.ts';

/** The newest reactions of a message in a list; a message that is looked at alone shows all. */
const REACTIONS_IN_LIST = 20;

/** The queries that showing a message takes. */
export interface ShownReads extends RecordReads {
  readonly sessions: Pick<Reads['sessions'], 'addresses'>;
  readonly groups: { byChat(session: SessionId, chat: ChatId): Pick<GroupRow, 'self'> | null };
  readonly media: { byId(id: MediaId): StoredMedia | null; state(id: MediaId): MediaState };
  readonly contacts: ContactLookUps<NamedContact>;
  readonly messages: RecordReads['messages'] & Pick<Reads['messages'], 'reactionsTo'>;
  readonly jobs: { rowById(job: JobId): JobProgress | null };
}

type StoredMedia = Pick<MediaRow, 'fileAt' | 'mimetype' | 'size' | 'width' | 'height' | 'seconds'>;
type JobProgress = Pick<JobRow, 'jobId' | 'deliveredAt' | 'readAt' | 'playedAt'>;

export interface ShownPorts {
  readonly log: Pick<EventLog, 'page' | 'content' | 'beside' | 'head'>;
  readonly reads: ShownReads;
}

const statusOf = (job: JobProgress): OwnStatus => {
  if (job.playedAt !== null) return 'played';
  if (job.readAt !== null) return 'read';
  return job.deliveredAt === null ? 'sent' : 'delivered';
};

/** What the content says, without the file, which stands beside it. */
const memberShown = (content: Content): unknown => {
  const member = memberOf(content);
  if (mediaOf(content).length === 0 || Array.isArray(member)) return member;
  const { media: _media, ...rest } = member as { media?: unknown };
  const isOpenedOnce = content.kind === 'image' || content.kind === 'video' ? (content.viewOnce ?? false) : null;
  return isOpenedOnce === null ? rest : { ...rest, viewOnce: isOpenedOnce };
};

/** A message of a kind that has no member. */
const isUnread = (kind: MessageRow['kind']): kind is 'undecryptable' | 'withheld' | 'unsupported' =>
  kind === 'undecryptable' || kind === 'withheld' || kind === 'unsupported';

const typeOf = ({ row, content }: OnRecord): MessageObject['type'] => {
  if (isUnread(row.kind)) return row.kind;
  const kind = content?.kind ?? row.kind;
  // Once its content is erased, nothing says what a forward passed on.
  return kind === 'forward' || kind === 'reaction' || kind === 'edit' || kind === 'delete' ? 'unsupported' : kind;
};

/** The member that carries what was said: null once that is erased, and left out where there never was any. */
const membersShown = ({ content, erasedAt }: OnRecord, type: MessageObject['type']): Record<string, unknown> => {
  if (content) return { [content.kind]: memberShown(spokenOf(content)) };
  return erasedAt === null || isUnread(type) ? {} : { [type]: null };
};

const reasonOf = ({ heard, unknownKind }: OnRecord): string | null => heard?.unread?.reason ?? unknownKind;

const mentionsOf = ({ queued, heard }: OnRecord): MessageObject['mentions'] => {
  const said = queued ?? heard;
  return said?.mentionsAll ? 'all' : [...(said?.mentions ?? [])];
};

const isForwarded = ({ queued, heard, row }: OnRecord): boolean =>
  queued?.forwarded === true || row.kind === ('forward' as string) || (heard?.forwarded ?? 0) > 0;

export const messageShower = ({ log, reads }: ShownPorts) => {
  const records = recordReader({ log, reads });
  const people = peopleOf({ log, reads });

  /** The addresses of the account: its number, its hidden id, and how a group names it. */
  const ownIds = (session: SessionId, chat: ChatId): readonly (ChatId | null)[] => [
    ...reads.sessions.addresses(session),
    reads.groups.byChat(session, chat)?.self ?? null,
  ];

  const authorOf = ({ row, words }: OnRecord): Person =>
    row.own
      ? people.personWith(row.session, [row.by, row.byOther, ...ownIds(row.session, row.chat)])
      : people.personWith(row.session, [row.by, row.byOther], words?.pushName ?? null);

  const fileNameOf = (id: string): string | null => {
    const stored = reads.media.byId(id);
    return stored ? (unlessDamaged(() => log.beside('file', stored.fileAt, 0))?.fileName ?? null) : null;
  };

  const mediaShown = ({ content, heard, fileName }: OnRecord): MessageMedia | null => {
    const nothing = { mimetype: null, size: null, fileName: null, seconds: null, width: null, height: null };
    if (heard?.unread?.kind === 'withheld') return { state: 'withheld', id: null, ...nothing };
    const id = heard?.media?.id ?? (content && mediaOf(content)[0]);
    if (id === undefined || id === null) return null;
    const { mimetype, size, width, height, seconds } = reads.media.byId(id) ?? { ...nothing, ...heard?.media };
    const name = (content?.kind === 'document' ? content.fileName : undefined) ?? fileName ?? fileNameOf(id);
    const measures = { seconds: seconds ?? null, width: width ?? null, height: height ?? null };
    return { state: reads.media.state(id), id, mimetype, size, fileName: name, ...measures };
  };

  const replyShown = ({ row, chats, queued, heard, words }: OnRecord): MessageObject['replyTo'] => {
    const messageId = queued?.replyTo ?? heard?.replyTo;
    if (messageId === undefined) return null;
    const answered = records.find(row.session, chats, keyOf(messageId));
    const content = answered && records.read(answered, chats).content;
    return { messageId, preview: content ? previewOf(content) : (words?.quoted?.preview ?? null) };
  };

  const personOf = ({ by }: Pick<LatestRow, 'by'>, { row }: OnRecord): Person =>
    people.personWith(row.session, by === SELF ? ownIds(row.session, row.chat) : [by]);

  const reactionsTo = (record: OnRecord, limit: number): Reaction[] => {
    const { row, chats } = record;
    return reads.messages
      .reactionsTo(row.session, row.key)
      .filter(({ chat }) => chats.includes(chat))
      .sort((a, b) => a.at - b.at || a.saidAt - b.saidAt)
      .slice(-limit)
      .flatMap((reaction) => {
        const content = records.contentAt(reaction.saidAt);
        const isGiven = content?.kind === 'reaction' && content.emoji !== '';
        return isGiven ? [{ emoji: content.emoji, from: personOf(reaction, record), at: iso(reaction.at) }] : [];
      });
  };

  const shown = (record: OnRecord, reactionsMax: number = REACTIONS_IN_LIST): MessageObject => {
    const { row, chats, edits, deletion, words, erasedAt } = record;
    const messageId = messageIdOfKey(row.key);
    const isJob = row.by === null;
    const job = isJob ? reads.jobs.rowById(jobOfMessage(messageId) ?? '') : null;
    const lastEdit = edits.at(-1);
    const type = typeOf(record);
    return {
      messageId,
      session: row.session,
      chatId: chats[0] ?? row.chat,
      direction: row.own ? 'out' : 'in',
      from: authorOf(record),
      type,
      ...membersShown(record, type),
      reason: reasonOf(record),
      media: mediaShown(record),
      replyTo: replyShown(record),
      mentions: mentionsOf(record),
      forwarded: isForwarded(record),
      referral: words?.referral ?? null,
      reactions: reactionsTo(record, reactionsMax),
      editedAt: lastEdit ? iso(lastEdit.change.at) : null,
      deletedAt: deletion ? iso(deletion.at) : null,
      erasedAt: erasedAt === null ? null : iso(erasedAt),
      sentAt: iso(row.sentAt),
      receivedAt: iso(row.receivedAt),
      source: row.source,
      jobId: job?.jobId ?? null,
      status: job ? statusOf(job) : null,
      position: row.joined,
    };
  };

  return {
    records,
    people,
    ownIds,
    personOf,
    shown,
    /** The message of a row, in the conversation with these addresses. */
    ofRow: (row: MessageRow, chats: readonly ChatId[]): MessageObject => shown(records.read(row, chats)),
    receiptsOf: (record: OnRecord) => {
      const jobId = jobOfMessage(messageIdOfKey(record.row.key));
      return jobId === null || record.row.by !== null
        ? null
        : log.page({ after: 0, limit: RECEIPT_FACTS_MAX, stream: streamOf.job(jobId), type: 'job.receipts' });
    },
  };
};

/** Receipts of a group are gathered for two seconds each, so this many facts tell of thousands of members. */
const RECEIPT_FACTS_MAX = 5_000;

export type MessageShower = ReturnType<typeof messageShower>;
