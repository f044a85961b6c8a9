/** What media need, without a disk and without processes: bytes are believed to be what they are called. */
import { createFetcher } from '../../src/fetching/fetcher.ts';
import { allowNothing } from '../../src/fetching/allow.ts';
import type { GatewayPorts } from '../../src/gateway/gateway.ts';
import type { Clock } from '../../src/kernel/clock.ts';
import { type Form, type Inspected, kindOf, plain } from '../../src/media/inspected.ts';
import { ok } from '../../src/kernel/result.ts';
import type { MediaWorkshop } from '../../src/media/workshop.ts';
import { type MediaFiles, mediaLimits } from '../../src/messages/media.ts';
import type { MediaIndex } from '../../src/messages/media-index.ts';
import { memoryMedia } from './memory-media.ts';

const FORMS: readonly Form[] = ['image', 'sticker', 'voice', 'audio', 'video', 'gif', 'round'];

const trusting: MediaWorkshop = {
  async inspect(_, { mimetype = 'application/octet-stream' }) {
    const seen: Inspected = plain(mimetype, kindOf(mimetype), 1, null);
    return ok({ ...seen, fits: FORMS });
  },
  convert: async () => ok(undefined),
  capabilities: async () => ({ ffmpeg: null, sharp: 'none', forms: FORMS }),
  close: async () => {},
};

/** Knows no facts, so it reports no upload as unrecorded or expired. */
const memoryIndex = (): MediaIndex => {
  const hashes = new Map<string, string>();
  return {
    add: (id, sha256) => void hashes.set(id, sha256),
    hashOf: (id) => hashes.get(id) ?? null,
    withHash: (sha256) => [...hashes].filter(([, hash]) => hash === sha256).map(([id]) => id),
    forget: (id) => void hashes.delete(id),
    unrecorded: () => [],
    expired: () => [],
  };
};

export const mediaRoomOf = (clock: Clock, files: MediaFiles = memoryMedia(clock)): GatewayPorts['mediaRoom'] => ({
  files,
  index: memoryIndex(),
  workshop: trusting,
  fetcher: createFetcher({ allow: allowNothing, clock }),
  limits: mediaLimits(),
  days: 30,
});
