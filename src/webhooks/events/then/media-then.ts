/** One file as it was after a position, by the facts of its stream. */
import type { MediaState } from '../../../events/facts/media.ts';
import type { FactOf } from '../../../events/facts/catalogue.ts';
import type { Recorded } from '../../../events/log/log.ts';
import { type SessionId, streamOf } from '../../../kernel/ids.ts';
import type { MediaId } from '../../../messages/media.ts';
import type { ReceivedMediaRow } from '../../../projections/received-media.ts';
import type { ShownReads } from '../../../views/shown-message.ts';
import { factAt, type ThenPorts } from './ports.ts';

type Stored = Recorded<FactOf<'media.stored'>>;

export interface FileThen {
  readonly state: MediaState;
  /** The last fact that put its bytes here; null if there was none. */
  readonly stored: Stored | null;
  /** What the sender says of it; null for an upload. */
  readonly received: ReceivedMediaRow | null;
}

export type MediaThen = ShownReads['media'] & {
  readonly file: (id: MediaId) => FileThen;
};

const STATES: Readonly<Partial<Record<Recorded['type'], MediaState>>> = {
  'media.requested': 'pending',
  'media.awaited': 'pending',
  'media.retried': 'pending',
  'media.failed': 'failed',
  'media.skipped': 'skipped',
  'media.withheld': 'withheld',
  'media.stored': 'stored',
  'media.expired': 'expired',
};

const isStored = (fact: Recorded): fact is Stored => fact.type === 'media.stored';

export const mediaThen = ({ log, reads: { media } }: ThenPorts, position: number): MediaThen => {
  const seen = new Map<MediaId, FileThen>();

  const sessionOf = (id: MediaId, received: ReceivedMediaRow | null): SessionId | null =>
    received?.session ?? media.byId(id)?.session ?? media.request(id)?.session ?? null;

  /** How a file begins: one of the history is fetched when somebody asks for it. */
  const atFirst = (received: ReceivedMediaRow | null): MediaState => {
    if (received === null) return 'expired';
    const fact = factAt(log, received.position);
    return fact.type === 'message.received' && fact.data.source === 'history' ? 'skipped' : 'pending';
  };

  const read = (id: MediaId): FileThen => {
    const received = media.received(id);
    const session = sessionOf(id, received);
    const stream = session === null ? null : streamOf.media(session, id.slice('med_'.length));
    const facts = stream === null ? [] : log.read(stream, { upTo: position });
    const state = facts.reduce<MediaState | null>((before, { type }) => STATES[type] ?? before, null);
    return { state: state ?? atFirst(received), stored: facts.findLast(isStored) ?? null, received };
  };

  const file = (id: MediaId): FileThen => {
    const known = seen.get(id) ?? read(id);
    seen.set(id, known);
    return known;
  };

  return {
    file,
    state: (id) => file(id).state,
    byId(id) {
      const { stored } = file(id);
      if (stored === null) return null;
      const { mimetype, size, width = null, height = null, seconds = null } = stored.data;
      return { fileAt: stored.position, mimetype, size, width, height, seconds };
    },
  };
};
