/** The items of an outbox: what is kept for a device until it has confirmed it. */
import type { Millis } from '../kernel/clock.ts';
import type { ReceiptKind } from './control.ts';
import type { Addressing, Change, Group } from './groups/group.ts';
import type { CallNews } from './control/calls.ts';
import type { Posting } from './control/posting.ts';
import type { Said } from './kinds/shown.ts';

/** A stanza that is kept until a device has confirmed it. */
export type Waiting =
  /** The history of chats for a new device. */
  | { readonly kind: 'history'; readonly id: string }
  /** An answer of the account's phone to a request of the device: an encoded message, base64. */
  | { readonly kind: 'peer'; readonly id: string; readonly answer: string; readonly at: Millis }
  | (Said & {
      readonly kind: 'message';
      readonly id: string;
      readonly from: string;
      readonly at: Millis;
      /** Missing in a chat of two. */
      readonly group?: Place;
      /** The contact's number, if the account's own phone wrote in a chat of two. */
      readonly to?: string;
      /** The channel in which it was published; it is not encrypted then. */
      readonly channel?: string;
      readonly posting?: Posting;
    })
  | {
      readonly kind: ReceiptKind | 'retry';
      readonly id: string;
      /** The chat of the message. */
      readonly chat: string;
      /** The address of the member; missing in a chat of two. */
      readonly participant?: string;
      /** The chat in which the account's own phone read: `chat` is then the account itself. */
      readonly recipient?: string;
      readonly at: Millis;
    }
  /** A collection of the account's app state has changed. */
  | {
      readonly kind: 'app_state';
      readonly id: string;
      readonly collection: string;
      readonly version: number;
      readonly at: Millis;
    }
  /** The phone's answer to a device that asked for the upload of a file again. */
  | {
      readonly kind: 'media_retry';
      /** The id of the message. */
      readonly id: string;
      readonly chat: string;
      readonly fromMe: string;
      /** Who wrote the message; missing in a chat of two. */
      readonly author?: string;
      /** The encrypted answer, base64; null if the phone has no such message. */
      readonly sealed: { readonly body: string; readonly iv: string } | null;
      readonly at: Millis;
    }
  /** News of a call. */
  | (CallNews & { readonly kind: 'call'; readonly id: string; readonly at: Millis })
  /** A change of a group. */
  | {
      readonly kind: 'notice';
      readonly id: string;
      /** The group after the change. */
      readonly group: Group;
      /** The number of the person who made the change. */
      readonly by: string;
      readonly change: Change;
      readonly at: Millis;
    };

/** The place of a message that a phone wrote in a group: the room, and the step of the phone's sender key. */
export interface Place {
  readonly room: string;
  readonly addressing: Addressing;
  readonly epoch: number;
  readonly iteration: number;
}

/** The kind is part of the key because a message and its receipts share their id, and so do receipts of members. */
export const waitingKey = (kind: Waiting['kind'], id: string, participant?: string): string =>
  participant === undefined ? `${kind} ${id}` : `${kind} ${id} ${participant}`;
