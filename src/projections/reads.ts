/** The queries on the projections. HTTP and the actors read through this and nothing else. */
import type { Database } from 'better-sqlite3';
import type { MediaState } from '../events/facts/media.ts';
import type { MediaId } from '../messages/media.ts';
import { type AlarmReads, alarmReads } from './alarms.ts';
import { type DeletionReads, deletionReads } from './deletions.ts';
import { type ChatSettingsReads, chatSettingsReads } from './chats/chat-settings.ts';
import { type ChatReads, chatReads } from './chats/chats.ts';
import { conversationsIn } from './chats/conversations.ts';
import { latestReads } from './chats/latest-by-person.ts';
import { type MessageChangeReads, messageChangeReads } from './chats/message-changes.ts';
import { type MessageReads, messageReads } from './chats/message-reads.ts';
import { type MessageWords, openMessageWords } from './chats/message-words.ts';
import { type EchoReads, echoReads } from './chats/echoes.ts';
import { type ErasureReads, erasureReads } from './erasures.ts';
import { type GroupMemberReads, groupMemberReads } from './group-members.ts';
import { type GroupReads, groupReads } from './groups.ts';
import { type JobReads, jobReads } from './job-reads.ts';
import { type ContactAddressReads, contactAddressReads } from './contacts/contact-addresses.ts';
import { type ContactReads, contactReads } from './contacts/contacts.ts';
import type { OfLog } from './job-view.ts';
import { type LineReads, lineReads } from './line-reads.ts';
import { type MediaReads, mediaReads } from './media.ts';
import { type MediaRequestReads, mediaRequestReads } from './media-requests.ts';
import { type MediaUsesReads, mediaUsesReads } from './media-uses.ts';
import { type ReceivedMediaReads, receivedMediaReads } from './received-media.ts';
import { type MinutesReads, minutesReads } from './minutes.ts';
import { type QueueReads, queueReads } from './queues.ts';
import { type SessionReads, sessionReads } from './sessions.ts';
import { openReading } from './settled.ts';
import type { Together } from './together.ts';
import { type StatsReads, statsReads } from './stats.ts';
import { type WebhookReads, webhookReads } from './webhooks.ts';

/** Every answer is a consistent snapshot: nothing is awaited, and it includes all committed appends. */
export interface Reads {
  readonly jobs: JobReads;
  readonly line: LineReads;
  readonly stats: StatsReads & MinutesReads;
  readonly sessions: SessionReads;
  readonly queues: QueueReads;
  readonly alarms: AlarmReads;
  readonly media: AllMediaReads;
  readonly deletions: DeletionReads;
  readonly groups: GroupReads & GroupMemberReads;
  readonly chats: ChatReads & ChatSettingsReads;
  readonly contacts: ContactReads & ContactAddressReads;
  readonly messages: AllMessageReads;
  readonly erasures: ErasureReads;
  readonly webhooks: WebhookReads;
  /** The full-text index of messages, which is created at its first use. */
  readonly words: () => MessageWords;
  /** Runs several reads in one read transaction: alone, each takes and releases SQLite's locks. */
  readonly together: Together;
}

interface AllMessageReads extends MessageReads, MessageChangeReads, EchoReads {
  /** The last reaction of each person to a message, in any chat of the session. */
  readonly reactionsTo: ReturnType<typeof latestReads>;
  /** The last vote of each voter in a poll, in any chat of the session. */
  readonly votesIn: ReturnType<typeof latestReads>;
}

interface AllMediaReads extends MediaReads, MediaRequestReads, ReceivedMediaReads, MediaUsesReads {
  /** Where the file of a media is. It has expired, too, if the media is not known. */
  state(id: MediaId): MediaState;
}

const mediaReadsOf = (db: Database): AllMediaReads => {
  const stored = mediaReads(db);
  const requested = mediaRequestReads(db);
  const received = receivedMediaReads(db);
  return {
    ...stored,
    ...requested,
    ...received,
    ...mediaUsesReads(db),
    state(id) {
      if (stored.byId(id)?.expiredAt === null) return 'stored';
      return requested.request(id) ? 'pending' : (received.received(id)?.state ?? 'expired');
    },
  };
};

const once = <T>(make: () => T): (() => T) => {
  let made: T | null = null;
  return () => (made ??= make());
};

/** Must be opened after the projections, whose tables it reads. */
export const openReads = (db: Database, log: OfLog): Reads => {
  const { settled, together } = openReading(db);
  return {
    jobs: jobReads(settled, log, conversationsIn(db)),
    line: lineReads(db, settled, log),
    stats: { ...statsReads(db), ...minutesReads(settled) },
    sessions: sessionReads(db),
    queues: queueReads(db),
    alarms: alarmReads(db),
    media: mediaReadsOf(db),
    deletions: deletionReads(db),
    groups: { ...groupReads(db), ...groupMemberReads(db) },
    chats: { ...chatReads(db, settled), ...chatSettingsReads(db) },
    contacts: { ...contactReads(db), ...contactAddressReads(db) },
    messages: {
      ...messageReads(settled, log),
      ...messageChangeReads(db),
      ...echoReads(db),
      reactionsTo: latestReads(db, 'reactions'),
      votesIn: latestReads(db, 'votes'),
    },
    erasures: erasureReads(db),
    webhooks: webhookReads(db),
    words: once(() => openMessageWords(db)),
    together,
  };
};
