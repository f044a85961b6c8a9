/**
 * One outgoing message, from the moment it is accepted to its one end.
 *
 * The machine eats facts and is the only authority on which may follow which. It decides nothing and waits for nothing:
 * times are in the facts, sends are effects that it only names.
 */
import { assign, setup, type SnapshotFrom } from 'xstate';
import type { Failure } from '../events/facts/failure.ts';
import type { ContentRef, JobFact } from '../events/facts/job.ts';
import type { Priority } from '../events/facts/words.ts';
import type { Millis } from '../kernel/clock.ts';
import type { ChatId, MessageId, SessionId } from '../kernel/ids.ts';
import type { MessageRef } from '../messages/refs.ts';
import { effect } from './effect.ts';
import { tallied } from './receipts.ts';

export interface JobContext {
  readonly session: SessionId;
  readonly chatId: ChatId;
  /** The address that WhatsApp answered for the chat; null until it was asked. */
  readonly recipient: ChatId | null;
  readonly content: ContentRef;
  readonly messageId: MessageId;
  readonly priority: Priority;
  readonly notBefore: Millis | null;
  /** The time at which a draft expires; null for a message that was never a draft, or that was approved. */
  readonly decideBy: Millis | null;
  /** The time after which it is not sent; null once somebody has asked to retry it. */
  readonly expiresAt: Millis | null;
  /** The message that it changes or answers with an emoji. */
  readonly refersTo: MessageRef | null;
  readonly replyTo: MessageRef | null;
  /** It waits until the job of the message that it names has ended. */
  readonly waits: boolean;
  /** The last `job.edited` or `job.approved` holds the content, not the first fact. */
  readonly edited: boolean;
  readonly mentions: readonly ChatId[];
  readonly mentionsAll: boolean;
  /** The people who may see a status message; null for other messages. */
  readonly audience: readonly ChatId[] | null;
  readonly forwarded: boolean;
  /** Attempts that count, over all ladders; an interrupted one does not. */
  readonly attempts: number;
  /** An attempt has begun, whether it counts or not: WhatsApp may have the message. */
  readonly begun: boolean;
  /** Those that were made before the ladder of waits began that it is on now. */
  readonly ladderFrom: number;
  readonly failure: Failure | null;
  readonly retryAt: Millis | null;
  /** A receipt of delivery is on record: it comes from each of the recipient's devices. */
  readonly delivered: boolean;
  /** To how many people it went, in a chat of several; null in other chats, and until it is acknowledged. */
  readonly recipients: number | null;
  /** When each of them got it, read it, and played it. */
  readonly deliveredTo: Readonly<Record<ChatId, Millis>>;
  readonly readBy: Readonly<Record<ChatId, Millis>>;
  readonly playedBy: Readonly<Record<ChatId, Millis>>;
  /** It is on record that it was played. */
  readonly played: boolean;
}

export type JobEffect = 'checkNumber' | 'sendMessage' | 'wakeAt';

const unborn: JobContext = {
  session: '',
  chatId: '',
  recipient: null,
  content: { kind: 'text', digest: '' },
  messageId: '',
  priority: 'NORMAL',
  notBefore: null,
  decideBy: null,
  expiresAt: null,
  refersTo: null,
  replyTo: null,
  waits: false,
  edited: false,
  mentions: [],
  mentionsAll: false,
  audience: null,
  forwarded: false,
  attempts: 0,
  begun: false,
  ladderFrom: 0,
  failure: null,
  retryAt: null,
  delivered: false,
  recipients: null,
  deliveredTo: {},
  readBy: {},
  playedBy: {},
  played: false,
};

export const jobMachine = setup({
  types: { context: {} as JobContext, events: {} as JobFact },
  actions: {
    checkNumber: effect,
    sendMessage: effect,
    wakeAt: effect,
    accept: assign(({ event }) => {
      if (event.type !== 'job.queued' && event.type !== 'job.drafted') return {};
      const { session, chat: chatId, content, messageId, priority, notBefore = null, expiresAt = null } = event;
      const {
        refersTo = null,
        replyTo = null,
        mentions = [],
        mentionsAll = false,
        audience = null,
        forwarded = false,
      } = event;
      const waits = event.type === 'job.queued' && event.waits === true;
      const decideBy = event.type === 'job.drafted' ? event.decideBy : null;
      const own = { session, chatId, content, messageId, priority, notBefore, expiresAt, decideBy };
      return { ...own, refersTo, replyTo, waits, mentions, mentionsAll, audience, forwarded };
    }),
    keepApproval: assign(({ event, context }) =>
      event.type === 'job.approved'
        ? {
            decideBy: null,
            notBefore: event.notBefore ?? null,
            waits: event.waitsFor !== undefined,
            content: event.content ?? context.content,
            edited: context.edited || event.content !== undefined,
          }
        : {},
    ),
    countAttempt: assign(({ event }) =>
      event.type === 'job.started' ? { attempts: event.attempt, begun: true, retryAt: null } : {},
    ),
    uncountAttempt: assign(({ event, context }) =>
      event.type === 'job.interrupted' ? { attempts: event.attempts ?? context.attempts - 1 } : {},
    ),
    keepContent: assign(({ event }) => (event.type === 'job.edited' ? { content: event.content, edited: true } : {})),
    stopWaiting: assign(({ event, context }) =>
      event.type === 'job.released' ? { waits: false, replyTo: event.quoted ? context.replyTo : null } : {},
    ),
    keepRecipient: assign(({ event }) => (event.type === 'job.validated' ? { recipient: event.chat } : {})),
    keepFailure: assign(({ event }) => {
      if (event.type === 'job.failed') return { failure: event.failure, retryAt: event.retryAt };
      return event.type === 'job.abandoned' || event.type === 'job.expired'
        ? { failure: event.failure, retryAt: null }
        : {};
    }),
    startOver: assign(({ event }) =>
      event.type === 'job.retried'
        ? {
            attempts: event.attempts,
            ladderFrom: event.attempts,
            failure: null,
            retryAt: null,
            expiresAt: null,
            waits: event.waitsFor !== undefined,
          }
        : {},
    ),
    settle: assign(({ event }) => ({
      failure: null,
      retryAt: null,
      recipients: event.type === 'job.completed' ? (event.recipients ?? null) : null,
    })),
    keepReceipts: assign(({ event, context }) =>
      event.type === 'job.receipts' ? tallied(context, event.receipts) : {},
    ),
    keepDelivery: assign({ delivered: true }),
    keepPlaying: assign({ played: true }),
  },
}).createMachine({
  id: 'job',
  context: unborn,
  initial: 'unborn',
  states: {
    unborn: {
      on: {
        'job.queued': { target: 'waiting', actions: ['accept', 'wakeAt'] },
        'job.drafted': { target: 'draft', actions: ['accept', 'wakeAt'] },
      },
    },
    // It waits for a person, and nothing sends it.
    draft: {
      on: {
        'job.approved': { target: 'waiting', actions: ['keepApproval', 'wakeAt'] },
        'job.rejected': 'cancelled',
        'job.cancelled': 'cancelled',
        'job.edited': { actions: 'keepContent' },
        'job.expired': { target: 'failed', actions: 'keepFailure' },
      },
    },
    waiting: {
      on: {
        'job.started': { target: 'active', actions: 'countAttempt' },
        'job.cancelled': 'cancelled',
        'job.edited': { actions: 'keepContent' },
        'job.released': { actions: 'stopWaiting' },
        'job.expired': { target: 'failed', actions: 'keepFailure' },
        // The message that it refers to did not go out.
        'job.abandoned': { target: 'failed', actions: 'keepFailure' },
        // WhatsApp confirmed, late, what an attempt before the interruption had sent.
        'job.completed': { target: 'completed', actions: 'settle' },
      },
    },
    active: {
      initial: 'validating',
      states: {
        validating: {
          entry: 'checkNumber',
          on: { 'job.validated': { target: 'sending', actions: 'keepRecipient' } },
        },
        sending: { entry: 'sendMessage' },
      },
      on: {
        'job.completed': { target: 'completed', actions: 'settle' },
        'job.failed': { target: 'retrying', actions: ['keepFailure', 'wakeAt'] },
        'job.abandoned': { target: 'failed', actions: 'keepFailure' },
        'job.interrupted': { target: 'waiting', actions: 'uncountAttempt' },
      },
    },
    retrying: {
      on: {
        'job.started': { target: 'active', actions: 'countAttempt' },
        'job.cancelled': 'cancelled',
        'job.expired': { target: 'failed', actions: 'keepFailure' },
        'job.completed': { target: 'completed', actions: 'settle' },
      },
    },
    completed: {
      initial: 'acknowledged',
      on: { 'job.receipts': { actions: 'keepReceipts' } },
      states: {
        acknowledged: { on: { 'job.delivered': { target: 'delivered', actions: 'keepDelivery' }, 'job.read': 'read' } },
        delivered: { on: { 'job.read': 'read' } },
        // A receipt of delivery may come after the one of reading; the furthest wins.
        read: {
          on: {
            'job.delivered': { target: 'read', actions: 'keepDelivery' },
            'job.played': { target: 'read', actions: 'keepPlaying' },
          },
        },
      },
    },
    failed: {
      on: {
        'job.retried': { target: 'waiting', actions: 'startOver' },
        'job.dismissed': 'dismissed',
        // A receipt proves that it arrived after all.
        'job.completed': { target: 'completed', actions: 'settle' },
      },
    },
    cancelled: {},
    dismissed: { on: { 'job.retried': { target: 'waiting', actions: 'startOver' } } },
  },
});

export type Job = SnapshotFrom<typeof jobMachine>;
