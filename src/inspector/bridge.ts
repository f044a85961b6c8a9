/**
 * Shows the live machines to viewers of `@xstate/inspect`, by following the log.
 *
 * While someone watches, it follows the log from its head and folds each fact into the stream's last snapshot. So
 * viewers see what is on disk, and the actors know nothing of it. It shows at most `SERVICES_MAX` streams: beyond that,
 * it removes the job or file that was silent the longest, which comes back with its next fact. Resting ones are removed too.
 * While nobody watches, it does nothing.
 */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Bridge } from '@waybill/inspect-bridge';
import type { AnyMachineSnapshot } from 'xstate';
import type { EventLog, Recorded } from '../events/log/log.ts';
import { messageOf } from '../kernel/fault.ts';
import type { Logger } from '../kernel/logger.ts';
import { evolve, factOf, fold, stateOf } from '../machines/evolve.ts';
import { type ActorKind, actorKindOf, isMany, kinds, machineOf } from '../machines/kinds.ts';
import type { State } from '../events/facts/catalogue.ts';
import { NO_HEADER, type StreamHeader } from '../events/facts/header.ts';
import { eventFrame, serviceFrame, stateFrame } from './frames.ts';

const VIEWERS_MAX = 8;
const SERVICES_MAX = 250;
const BUFFER_BYTES_MAX = 4 * 1024 * 1024;
/** Facts between two turns of the event loop, in which sockets are served. */
const FACTS_A_TURN = 25;

/** States that a stream leaves only by a request: the bridge stops showing it. A file that failed is tried again. */
const RESTING: Partial<Record<ActorKind, readonly (State | null)[]>> = {
  job: [...kinds.job.finished, 'failed'],
  media: ['stored', 'skipped', 'withheld', 'expired'],
};

const isResting = (stream: string, state: State | null): boolean =>
  RESTING[actorKindOf(stream) ?? 'session']?.includes(state) === true;

export interface InspectBridgeOptions {
  readonly log: EventLog;
  /** The streams to show to a new viewer: sessions, queues, jobs in hand. */
  readonly live: () => readonly string[];
  readonly logger: Logger;
}

export interface InspectBridge {
  /** Takes over the socket. False if the maximum of viewers is reached; the socket is left alone then. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  /** How many streams are shown; 0 while nobody watches. */
  shown(): number;
  close(): void;
}

/** The origin of a fact: the stream of the fact that caused it, or else its caller. */
const originOf = (log: EventLog, { causation, by }: Recorded): string => {
  const cause = causation === null ? undefined : log.page({ after: causation - 1, limit: 1 })[0];
  if (cause) return cause.stream;
  return by === 'whatsapp' || by === 'system' ? by : 'client';
};

/** Shows streams to a bridge, fact by fact. */
const stageOn = (bridge: Bridge, log: EventLog) => {
  /** Ordered by last fact, the most silent stream first. */
  const stage = new Map<string, AnyMachineSnapshot>();

  const leave = (stream: string): void => {
    stage.delete(stream);
    bridge.stop(stream);
  };

  /** The most silent job; a queue or session only if no job is shown. */
  const mostSilent = (): string => {
    const streams = [...stage.keys()];
    return streams.find((stream) => isMany(actorKindOf(stream))) ?? streams[0] ?? '';
  };

  const enter = (stream: string, upTo: number, header?: StreamHeader): AnyMachineSnapshot | null => {
    const machine = machineOf(stream);
    if (!machine) return null;
    const facts = log.read(stream, { upTo });
    const snapshot = fold(machine, facts) as AnyMachineSnapshot;
    if (stage.size >= SERVICES_MAX) leave(mostSilent());
    const { session } = header ?? facts[0]?.header ?? NO_HEADER;
    bridge.register(serviceFrame({ stream, machine, snapshot, session: session ?? '' }));
    stage.set(stream, snapshot);
    return snapshot;
  };

  const tell = (recorded: Recorded): void => {
    const { stream, position, header } = recorded;
    const machine = machineOf(stream);
    if (!machine) return;
    const before = stage.get(stream) ?? enter(stream, position - 1, header);
    const after = before && evolve(machine, before, factOf(recorded));
    if (!after) return;
    const snapshot = after.snapshot as AnyMachineSnapshot;
    stage.delete(stream);
    stage.set(stream, snapshot);
    const event = eventFrame(recorded, originOf(log, recorded));
    bridge.report(stream, event, stateFrame(stream, snapshot, event));
    if (isResting(stream, stateOf(snapshot))) leave(stream);
  };

  return { enter: (stream: string, upTo: number) => void enter(stream, upTo), tell, size: () => stage.size };
};

/** The only place that loads `@xstate/inspect`. */
export const openInspectBridge = async ({ log, live, logger }: InspectBridgeOptions): Promise<InspectBridge> => {
  const { openBridge } = await import('@waybill/inspect-bridge');
  let stage: ReturnType<typeof stageOn> | null = null;
  let watching = new AbortController();

  const watch = async (signal: AbortSignal): Promise<void> => {
    const from = log.head().position;
    const current = stageOn(bridge, log);
    stage = current;
    for (const stream of live().slice(0, SERVICES_MAX)) current.enter(stream, from);
    let facts = 0;
    for await (const fact of log.follow(from, signal)) {
      current.tell(fact);
      facts += 1;
      if (facts % FACTS_A_TURN === 0) await nextTurn();
    }
  };

  const bridge = openBridge({
    viewersMax: VIEWERS_MAX,
    bufferMax: BUFFER_BYTES_MAX,
    began() {
      watching = new AbortController();
      watch(watching.signal).catch((thrown: unknown) => {
        logger.error({ err: thrown }, `the inspector's viewers were disconnected: ${messageOf(thrown)}`);
        bridge.dismiss();
      });
    },
    ended() {
      watching.abort();
      stage = null;
    },
  });

  return {
    accept: (request, socket, head) => bridge.accept(request, socket, head),
    shown: () => stage?.size() ?? 0,
    close() {
      watching.abort();
      bridge.close();
    },
  };
};
