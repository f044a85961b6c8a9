/**
 * The server of `@xstate/inspect`, with a single client of our own.
 *
 * The package trusts its clients: a frame that is not JSON ends the process, and `disconnect` from any client ends the
 * inspection for all. So it never meets a viewer. It gets a fake server with one client that never leaves, and its
 * frames to that client are forwarded to the viewers. Two more flaws are repaired here. Its replay names neither the
 * machine nor the parent, so both are added. And it never forgets a service, so after `RENEW_AFTER` of them a fresh
 * copy of the package takes over the live ones.
 */
import { EventEmitter } from 'node:events';
import { createRequire } from 'node:module';
import { ASKS, type ScxmlEvent, type Service, type StateJson } from './protocol.ts';

const require = createRequire(import.meta.url);
/** The global variable in which the package stores its registry. */
const REGISTRY = '__xstate__';
const RENEW_AFTER = 5_000;

/** The part of an xstate 4 interpreter that the package uses. */
interface Shim extends Omit<Service, 'parent' | 'state'> {
  state: StateJson;
  /** The package replaces this with a function that reports the event first. */
  send(event: ScxmlEvent): void;
  subscribe(listener: (state: StateJson) => void): { unsubscribe(): void };
  onStop(listener: () => void): void;
}

interface Globals {
  [REGISTRY]?: { register(shim: Shim): void };
}

interface Live {
  service: Service;
  readonly shim: Shim;
  push(state: StateJson): void;
  stop(): void;
}

interface Copy {
  register(shim: Shim): void;
  /** Makes the package write the register frame of every live service again. */
  replay(): void;
  close(): void;
}

const shimOf = (service: Service): Live => {
  const { id, sessionId, machine, state } = service;
  const listeners: ((state: StateJson) => void)[] = [];
  const stops: (() => void)[] = [];
  const shim: Shim = {
    id,
    sessionId,
    // The first frame serialises it with `toJSON`; a replay uses its `definition`.
    machine: { definition: machine, toJSON: () => machine },
    state,
    send: () => {},
    subscribe(listener) {
      listeners.push(listener);
      return { unsubscribe: () => {} };
    },
    onStop: (listener) => void stops.push(listener),
  };
  return {
    service,
    shim,
    push: (next) => {
      for (const listener of listeners) listener(next);
    },
    stop: () => {
      for (const listener of stops) listener();
    },
  };
};

/** The package keeps its services in the module, so each copy has to be a module of its own. */
const copyOf = (hear: (frame: string) => void): Copy => {
  delete require.cache[require.resolve('@xstate/inspect/lib/server.js')];
  const { inspect } = require('@xstate/inspect/lib/server.js') as {
    inspect(options: { server: EventEmitter }): unknown;
  };
  const client = { readyState: 1, OPEN: 1, send: hear, terminate: () => {} };
  const server = Object.assign(new EventEmitter(), { clients: new Set([client]), close: () => {} });
  inspect({ server });
  const globals = globalThis as Globals;
  const register = globals[REGISTRY]?.register;
  delete globals[REGISTRY];
  if (!register) throw new Error('@xstate/inspect left no registry; is it another version than 0.8?');

  const viewer = new EventEmitter();
  server.emit('connection', viewer);
  const replay = () => void viewer.emit('message', Buffer.from(ASKS), false);
  replay();
  return {
    register,
    replay,
    close: () => void server.emit('close'),
  };
};

export interface Engine {
  register(service: Service): void;
  /** An event that a service received, and the state after it. */
  report(sessionId: string, event: ScxmlEvent, state: StateJson): void;
  stop(sessionId: string): void;
  replay(): void;
  close(): void;
}

export const openEngine = (write: (frame: string) => void): Engine => {
  const live = new Map<string, Live>();
  let muted = false;
  let registered = 0;

  /** Adds the fields that the package leaves out. */
  const whole = (frame: string): string => {
    if (!frame.startsWith('{"type":"service.register"')) return frame;
    const parsed = JSON.parse(frame) as { sessionId: string };
    const known = live.get(parsed.sessionId);
    if (!known) return frame;
    const { id, parent } = known.service;
    return JSON.stringify({ ...parsed, id, ...(parent === null ? {} : { parent }) });
  };
  const hear = (frame: string) => {
    if (!muted) write(whole(frame));
  };
  let copy = copyOf(hear);

  const renew = () => {
    muted = true;
    copy.close();
    copy = copyOf(hear);
    registered = 0;
    for (const { service } of live.values()) register(service);
    muted = false;
  };

  const register = (service: Service) => {
    const one = shimOf(service);
    registered += 1;
    // Stored before the registration, because the registration writes its frame.
    live.set(service.sessionId, one);
    copy.register(one.shim);
  };

  return {
    register(service) {
      if (registered >= RENEW_AFTER) renew();
      register(service);
    },
    report(sessionId, event, state) {
      const known = live.get(sessionId);
      if (!known) return;
      known.shim.send(event);
      known.service = { ...known.service, state };
      known.shim.state = state;
      known.push(state);
    },
    stop(sessionId) {
      live.get(sessionId)?.stop();
      live.delete(sessionId);
    },
    replay: () => copy.replay(),
    close: () => copy.close(),
  };
};
