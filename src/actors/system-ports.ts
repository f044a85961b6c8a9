/** What the system of all actors needs of the rest. */
import type { EventLog } from '../events/log/log.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Entropy } from '../kernel/entropy.ts';
import type { Logger } from '../kernel/logger.ts';
import type { Reads } from '../projections/reads.ts';
import type { WhatsApp } from '../whatsapp/port.ts';
import type { Contacts } from './contacts/contacts.ts';
import type { FetchFile, FindFile, FindHeard } from './jobs/saying.ts';
import type { ReceiveFile } from './media/receiving.ts';
import type { Woken } from './ringing.ts';
import type { KeepaliveTimes } from './sessions/link-monitor.ts';

export interface SystemPorts {
  readonly log: EventLog;
  readonly reads: Reads;
  readonly whatsapp: WhatsApp;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly logger: Logger;
  readonly keepalive: KeepaliveTimes;
  readonly contacts: Contacts;
  /** Left out where no message has a file. */
  readonly file?: FindFile;
  /** Left out where nothing comes in. */
  readonly heard?: FindHeard;
  /** Left out where no message names an address. */
  readonly fetchFile?: FetchFile;
  /** Left out where no message that comes in has a file. */
  readonly receiveFile?: ReceiveFile;
  /** An endpoint of webhooks, for its alarms; left out where there are none. */
  readonly endpoint?: Woken['webhook'];
  /** Whether messages are read as soon as they come in. */
  readonly autoRead?: boolean;
}
