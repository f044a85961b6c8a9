/**
 * Shows machines to viewers that speak the protocol of `@xstate/inspect`: those of that package, and whoever rebuilt it.
 *
 * While nobody watches there is no copy of the package, nothing is registered, and whoever feeds the bridge is told to rest.
 */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type Engine, openEngine } from './engine.ts';
import type { ScxmlEvent, Service, StateJson } from './protocol.ts';
import { openViewers } from './viewers.ts';

export type { ScxmlEvent, Service, StateJson } from './protocol.ts';

export interface BridgeOptions {
  /** Someone watches who was not there before: register what is live. Called in the same turn. */
  readonly began: () => void;
  /** Nobody watches any more, and every service is forgotten. */
  readonly ended: () => void;
  readonly viewersMax: number;
  /** Bytes that may wait for a viewer before it is cut off. */
  readonly bufferMax: number;
}

export interface Bridge {
  /** Takes the socket over; false, and leaves it alone, when as many as may watch do so already. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  register(service: Service): void;
  report(sessionId: string, event: ScxmlEvent, state: StateJson): void;
  stop(sessionId: string): void;
  /** Cuts every viewer off. */
  dismiss(): void;
  /** Cuts every viewer off, and takes no other. */
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
