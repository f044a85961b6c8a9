/** Every fact that Waybill knows, and the guard that checks stored data on read. */
import * as v from 'valibot';
import type { Caller } from '../../kernel/caller.ts';
import { Defect } from '../../kernel/fault.ts';
import { type ChatId, isOfTwo, type SessionId } from '../../kernel/ids.ts';
import { CallFact } from './call.ts';
import type { BesideKind } from '../../messages/beside.ts';
import { ChatFact } from './chat.ts';
import { ContentFact } from './content.ts';
import { ContactFact } from './contact.ts';
import { GroupFact } from './group.ts';
import type { StreamHeader } from './header.ts';
import { KeyFact } from './key.ts';
import { type BesideRef, type ContentRef, JobFact, type JobState } from './job.ts';
import { MediaFact, type MediaState } from './media.ts';
import { ProcessFact } from './process.ts';
import { QueueFact, type QueueState } from './queue.ts';
import { SessionFact, type SessionState } from './session.ts';
import { schemaVersion, upcast } from './upcasters.ts';
import { UserFact } from './user.ts';
import { WebhookFact, type WebhookState } from './webhook.ts';

export type Fact =
  | JobFact
  | MediaFact
  | GroupFact
  | ChatFact
  | CallFact
  | ContentFact
  | ContactFact
  | SessionFact
  | QueueFact
  | UserFact
  | KeyFact
  | WebhookFact
  | ProcessFact;
export type FactType = Fact['type'];
export type FactOf<T extends FactType> = Extract<Fact, { type: T }>;

/** A state of any machine. */
export type State = JobState | MediaState | SessionState | QueueState | WebhookState;
/** The states before and after a fact of each family; null if the family has no machine. */
export type StateOf<F extends Fact> = F extends JobFact
  ? JobState | null
  : F extends SessionFact
    ? SessionState
    : F extends QueueFact
      ? QueueState
      : F extends MediaFact
        ? MediaState | null
        : F extends WebhookFact
          ? WebhookState | null
          : null;

const families = [
  JobFact,
  MediaFact,
  GroupFact,
  ChatFact,
  CallFact,
  ContentFact,
  ContactFact,
  SessionFact,
  QueueFact,
  UserFact,
  KeyFact,
  WebhookFact,
  ProcessFact,
] as const;

/** One schema for each type of fact. */
export const catalogue = new Map<string, v.GenericSchema<unknown, Fact>>(
  families.flatMap((family) =>
    family.options.map((schema) => [schema.entries.type.literal, schema as v.GenericSchema<unknown, Fact>] as const),
  ),
);

/** The schema of the data of each type, as it is stored: without the type. */
const dataOf = new Map<string, v.GenericSchema<unknown, object>>(
  families.flatMap((family) =>
    family.options.map(({ entries: { type, ...data } }) => [type.literal, v.strictObject(data)] as const),
  ),
);

/** The types whose data records the client address. */
const recordsOrigin: ReadonlySet<string> = new Set(
  families.flatMap((family) =>
    family.options.filter(({ entries }) => 'from' in entries).map(({ entries }) => entries.type.literal),
  ),
);

/** Adds the caller's client address to a fact whose type records it. */
export const broughtBy = <F extends Fact>(fact: F, { from }: Caller): F =>
  from != null && recordsOrigin.has(fact.type) ? { ...fact, from } : fact;

/** The content that a fact names, in the order in which it is stored beside the fact. */
export const contentsNamedBy = (fact: Fact): readonly (ContentRef | BesideRef)[] => {
  switch (fact.type) {
    case 'job.queued':
    case 'job.drafted':
      return fact.metadata ? [fact.content, fact.metadata] : [fact.content];
    case 'job.edited':
      return [fact.content];
    case 'job.approved':
      return fact.content ? [fact.content] : [];
    case 'job.rejected':
      return fact.reason ? [fact.reason] : [];
    case 'media.requested':
      return [fact.address];
    case 'media.relocated':
      return [fact.remote];
    case 'media.stored':
      return [fact.file];
    case 'group.described':
      return [fact.words];
    case 'contact.named':
      return [fact.names];
    case 'message.received':
    case 'message.repaired':
    case 'message.edited':
      return [fact.content, fact.raw, fact.heard, fact.remote].filter((ref) => ref !== undefined);
    case 'message.reacted':
      return [fact.content];
    case 'poll.voted':
      return [fact.vote];
    case 'session.configured':
      return fact.label ? [fact.label] : [];
    case 'webhook.created':
    case 'webhook.changed':
      return fact.about ? [fact.about] : [];
    default:
      return [];
  }
};

/** Contents to erase: all that stand beside a fact, or those of one kind. */
export interface Erased {
  readonly position: number;
  readonly kind: BesideKind | null;
}

/** The contents that a fact erases in its own commit. */
export const erasedBy = (fact: Fact): readonly Erased[] => {
  switch (fact.type) {
    case 'content.erased':
      return [
        ...fact.positions.map((position) => ({ position, kind: null })),
        ...(fact.quotes ?? []).map((position) => ({ position, kind: 'heard' as const })),
      ];
    case 'webhook.removed':
      return (fact.erases ?? []).map((position) => ({ position, kind: 'endpoint' as const }));
    default:
      return [];
  }
};

/** The key that only this fact may hold in the whole log; null for most facts. */
export const claimOf = (fact: Fact, { session, chatId }: StreamHeader): string | null => {
  switch (fact.type) {
    case 'message.received':
      return heardClaim(session, chatId, fact, fact.messageId);
    case 'message.edited':
    case 'message.deleted':
    case 'message.reacted':
    case 'poll.voted':
      if (fact.repaired) return repairedClaim(session, chatId, fact.changeId);
      return heardClaim(session, chatId, fact, fact.changeId);
    case 'message.repaired':
      return repairedClaim(session, chatId, fact.messageId);
    case 'chat.timer_set':
      return timerClaim(session, chatId, fact);
    default:
      return 'idempotency' in fact ? (fact.idempotency?.key ?? null) : null;
  }
};

/** The key of the repair of a message, or of a change that came as an unreadable message. */
export const repairedClaim = (session: SessionId | null, chat: ChatId | null, id: string): string =>
  `repaired/${session}/${chat}/${id}`;

/** A timer that was set in a chat of two is a message of one of them. */
const timerClaim = (
  session: SessionId | null,
  chat: ChatId | null,
  { changeId, source, repaired }: FactOf<'chat.timer_set'>,
): string | null => {
  if (changeId === undefined) return null;
  if (repaired) return repairedClaim(session, chat, changeId);
  return heardClaim(session, chat, { by: chat ?? '', direction: source === 'contact' ? 'in' : 'out' }, changeId);
};

/**
 * The key of a stanza that WhatsApp hands over, by its id: a redelivery claims the same. In a chat of two, its direction
 * says who wrote it, under whatever address.
 */
export const heardClaim = (
  session: SessionId | null,
  chat: ChatId | null,
  { by, direction }: { readonly by: ChatId; readonly direction: 'in' | 'out' },
  id: string,
): string => `heard/${session}/${chat}/${isOfTwo(chat ?? '') ? direction : by}/${id}`;

/** The type as this module spells it: property look-ups by a text out of a file take ten times as long. */
const spelled = new Map([...catalogue.keys()].map((type) => [type, type as FactType]));

export const isFactType = (type: string): type is FactType => catalogue.has(type);

/** Why a schema refused the data: the path and the expected type. Never the value, which may be a message text. */
const whyOf = ([issue]: readonly [v.BaseIssue<unknown>, ...v.BaseIssue<unknown>[]]): string =>
  `${v.getDotPath(issue) ?? 'data'}: expected ${issue.expected ?? issue.type}`;

/** A fact that a stored row holds, in today's shape: its type, and its data without it. */
export interface ReadFact {
  readonly type: FactType;
  readonly data: object;
}

/** @throws Defect that names stream and position. */
export const readFact = (
  row: { type: string; schema: number; data: unknown },
  at: { stream: string; position: number },
): ReadFact => {
  const type = spelled.get(row.type);
  const schema = dataOf.get(row.type);
  const refused = (why: string): Defect =>
    new Defect(`position ${at.position} of the log (stream ${at.stream}) holds ${row.type}${why}`, {
      stream: at.stream,
      position: at.position,
    });
  if (!schema || type === undefined || row.schema > schemaVersion(row.type))
    throw refused(` in version ${row.schema}, which this version of Waybill does not know`);
  const parsed = v.safeParse(schema, upcast(row.type, row.schema, row.data));
  if (parsed.success) return { type, data: parsed.output };
  throw refused(`, and its data is not valid: ${whyOf(parsed.issues)}`);
};

/** The fact as it is stored: it must be readable again. @throws Defect that names the stream. */
export const checkFact = (fact: Fact, stream: string): Fact => {
  const schema = catalogue.get(fact.type);
  if (!schema) throw new Defect(`${fact.type} for stream ${stream} is not in the catalogue of facts`, { stream });
  const parsed = v.safeParse(schema, fact);
  if (parsed.success) return parsed.output;
  throw new Defect(`${fact.type} for stream ${stream} is not valid: ${whyOf(parsed.issues)}`, { stream });
};
