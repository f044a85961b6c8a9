/**
 * Shows machines to viewers that speak the protocol of `@xstate/inspect`: that package's own, and compatible ones.
 *
 * While nobody watches, the package is not loaded, nothing is registered, and the caller is told to pause.
 */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type Engine, openEngine } from './engine.ts';
import type { ScxmlEvent, Service, StateJson } from './protocol.ts';
import { openViewers } from './viewers.ts';

export type { ScxmlEvent, Service, StateJson } from './protocol.ts';

export interface BridgeOptions {
  /** The first viewer has come: register the live services. Called in the same turn. */
  readonly began: () => void;
  /** The last viewer has left, and every service is forgotten. */
  readonly ended: () => void;
  readonly viewersMax: number;
  /** Bytes that may be pending for a viewer before it is cut off. */
  readonly bufferMax: number;
}

export interface Bridge {
  /** Takes over the socket. False if the maximum of viewers is reached; the socket is left alone then. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  register(service: Service): void;
  report(sessionId: string, event: ScxmlEvent, state: StateJson): void;
  stop(sessionId: string): void;
  /** Disconnects every viewer. */
  dismiss(): void;
  /** Disconnects every viewer, and accepts no more. */
  close(): void;
}

export const openBridge = ({ began, ended, viewersMax, bufferMax }: BridgeOptions): Bridge => {
  let engine: Engine | null = null;

  const viewers = openViewers({
    bufferMax,
    asked(viewer, watching) {
      if (watching > 1) return viewers.only(viewer, () => engine?.replay());
      engine = openEngine((frame) => viewers.write(frame));
      began();
    },
    left(watching) {
      if (watching > 0) return;
      engine?.close();
      engine = null;
      ended();
    },
  });

  return {
    accept(request, socket, head) {
      if (viewers.count() >= viewersMax) return false;
      viewers.accept(request, socket, head);
      return true;
    },
    register: (service) => engine?.register(service),
    report: (sessionId, event, state) => engine?.report(sessionId, event, state),
    stop: (sessionId) => engine?.stop(sessionId),
    dismiss: () => viewers.dismiss(),
    close: () => viewers.close(),
  };
};
