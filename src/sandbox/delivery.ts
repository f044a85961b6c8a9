/** A message of the gateway on its way to its recipients: a contact, the members of a group, those who see a status. */
import type { Behaviour } from './test-numbers.ts';

export interface Delivery {
  /** The recipient's digits, as faults name it; of a status, nothing. */
  readonly about: string;
  /** Only a contact behaves. */
  readonly behaviour: Behaviour | null;
  /** The error with which the server refuses the message, or null. */
  refusal(): number | null;
  /** Brings the message to the phones. They do what it returns after the acknowledgement. */
  deliver(): Promise<() => void>;
}
