/** The shapes of facts in the API: one for each type, discriminated by `type`. */
import * as v from 'valibot';
import type { FactType } from '../../events/facts/catalogue.ts';
import { CallFact } from '../../events/facts/call.ts';
import { ChatFact } from '../../events/facts/chat.ts';
import { ContentFact } from '../../events/facts/content.ts';
import { ContactFact } from '../../events/facts/contact.ts';
import { GroupFact } from '../../events/facts/group.ts';
import { JOB_STATES, JobFact } from '../../events/facts/job.ts';
import { KeyFact } from '../../events/facts/key.ts';
import { MediaFact } from '../../events/facts/media.ts';
import { ProcessFact } from '../../events/facts/process.ts';
import { QUEUE_STATES, QueueFact } from '../../events/facts/queue.ts';
import { SESSION_STATES, SessionFact } from '../../events/facts/session.ts';
import { UserFact } from '../../events/facts/user.ts';
import { WEBHOOK_STATES, WebhookFact } from '../../events/facts/webhook.ts';
import type { Recorded } from '../../gateway/history/events.ts';
import type { Page } from '../../gateway/pages.ts';
import { ConversationId, SessionId } from '../../kernel/ids.ts';
import { IsoTime, iso } from './shapes.ts';

/** The name of the only log of an installation. */
const LOG = 'main';

const JobState = v.pipe(v.nullable(v.picklist(JOB_STATES)), v.description('Null before the first fact.'));
const NoState = v.pipe(v.null(), v.description('Such a stream has no machine.'));

const place = {
  position: v.pipe(v.number(), v.integer(), v.description('Place in the whole log: 1, 2, 3 …')),
  log: v.pipe(v.literal(LOG), v.description('The log that `position` is a place in.')),
  stream: v.pipe(v.string(), v.examples(['session/default'])),
  session: v.pipe(
    v.nullable(SessionId),
    v.description('The session it belongs to; null for users, keys and the process.'),
  ),
  chatId: v.pipe(
    v.nullable(ConversationId),
    v.description('The chat it belongs to; null for all but messages, chats, calls and groups.'),
  ),
  version: v.pipe(v.number(), v.integer(), v.description('Place in the stream: 1, 2, 3 …')),
};

const origin = {
  at: IsoTime,
  causation: v.pipe(v.nullable(v.number()), v.description('The position of the fact that led here.')),
  correlation: v.pipe(v.nullable(v.string()), v.description('The request id.')),
  by: v.pipe(v.string(), v.description("A user's id, a key's id (`key_…`), `system` or `whatsapp`.")),
};

type FactSchema = v.StrictObjectSchema<
  { readonly type: v.LiteralSchema<string, undefined> } & v.ObjectEntries,
  undefined
>;

/** `job.queued` → `JobQueuedFact` */
const nameOf = (type: string): string =>
  `${type
    .split(/[._]/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')}Fact`;

/** The shape of each fact of a family. */
const shapesOf = (family: { readonly options: readonly unknown[] }, state: v.GenericSchema) =>
  (family.options as readonly FactSchema[]).map(({ entries: { type, ...data } }) =>
    v.object({ ...place, type, data: v.strictObject(data), from: state, to: state, ...origin }),
  );

const shapes = [
  ...shapesOf(JobFact, JobState),
  ...shapesOf(MediaFact, NoState),
  ...shapesOf(GroupFact, NoState),
  ...shapesOf(ChatFact, NoState),
  ...shapesOf(CallFact, NoState),
  ...shapesOf(ContentFact, NoState),
  ...shapesOf(ContactFact, NoState),
  ...shapesOf(SessionFact, v.picklist(SESSION_STATES)),
  ...shapesOf(QueueFact, v.picklist(QUEUE_STATES)),
  ...shapesOf(UserFact, NoState),
  ...shapesOf(KeyFact, NoState),
  ...shapesOf(WebhookFact, v.nullable(v.picklist(WEBHOOK_STATES))),
  ...shapesOf(ProcessFact, NoState),
];

export const FactShape = v.pipe(
  v.union(shapes.map((shape) => v.pipe(shape, v.metadata({ ref: nameOf(shape.entries.type.literal) })))),
  v.metadata({ ref: 'Fact' }),
);

/** The shapes of these types, each with the same additional members. */
export const factShapeWith = (types: readonly FactType[], more: v.ObjectEntries) =>
  v.union(
    shapes
      .filter(({ entries }) => types.some((type) => type === entries.type.literal))
      .map(({ entries }) => v.object({ ...entries, ...more })),
  );

export const factAnswer = (fact: Recorded) => ({
  position: fact.position,
  log: LOG,
  stream: fact.stream,
  session: fact.header.session,
  chatId: fact.header.chatId,
  version: fact.version,
  type: fact.type,
  data: fact.data,
  at: iso(fact.at),
  from: fact.from,
  to: fact.to,
  causation: fact.causation,
  correlation: fact.correlation,
  by: fact.by,
});

/** A page of facts as the API shows it. */
export const factPageAnswer = ({ items, nextCursor }: Page<Recorded>) => ({ items: items.map(factAnswer), nextCursor });
