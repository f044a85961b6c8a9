/** Wires the files: where they lie, who converts and fetches them, and who removes them when their time is over. */
import type { Database } from 'better-sqlite3';
import { mediaLinks } from '../access/media-links.ts';
import type { Config } from '../config/config.ts';
import type { EventLog } from '../events/log/log.ts';
import { createFetcher } from '../fetching/fetcher.ts';
import { fileFinder } from '../gateway/media/finder.ts';
import { createFetchLater } from '../gateway/media/later.ts';
import { createMediaUpkeep } from '../gateway/media/upkeep.ts';
import type { ProxyOf } from '../gateway/sessions/proxies.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Entropy } from '../kernel/entropy.ts';
import type { CountingLogger, Logger } from '../kernel/logger.ts';
import { createWorkshop } from '../media/workshop.ts';
import { mediaLimits } from '../messages/media.ts';
import type { Reads } from '../projections/reads.ts';
import { mediaFolder, scratchFolder } from '../storage/media/layout.ts';
import { openMediaFiles } from '../storage/media/media-files.ts';
import { sqliteMediaIndex } from '../storage/sqlite/media-index.ts';
import type { Closing } from './closing.ts';

interface MediaPorts {
  readonly db: Database;
  readonly log: EventLog;
  readonly reads: Reads;
  /** Signs the links to files. */
  readonly secret: Uint8Array;
  readonly logger: Logger | CountingLogger;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly closing: Closing;
  readonly proxyOf: ProxyOf;
}

export const openMediaRoom = (config: Config, { db, secret, closing, ...ports }: MediaPorts) => {
  const { log, reads, clock, entropy, logger, proxyOf } = ports;
  const scratch = scratchFolder(mediaFolder(config.data));
  const room = {
    links: mediaLinks(secret),
    files: openMediaFiles({ folder: mediaFolder(config.data), clock, entropy }),
    index: sqliteMediaIndex(db),
    workshop: closing(createWorkshop({ folder: scratch, clock, logger }), (open) => open.close()),
    fetcher: createFetcher({ allow: config.fetchAllow, clock }),
    limits: mediaLimits(config.mediaMaxMb),
    days: config.mediaDays,
  };
  const upkeep = closing(createMediaUpkeep({ ...ports, ...room }), (open) => open.stop());
  return {
    room,
    scratch,
    upkeep,
    file: fileFinder({ log, reads, ...room }),
    fetchFile: createFetchLater({ log, reads, ...room, proxyOf, clock, entropy }),
  };
};
