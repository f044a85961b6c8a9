/** All commands and queries of Waybill. HTTP, the command line and facades only translate to them. */
import type { MediaLinks } from '../access/media-links.ts';
import type { System } from '../actors/system.ts';
import type { Journal } from '../events/log/journal.ts';
import type { EventLog, Head } from '../events/log/log.ts';
import type { Caller } from '../kernel/caller.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Entropy } from '../kernel/entropy.ts';
import { type SessionId, streamOf } from '../kernel/ids.ts';
import { ok } from '../kernel/result.ts';
import type { Reads } from '../projections/reads.ts';
import type { ReadNumber, ReadNumberIn } from '../whatsapp/port.ts';
import { type Accept, createAcceptance } from './messages/acceptance.ts';
import { actionFinder, type FindActions } from './jobs/actions.ts';
import type { Audit } from './operation/audit.ts';
import type { Backups } from './operation/backups.ts';
import { type Capabilities, capabilityReader } from './media/capabilities.ts';
import { type ChatCommands, createChatCommands } from './chats/chat-commands.ts';
import { type Chats, createChats } from './chats/chats.ts';
import { createPresence, type Presence } from './chats/presence.ts';
import { type Calls, createCalls } from './sessions/calls.ts';
import { type Contacts, createContacts } from './contacts/contacts.ts';
import { createNumberChecks, type NumberChecks } from './contacts/number-check.ts';
import { createClearings } from './jobs/clear-queue.ts';
import { createEraser } from './erasure/eraser.ts';
import { createErasures, type Erasures } from './erasure/erasures.ts';
import { createRetention, type RetentionPorts } from './erasure/retention.ts';
import { finderOf } from './erasure/said-about.ts';
import { createTraces, type TracesPorts } from './erasure/traces.ts';
import { createDrafts, type Drafts } from './messages/drafts.ts';
import { createEndings, type Endings } from './messages/endings.ts';
import { createEvents, type Events } from './history/events.ts';
import { type Figures, openFigures } from './operation/figures.ts';
import { createAsking } from './groups/asking.ts';
import { createGroups, type Groups } from './groups/groups.ts';
import { createHealth, type Health } from './operation/health.ts';
import { createHistory, type History } from './history/history.ts';
import { createHolds } from './jobs/holds.ts';
import { createJobs, type Jobs } from './jobs/jobs.ts';
import { createLinkPreviews } from './messages/link-previews.ts';
import { createMedia, type Media, type MediaPorts } from './media/media.ts';
import { createReceivedMedia, type ReceivedMedia } from './media/received.ts';
import { createMediaShelf, type MediaShelf } from './media/shelf.ts';
import type { RemovedMedia } from './media/upkeep.ts';
import { createMessages, type Messages } from './messages/messages.ts';
import { type NumberReading, numberReader } from './messages/numbers.ts';
import { createQueues, type Queues } from './jobs/queues.ts';
import { type ChatHistory, createChatHistory } from './sessions/chat-history.ts';
import { createProfile, type Profile } from './sessions/profile.ts';
import { createBudget } from './sessions/budget.ts';
import { type Configuring, createConfiguring } from './sessions/configuring.ts';
import type { SessionProxies } from './sessions/proxies.ts';
import { createSessions, type Sessions } from './sessions/sessions.ts';
import { statusReader } from './sessions/status.ts';
import { type FindStreams, streamFinder } from './history/streams.ts';
import { createWithin, type Within } from './reach.ts';
import type { Webhooks } from '../webhooks/webhooks.ts';
import { createWebhookQuestions, type WebhookQuestions } from './webhooks/deliveries.ts';
import { createReceivers, type Receivers } from './webhooks/receivers.ts';
import { createWebhookCommands, type WebhookCommands, type WebhookGatewayPorts } from './webhooks/webhooks.ts';

export interface Gateway {
  readonly jobs: Jobs & Drafts & { readonly queue: Accept; readonly endings: Endings };
  readonly media: Media & MediaShelf & ReceivedMedia;
  readonly messages: Messages;
  readonly capabilities: () => Promise<Capabilities>;
  readonly groups: Groups;
  readonly calls: Calls;
  readonly chats: Chats;
  readonly chatCommands: ChatCommands;
  readonly presence: Presence;
  readonly profile: Profile;
  readonly chatHistory: ChatHistory;
  readonly erasures: Erasures;
  readonly contacts: Contacts & NumberChecks;
  readonly queues: Queues;
  readonly sessions: Sessions & Configuring;
  readonly events: Events;
  /** What a bounded caller reaches. */
  readonly within: Within;
  readonly streams: FindStreams;
  readonly webhooks: WebhookCommands & WebhookQuestions;
  /** Receivers for trying; null where WhatsApp is not the embedded sandbox. */
  readonly receivers: Receivers | null;
  readonly history: History;
  readonly audit: Audit & { readonly actions: FindActions; head(): Head };
  readonly backups: Backups;
  readonly health: Health;
  readonly figures: () => Figures;
  /** As a session reads it; without one, as the gateway does. */
  readonly readNumber: (number: string, session?: SessionId) => NumberReading;
  /** Resumes the work that the last stop of the process interrupted. */
  carryOn(): void;
  /** Ends the work beside commands. */
  stop(): void;
  /** Records the use of a control of the embedded sandbox. */
  recordSteering(control: string, caller: Caller): Promise<void>;
}

export interface GatewayPorts {
  readonly system: System;
  readonly log: EventLog;
  readonly reads: Reads;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly readNumber: ReadNumberIn;
  readonly proxies: SessionProxies;
  readonly audit: Audit;
  readonly backups: Backups;
  readonly record: Journal;
  readonly webhooks: Webhooks;
  readonly checkAddress: WebhookGatewayPorts['checkAddress'];
  /** What the addresses of receivers for trying begin with; null if there are none. */
  readonly receiversAt: string | null;
  readonly mediaRoom: Pick<MediaPorts, 'files' | 'index' | 'workshop' | 'fetcher' | 'limits' | 'days'> & {
    readonly links: MediaLinks;
    /** What retention has removed since the start. */
    readonly removed: () => RemovedMedia;
  };
  /** How many messages `WAYBILL_RECORD` has left out since the start. */
  readonly leftOut: () => number;
  readonly erasing: Pick<TracesPorts, 'work' | 'forgetUploads' | 'elsewhere'> & Pick<RetentionPorts, 'days' | 'logger'>;
}

const receiversOf = ({
  receiversAt,
  webhooks: { records },
  ...ports
}: Omit<GatewayPorts, 'readNumber'>): Receivers | null =>
  receiversAt === null ? null : createReceivers({ ...ports, receiversAt, records });

/** Reads numbers in the country of a session. */
const readerBySession =
  ({ system, readNumber }: Pick<GatewayPorts, 'system' | 'readNumber'>): ReadNumber =>
  (input, session) => {
    const actor = session === undefined ? null : system.session(session);
    return readNumber(input, actor?.session.snapshot().context.country);
  };

export const createGateway = (given: GatewayPorts): Gateway => {
  const ports = { ...given, readNumber: readerBySession(given) };
  const { log, audit, record } = ports;
  const proxyOf = ports.proxies.of;
  const holds = createHolds(ports);
  const budget = createBudget(ports.clock);
  const clearings = createClearings(ports);
  const shared = { ...ports, holds, statusOf: statusReader({ ...ports, holds }), clearings };
  const acceptance = createAcceptance(ports);
  const media = createMedia({ ...ports, ...ports.mediaRoom, proxyOf });
  const chats = createChats(ports);
  const finder = finderOf(ports);
  const eraser = createEraser({ ...ports, finder });
  const traces = createTraces({
    ...ports,
    ...ports.mediaRoom,
    ...ports.erasing,
    indexed: chats.indexed,
    answers: ports.webhooks.writer.forgetAnswers,
  });
  const erasures = createErasures({ ...ports, finder, eraser, traces });
  const retention = createRetention({ ...ports, ...ports.erasing, finder, eraser, traces });
  const within = createWithin(ports);
  const previews = createLinkPreviews({ ...ports, ...ports.mediaRoom, proxyOf, thumbnail: media.thumbnail });
  const jobs = createJobs(shared);
  const receivers = receiversOf(ports);
  const checkAddress: GatewayPorts['checkAddress'] = async (url) =>
    receivers?.has(url) ? ok(null) : ports.checkAddress(url);
  const drafts = createDrafts({ ...ports, jobs, media, previews, acceptance });
  return {
    jobs: { ...jobs, ...drafts, queue: acceptance.accept, endings: createEndings(ports) },
    media: {
      ...media,
      ...createMediaShelf({ ...ports, ...ports.mediaRoom, media }),
      ...createReceivedMedia({ ...ports, receiving: ports.system.receiving, media }),
    },
    capabilities: capabilityReader(ports.mediaRoom),
    messages: createMessages({ ...shared, media, previews, acceptance }),
    groups: createGroups({ ...ports, media, asking: createAsking({ ...ports, budget }) }),
    calls: createCalls(ports),
    chats,
    chatCommands: createChatCommands(ports),
    presence: createPresence({ ...ports, within }),
    chatHistory: createChatHistory(ports),
    profile: createProfile({ ...ports, media, budget }),
    erasures,
    contacts: { ...createContacts({ ...ports, budget, chats, erasures }), ...createNumberChecks({ ...ports, budget }) },
    queues: createQueues(shared),
    sessions: { ...createSessions(shared), ...createConfiguring(shared) },
    events: createEvents({ ...ports, within }),
    within,
    streams: streamFinder(ports),
    webhooks: {
      ...createWebhookCommands({ ...ports, checkAddress, wipe: traces.remove }, within),
      ...createWebhookQuestions(ports, within),
    },
    receivers,
    history: createHistory(log, within),
    audit: { ...audit, actions: actionFinder(log, within), head: () => log.head() },
    backups: ports.backups,
    health: createHealth(ports),
    figures: openFigures({ ...ports, removedMedia: ports.mediaRoom.removed }),
    readNumber: numberReader(ports.readNumber),
    carryOn() {
      clearings.carryOn();
      traces.start();
      ports.webhooks.start();
      retention.start();
    },
    stop() {
      retention.stop();
      traces.stop();
      ports.webhooks.stop();
    },
    recordSteering: (control, caller) => record(streamOf.process, { type: 'process.sandbox_steered', control }, caller),
  };
};
