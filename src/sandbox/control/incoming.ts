/** The part of the controls that is about what reaches the gateway: what else phones do, and how far each message has come. */
import type { Written, WrittenContext } from '../control.ts';
import type { Handover } from '../handovers.ts';
import type { Posting } from './posting.ts';

/** How far a message of a phone has come to one linked device. */
export interface HandoverShown extends Handover {
  /** The device, as `6281…:3@s.whatsapp.net`. */
  readonly device: string;
  /**
   * `queued` until the device is given it, `handed_over` until it answers. Then `confirmed` by a receipt, `acknowledged`
   * without one, or `refused` with an error. What it asked for again is `handed_over`.
   */
  readonly state: 'queued' | 'handed_over' | 'confirmed' | 'acknowledged' | 'refused';
}

export interface IncomingControl {
  /** The account's own phone writes to a contact; in groups it writes as any member does. Otherwise as `write`. */
  writeFromPhone(
    to: string,
    content: Written,
    context?: WrittenContext,
    posting?: Posting,
  ): Promise<{ messageId: string }>;
  /**
   * The account's own phone reads a message, in a chat with a contact or in a group; false if no phone wrote such a
   * message there.
   */
  readOnPhone(chat: string, messageId: string): boolean;
  /** A contact publishes a status, which the account sees. Otherwise as `write`. */
  writeStatus(
    from: string,
    content: Written,
    context?: WrittenContext,
    posting?: Posting,
  ): Promise<{ messageId: string }>;
  /** A channel, such as `120363000000000001@newsletter`, publishes a post. Otherwise as `write`. */
  publish(channel: string, content: Written): Promise<{ messageId: string }>;
  /** The messages of phones on their way to linked devices, in the order of writing; only this writer's, if given. */
  handovers(from?: string): readonly HandoverShown[];
  /** The one of this message, at the device that was linked last; null if there is no such message. */
  handover(messageId: string): HandoverShown | null;
}
