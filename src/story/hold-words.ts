/** The words of every reason for which a message waits: while the reason holds, and afterwards. */
import type { Hold } from '../machines/permit.ts';

export type HoldReason = 'scheduled' | 'retry' | 'refers_to' | 'chat_order' | Hold;

/** Each goes on after "because", or is a sentence with a capital letter and a full stop. */
export interface HoldWords {
  readonly now: string;
  readonly past: string;
}

export const HOLD_WORDS: Readonly<Record<HoldReason, HoldWords>> = {
  scheduled: {
    now: 'it was asked for a later time',
    past: 'it was asked for a later time',
  },
  retry: {
    now: 'it waits for its next attempt',
    past: 'it waited for its next attempt',
  },
  refers_to: {
    now: 'it waits for the end of the message that it refers to',
    past: 'it waited for the end of the message that it refers to',
  },
  chat_order: {
    now: 'it waits behind an earlier message to the same chat',
    past: 'it waited behind an earlier message to the same chat',
  },
  paused: {
    now: 'the queue is paused',
    past: 'the queue was paused',
  },
  cooling: {
    now: 'the queue cools down after WhatsApp was asked too much',
    past: 'the queue cooled down after WhatsApp was asked too much',
  },
  not_linked: {
    now: 'no phone is linked',
    past: 'no phone was linked',
  },
  not_connected: {
    now: 'the session is not connected',
    past: 'the session was not connected',
  },
};
