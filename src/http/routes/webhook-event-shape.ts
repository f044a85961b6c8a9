/** The bodies that endpoints get, one shape for each type of event. `data` is full, or thin: ids and `href` alone. */
import * as v from 'valibot';
import { TROUBLES } from '../../events/facts/webhook.ts';
import { Addressing, GroupRole, MEMBERS_ACTIONS, REQUEST_CHANGES } from '../../events/facts/group.ts';
import { MEDIA_FAILURES, MEDIA_STATES } from '../../events/facts/media.ts';
import { CLEARABLE, QUEUE_STATES, QueueConfig } from '../../events/facts/queue.ts';
import { HALT_REASONS, PROFILE_PARTS, PROFILE_SOURCES, SESSION_STATES } from '../../events/facts/session.ts';
import { CallId, ContactId, ConversationId, JobId, SessionId } from '../../kernel/ids.ts';
import { MediaId, MediaKind } from '../../messages/media.ts';
import type { EventType } from '../../webhooks/events/event-types.ts';
import { IsoTime } from '../contract/shapes.ts';
import { ChatMessageShape, PersonShape } from './chat-message-shape.ts';
import { JobShape } from './job-shape.ts';
import { MediaShape } from './media-shape.ts';

const count = v.pipe(v.number(), v.integer());
const timeOrNull = v.nullable(IsoTime);
const word = v.nullable(v.string());

const href = v.pipe(
  v.string(),
  v.description('The path at which the API shows it as it is now.'),
  v.examples(['/api/whatsapp/messages/3EB0C767D82B60E5A9F2?session=default']),
);

const gone = {
  content: v.pipe(v.optional(v.null()), v.description('Only with `erased`.')),
  erased: v.pipe(v.optional(v.literal(true)), v.description('What it said was erased since; the ids stay.')),
};

const EventRef = v.pipe(
  v.string(),
  v.regex(/^evt_[\w-]{24}$/),
  v.description('Opaque. The same at each attempt and replay, and the header `webhook-id`.'),
  v.examples(['evt_q1Zr0hXv7mJx2S4bN8kQw3Tt']),
);

const envelope = {
  timestamp: v.pipe(IsoTime, v.description('When it was recorded.')),
  session: v.pipe(v.nullable(SessionId), v.description('Null for what belongs to the whole installation.')),
  position: v.pipe(count, v.description('The place of its fact in the log.')),
  chatId: v.pipe(
    v.nullable(ConversationId),
    v.description(
      'The conversation, by the address under which it was first on record. Null for what belongs to none, and in `thin` where the address is a phone number.',
    ),
  ),
  correlation: v.pipe(v.nullable(v.string()), v.description('The request that led to it.')),
};

/** `session.qr` → `SessionQrEvent` */
const nameOf = (type: string): string =>
  `${type
    .split(/[._]/)
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('')}Event`;

/** The ids of an event, and what it says in full beside them. */
interface Members {
  readonly ids: v.ObjectEntries;
  readonly full: v.ObjectEntries;
}

const shapeOf = <T extends EventType>(type: T, { ids, full }: Members) =>
  v.pipe(
    v.object({
      id: EventRef,
      type: v.literal(type),
      ...envelope,
      data: v.union([v.strictObject({ ...ids, href, ...full, ...gone }), v.strictObject({ ...ids, href })]),
    }),
    v.metadata({ ref: nameOf(type) }),
  );

const ofMessage = { messageId: v.string(), jobId: v.nullable(JobId), contactId: v.nullable(ContactId) };

const job = v.pipe(
  v.omit(v.object(JobShape.entries), ['attemptsLeft', 'hold']),
  v.description('The job as it was then.'),
  v.metadata({ ref: 'JobThen' }),
);
const message = v.pipe(
  v.nullable(ChatMessageShape),
  v.description('The message as it was then. Null where it is not on record.'),
);
const jobAlone: Members = { ids: ofMessage, full: { job } };
const sent: Members = {
  ids: ofMessage,
  full: {
    job: v.pipe(v.nullable(job), v.description('Null for a message that was written on the own phone.')),
    message: v.pipe(
      v.nullable(ChatMessageShape),
      v.description('Null for a job that changes another message: a reaction, an edit, a deletion.'),
    ),
  },
};
const doing = { from: PersonShape, at: v.pipe(IsoTime, v.description("WhatsApp's time.")) };

const messages = (full: v.ObjectEntries = {}): Members => ({ ids: ofMessage, full: { message, ...full } });

const { expiresAt: _expiresAt, ...mediaEntries } = MediaShape.entries;
const media = (full: v.ObjectEntries = {}): Members => ({
  ids: { mediaId: MediaId, messageId: word, contactId: v.nullable(ContactId) },
  full: {
    media: v.pipe(
      v.object({ ...mediaEntries, mimetype: word, kind: v.nullable(MediaKind), state: v.picklist(MEDIA_STATES) }),
      v.metadata({ ref: 'MediaThen' }),
    ),
    ...full,
  },
});

const session = (full: v.ObjectEntries = {}): Members => ({
  ids: {},
  full: { state: v.pipe(v.picklist(SESSION_STATES), v.description('The state that it is in now.')), ...full },
});
const queue = (full: v.ObjectEntries = {}): Members => ({
  ids: {},
  full: { state: v.picklist(QUEUE_STATES), ...full },
});

const groupPerson = {
  id: v.pipe(ConversationId, v.description('The address that the group uses.')),
  number: word,
  lid: word,
  contactId: v.nullable(ContactId),
  name: word,
};
const people = v.array(v.object(groupPerson));
const by = { by: v.pipe(v.nullable(v.object(groupPerson)), v.description('Null where WhatsApp does not say.')) };
const settings = {
  announceOnly: v.boolean(),
  locked: v.boolean(),
  joinApproval: v.nullable(v.boolean()),
  disappearingSeconds: count,
};
const group = (full: v.ObjectEntries): Members => ({
  ids: {
    groupId: v.pipe(
      v.optional(ConversationId),
      v.description('Left out of `thin` where it begins with the number of the person who made the group.'),
    ),
  },
  full,
});

const MEMBERS: { readonly [T in EventType]: Members } = {
  'message.received': messages(),
  'message.sent': sent,
  'message.failed': jobAlone,
  'message.delivered': sent,
  'message.read': sent,
  'message.played': sent,
  'message.edited': messages({ edit: v.object(doing) }),
  'message.deleted': messages({ deletion: v.object(doing) }),
  'message.reacted': messages({
    reaction: v.object({
      emoji: v.pipe(word, v.description('Empty where it was taken back, null where it was erased.')),
      ...doing,
    }),
  }),
  'message.repaired': messages(),
  'message.held': {
    ids: ofMessage,
    full: { job, hold: v.object({ reason: v.picklist(['scheduled', 'refers_to', 'retry']), until: timeOrNull }) },
  },
  'message.released': jobAlone,
  'draft.created': jobAlone,
  'draft.approved': jobAlone,
  'draft.rejected': jobAlone,
  'poll.voted': messages({
    vote: v.object({
      options: v.pipe(
        v.nullable(v.array(v.string())),
        v.description('The whole choice of the voter. Null where the poll is not on record, or the vote was erased.'),
      ),
      ...doing,
    }),
  }),
  'media.stored': media({ origin: v.picklist(['upload', 'address', 'data', 'conversion', 'received']) }),
  'media.failed': media({
    failure: v.object({
      reason: v.picklist(MEDIA_FAILURES),
      status: v.nullable(count),
      attempt: count,
      retryAt: v.pipe(timeOrNull, v.description('Null if it is tried again only when somebody asks.')),
    }),
  }),
  'media.expired': media({ reason: v.picklist(['retention', 'deleted', 'gone']) }),
  'content.erased': {
    ids: { messageId: word, contactId: v.nullable(ContactId), mediaIds: v.array(MediaId) },
    full: {
      reason: v.picklist(['asked', 'retention']),
      facts: v.pipe(count, v.description('How many facts have lost what they said.')),
    },
  },
  'session.started': session(),
  'session.qr': session({
    expiresAt: v.pipe(IsoTime, v.description('Fetch the QR where `href` says, before this time.')),
  }),
  'session.qr_expired': session(),
  'session.paired': session({ number: word }),
  'session.opened': session({ number: word, lid: word }),
  'session.timed_out': session(),
  'session.closed': session({
    code: v.nullable(v.number()),
    reason: v.string(),
    cause: v.nullable(v.literal('proxy')),
    restartAt: IsoTime,
    restarts: count,
  }),
  'session.interrupted': session({ restartAt: IsoTime }),
  'session.stopped': session({ reason: v.string() }),
  'session.logged_out': session({ reason: v.string() }),
  'session.unlink_pending': session({ until: IsoTime }),
  'session.unlinked': session(),
  'session.unlink_given_up': session(),
  'session.halted': session({
    reason: v.picklist(HALT_REASONS),
    code: v.nullable(v.number()),
    detail: v.string(),
    until: timeOrNull,
  }),
  'session.presence_set': session({ available: v.boolean() }),
  'session.profile_changed': session({
    part: v.picklist(PROFILE_PARTS),
    removed: v.boolean(),
    source: v.picklist(PROFILE_SOURCES),
  }),
  'session.removed': session(),
  'queue.configured': queue({ config: QueueConfig, was: QueueConfig }),
  'queue.paused': queue(),
  'queue.resumed': queue(),
  'queue.cooled': queue({ until: IsoTime, reason: v.string() }),
  'queue.clearing_started': queue({ clearingId: v.string(), status: v.picklist(CLEARABLE), total: count }),
  'queue.cleared': queue({ clearingId: word, status: v.picklist(CLEARABLE), cleared: count }),
  'group.recorded': group({
    addressing: Addressing,
    ...settings,
    size: count,
    members: v.array(v.object({ ...groupPerson, role: GroupRole })),
  }),
  'group.members_changed': group({ action: v.picklist(MEMBERS_ACTIONS), members: people, ...by }),
  'group.settings_changed': group({ settings: v.partial(v.object(settings)), ...by }),
  'group.described': group({ subject: word, description: word, ...by }),
  'group.picture_changed': group({ removed: v.boolean(), ...by }),
  'group.invite_revoked': group(by),
  'group.invited': group({ people }),
  'group.requests_changed': group({ change: v.picklist(REQUEST_CHANGES), people, ...by }),
  'group.left': group({ reason: v.picklist(['left', 'removed', 'refused']), ...by }),
  'contact.merged': { ids: { contactId: ContactId, mergedContactId: ContactId }, full: { contact: PersonShape } },
  'call.received': {
    ids: { callId: CallId, contactId: v.nullable(ContactId) },
    full: { from: PersonShape, video: v.boolean(), offline: v.boolean(), calledAt: IsoTime },
  },
  'webhook.failing': {
    ids: { webhookId: v.string() },
    full: { reason: v.picklist(TROUBLES), status: v.nullable(count), inRow: count, probeAt: IsoTime },
  },
  'webhook.test': { ids: { webhookId: v.string() }, full: {} },
};

/** One shape for each type. */
export const EVENT_SHAPES = new Map(
  (Object.keys(MEMBERS) as EventType[]).map((type) => [type, shapeOf(type, MEMBERS[type])] as const),
);

export const WebhookEventShape = v.pipe(
  v.variant('type', [...EVENT_SHAPES.values()]),
  v.metadata({ ref: 'WebhookEvent' }),
);
