/** What all writers share: a message goes to every linked device of the account. */
import type { Millis } from '../../kernel/clock.ts';
import type { Waiting } from '../waiting.ts';
import { post } from '../outbox.ts';
import { PHONE_NUMBER, type World } from '../world.ts';
import type { Posting } from '../control/posting.ts';

const SECOND_MS = 1000;

/** The time of a message: now, unless it was written some time ago. */
export const writtenAt = ({ clock }: World, { age = 0 }: Posting): Millis => clock.now() - age * SECOND_MS;

export const postToAccount = (world: World, waiting: Waiting): void => {
  for (const device of world.memory.state.devices.values()) {
    if (device.number === PHONE_NUMBER) post(world, device.jid, waiting);
  }
};
