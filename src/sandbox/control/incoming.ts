/** The part of the controls that is about what reaches the gateway: how far each message has come. */
import type { Handover } from '../handovers.ts';

/** How far a message of a phone has come to one linked device. */
export interface HandoverShown extends Handover {
  /** The device, as `6281…:3@s.whatsapp.net`. */
  readonly device: string;
  /**
   * `queued` until the device is given it, `handed_over` until it answers. Then `confirmed` by a receipt, or `refused`
   * by an error. What it asked for again is `handed_over`.
   */
  readonly state: 'queued' | 'handed_over' | 'confirmed' | 'refused';
}

export interface IncomingControl {
  /** The messages of phones on their way to linked devices, in the order of writing; only this writer's, if given. */
  handovers(from?: string): readonly HandoverShown[];
  /** The one of this message, at the device that was linked last; null if there is no such message. */
  handover(messageId: string): HandoverShown | null;
}
