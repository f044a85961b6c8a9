/** What happened, as an operator at three in the morning wants to read it: one fact, one or two lines. */
import type { Recorded } from '../events/log/log.ts';
import type { CallFact } from '../events/facts/call.ts';
import type { ChatFact } from '../events/facts/chat.ts';
import type { ContentFact } from '../events/facts/content.ts';
import type { ContactFact } from '../events/facts/contact.ts';
import type { GroupFact } from '../events/facts/group.ts';
import type { KeyFact } from '../events/facts/key.ts';
import type { MediaFact } from '../events/facts/media.ts';
import type { ProcessFact } from '../events/facts/process.ts';
import type { QueueConfig, QueueFact } from '../events/facts/queue.ts';
import type { UserFact } from '../events/facts/user.ts';
import { partsOfStream, shortChat, type StreamKind } from '../kernel/ids.ts';
import { jobStory } from './job-story.ts';
import { sessionStory } from './session-story.ts';
import { requestOf, type StoryContext, type StoryLine } from './story-line.ts';
import { webhookStory } from './webhook-story.ts';
import { count } from './words.ts';

type Told = Omit<StoryLine, 'fields'>;

const info = (sentence: string): Told => ({ level: 'info', sentence });
const warn = (sentence: string): Told => ({ level: 'warn', sentence });

/** The lines that a fact is worth. Never a message's text, a secret or a whole number. */
export const storyOf = (fact: Recorded, context: StoryContext): readonly StoryLine[] => {
  const tell = STORIES[partsOfStream(fact.stream).kind] as (fact: Recorded, context: StoryContext) => StoryLine[];
  return tell(fact, context).map((told) => ({ ...told, sentence: context.placed(told.sentence) }));
};

type OfKind<K extends StreamKind> = Extract<Recorded, { type: `${K}.${string}` }>;

/** One line, with the fields that name its subject. */
const line = (fact: Recorded, { level, sentence }: Told, subject: StoryLine['fields']): readonly StoryLine[] => [
  { level, sentence, fields: { ...subject, ...requestOf(fact) } },
];

const queueStory = (fact: Recorded<QueueFact>, { timeOfDay }: StoryContext): Told => {
  const { id } = partsOfStream(fact.stream);
  const moved = `queue ${id}: ${fact.from} → ${fact.to}`;
  switch (fact.type) {
    case 'queue.configured':
      return info(`queue ${id}: configured, ${changes(fact.data.was, fact.data.config)}`);
    case 'queue.paused':
      return info(`${moved}, no message goes out until it is resumed`);
    case 'queue.resumed':
      return info(`${moved}, messages go out while the session is ready`);
    case 'queue.cooled':
      return warn(`${moved} until ${timeOfDay(fact.data.until)}, because ${fact.data.reason}`);
    case 'queue.clearing_started':
      return info(`queue ${id}: clearing ${count(fact.data.total, 'job')} (${fact.data.status})`);
    case 'queue.cleared':
      return info(`queue ${id}: cleared of ${count(fact.data.cleared, 'job')} (${fact.data.status})`);
  }
};

/** `concurrency 3 → 5, maxAttempts 5 → 8`. */
const changes = (was: QueueConfig, config: QueueConfig): string => {
  const names = Object.keys(config) as (keyof QueueConfig)[];
  const changed = names.filter((name) => was[name] !== config[name]);
  return changed.map((name) => `${name} ${was[name]} → ${config[name]}`).join(', ') || 'nothing changed';
};

const userStory = (fact: Recorded<UserFact>): Told => {
  switch (fact.type) {
    case 'user.added':
      return info(`user added (${fact.data.role})`);
    case 'user.removed':
      return info('user removed');
    case 'user.role_changed':
      return info(`role changed (${fact.data.role})`);
    case 'user.password_changed':
      return info('password changed');
    case 'user.logged_in':
      return info('logged in');
    case 'user.login_refused':
      return warn(`log-in refused (${fact.data.reason})`);
    case 'user.logged_out':
      return info('logged out');
    case 'user.refresh_reused':
      return warn('a refresh token was used twice; every log-in that came of it is ended');
  }
};

const keyStory = (fact: Recorded<KeyFact>): Told => {
  switch (fact.type) {
    case 'key.created':
      return info(`API key made (${fact.data.scopes.join(', ')})`);
    case 'key.rotated':
      return info('API key rotated');
    case 'key.revoked':
      return info('API key revoked');
  }
};

const mediaStory = (fact: Recorded<MediaFact>): readonly StoryLine[] => {
  const session = fact.header.session ?? '';
  return line(fact, info(mediaTold(fact)), { session });
};

const mediaTold = (fact: Recorded<MediaFact>): string => {
  switch (fact.type) {
    case 'media.requested':
      return `file to be fetched at the first attempt, as ${fact.data.use}`;
    case 'media.awaited':
      return `file to be fetched from WhatsApp (${fact.data.kind})`;
    case 'media.failed':
      return `file could not be fetched (${fact.data.reason})`;
    case 'media.retried':
      return 'file to be fetched again';
    case 'media.relocated':
      return 'file uploaded again by the phone';
    case 'media.skipped':
      return `file too large to be fetched by itself (more than ${count(fact.data.limit, 'byte')})`;
    case 'media.withheld':
      return 'file kept from linked devices by WhatsApp';
    case 'media.stored':
      return `file stored (${fact.data.mimetype}, ${count(fact.data.size, 'byte')})`;
    case 'media.expired':
      return `file no longer here (${fact.data.reason})`;
  }
};

const groupTold = (fact: Recorded<GroupFact>): Told => {
  switch (fact.type) {
    case 'group.recorded':
      return info(`recorded, ${count(fact.data.members.length, 'member')}`);
    case 'group.members_changed':
      return info(`${count(fact.data.members.length, 'member')}: ${fact.data.action}`);
    case 'group.settings_changed':
      return info('settings changed');
    case 'group.described':
      return info('subject or description changed');
    case 'group.picture_changed':
      return info(fact.data.removed ? 'picture removed' : 'picture changed');
    case 'group.invite_revoked':
      return info('invite renewed');
    case 'group.invited':
      return info(`${count(fact.data.people.length, 'invitation')} sent`);
    case 'group.requests_changed':
      return info(`${count(fact.data.people.length, 'request')} to join ${fact.data.change}`);
    case 'group.left':
      return warn(`this account is no member any more (${fact.data.reason})`);
  }
};

const groupStory = (fact: Recorded<GroupFact>): readonly StoryLine[] => {
  const { session, chatId } = fact.header;
  const { level, sentence } = groupTold(fact);
  const subject = { session: session ?? '', chat: shortChat(chatId ?? '') };
  return line(fact, { level, sentence: `group ${subject.chat}: ${sentence}` }, subject);
};

const callStory = (fact: Recorded<CallFact>): readonly StoryLine[] => {
  const { session, chatId } = fact.header;
  const subject = { session: session ?? '', chat: shortChat(chatId ?? '') };
  const told = fact.type === 'call.received' ? 'it rings' : `it is over (${fact.data.outcome})`;
  return line(fact, info(`call of ${subject.chat}: ${told}`), subject);
};

const chatTold = (fact: Recorded<ChatFact | ContentFact>): string => {
  switch (fact.type) {
    case 'content.erased':
      return 'what a message said was erased';
    case 'message.received':
      return fact.data.unread
        ? `a message came in that cannot be read (${fact.data.unread.kind}: ${fact.data.unread.reason})`
        : `${fact.data.content?.kind ?? 'a message of an unknown kind'} came in (${fact.data.source})`;
    case 'message.repaired':
      return 'a message that could not be read is read now';
    case 'message.edited':
      return 'a message was edited';
    case 'message.deleted':
      return 'a message was taken back';
    case 'message.reacted':
      return 'a reaction came in';
    case 'poll.voted':
      return 'a vote came in';
    case 'chat.read':
      return `read (${fact.data.source})`;
    case 'chat.marked_unread':
      return `marked as unread (${fact.data.source})`;
    case 'chat.archived':
    case 'chat.unarchived':
    case 'chat.pinned':
    case 'chat.unpinned':
    case 'chat.muted':
    case 'chat.unmuted':
      return `${fact.type.slice('chat.'.length)} (${fact.data.source})`;
    case 'chat.timer_set':
      return `messages disappear after ${count(fact.data.seconds, 'second')} (${fact.data.source})`;
  }
};

const chatStory = (fact: Recorded<ChatFact | ContentFact>): readonly StoryLine[] => {
  const { session, chatId } = fact.header;
  const subject = { session: session ?? '', chat: shortChat(chatId ?? '') };
  return line(fact, info(`chat ${subject.chat}: ${chatTold(fact)}`), subject);
};

const contentTold = ({ data: { reason, positions } }: Recorded<ContentFact>): Told =>
  info(
    `what stood beside ${count(positions.length, 'fact')} was erased${reason === 'retention' ? ' because of its age' : ''}`,
  );

const contentStory = (fact: Recorded<ContentFact>): readonly StoryLine[] => {
  const { session } = fact.header;
  return line(fact, contentTold(fact), { session: session ?? '' });
};

const contactTold = (fact: Recorded<ContactFact>): string => {
  switch (fact.type) {
    case 'contact.found':
      return 'first known';
    case 'contact.addressed':
      return 'another address is known';
    case 'contact.named':
      return 'a name is known';
    case 'contact.merged':
      return `turned out to be the same person as ${fact.data.contact}`;
    case 'contact.blocked':
      return 'blocked';
    case 'contact.unblocked':
      return 'no longer blocked';
  }
};

const contactStory = (fact: Recorded<ContactFact>): readonly StoryLine[] => {
  const [session = '', contact = ''] = idOf(fact).split('/');
  return line(fact, info(`contact ${contact}: ${contactTold(fact)}`), { session, contact });
};

const processStory = (fact: Recorded<ProcessFact>): Told => {
  switch (fact.type) {
    case 'process.started':
      return info(`Waybill ${fact.data.version} started on Node ${fact.data.node}`);
    case 'process.recovered': {
      const { jobs, sessions } = fact.data;
      return warn(
        `recovered from a stop that was not clean: ${count(jobs, 'job')} and ${count(sessions, 'session')} were in hand`,
      );
    }
    case 'process.sandbox_steered':
      return info(`the sandbox was told: ${fact.data.control}`);
    case 'process.stopped':
      return info(`Waybill stopped (${fact.data.reason})`);
    case 'process.backed_up':
      return info(`backed up to ${fact.data.name}, up to position ${fact.data.head}`);
    case 'process.restored':
      return warn(`this data was restored from a backup that ends at position ${fact.data.head}`);
    case 'process.archived':
      return info(
        `${count(fact.data.facts, 'fact')} of ${count(fact.data.streams, 'finished stream')} moved to ${fact.data.file}`,
      );
  }
};

const idOf = ({ stream }: Recorded): string => partsOfStream(stream).id;

const STORIES: { readonly [K in StreamKind]: (fact: OfKind<K>, context: StoryContext) => readonly StoryLine[] } = {
  job: jobStory,
  media: mediaStory,
  group: groupStory,
  chat: chatStory,
  call: callStory,
  content: contentStory,
  contact: contactStory,
  session: sessionStory,
  queue: (fact, context) => line(fact, queueStory(fact, context), { session: idOf(fact) }),
  user: (fact) => line(fact, userStory(fact), { user: idOf(fact) }),
  key: (fact) => line(fact, keyStory(fact), { key: idOf(fact) }),
  webhook: (fact, context) => line(fact, webhookStory(fact, context), { webhook: idOf(fact) }),
  process: (fact) => line(fact, processStory(fact), {}),
};
