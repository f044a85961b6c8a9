/** Addresses that messages name for later: one media each, whose file comes with the first attempt. */
import { sayBeside } from '../../events/log/content.ts';
import type { EventLog } from '../../events/log/log.ts';
import type { Caller } from '../../kernel/caller.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Entropy } from '../../kernel/entropy.ts';
import { type SessionId, streamOf } from '../../kernel/ids.ts';
import type { MediaUse } from '../../media/inspected.ts';
import type { MediaId } from '../../messages/media.ts';

interface RequestPorts {
  readonly log: Pick<EventLog, 'append'>;
  readonly clock: Clock;
  readonly entropy: Entropy;
}

/** A file that a message wants to have later. */
export interface Wanted {
  readonly url: string;
  readonly fileName: string | null;
  readonly session: SessionId;
  readonly use: MediaUse;
}

/** Puts on record that a message names an address. `id` names the media, without `med_`. */
export const requestFile = async (
  { log, clock, entropy }: RequestPorts,
  id: string,
  { session, use, ...address }: Wanted,
  { by, correlation }: Caller,
): Promise<MediaId> => {
  const { said, ref } = sayBeside('address', address, entropy);
  await log.append({
    stream: streamOf.media(session, id),
    expected: 0,
    entries: [{ fact: { type: 'media.requested', address: ref, use }, from: null, to: null, contents: [said] }],
    at: clock.now(),
    by,
    correlation,
    causation: null,
  });
  return `med_${id}`;
};
