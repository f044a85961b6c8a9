/** Facts of the log as frames of an inspector: the machine, the event, and the state after it. */
import { shownContext } from '../machines/shown-context.ts';
import type { ScxmlEvent, Service, StateJson } from '@waybill/inspect-bridge';
import type { AnyMachineSnapshot, AnyStateMachine } from 'xstate';
import type { Recorded } from '../events/log/log.ts';
import { parentOf } from '../machines/kinds.ts';
import { machineFrame } from './frames-machine.ts';
import { redacted } from './frames-redacted.ts';

type Told = Pick<Recorded, 'type'> & { readonly data: object };

const event = (name: string, data: object, origin?: string): ScxmlEvent => ({
  name,
  data: { ...data, type: name },
  $$type: 'scxml',
  type: 'external',
  ...(origin === undefined ? {} : { origin }),
});

/** An event and its sender: a stream, `whatsapp`, `system`, or `client` for any HTTP client. */
export const eventFrame = ({ type, data }: Told, origin: string): ScxmlEvent => event(type, redacted(data), origin);

const BORN = event('xstate.init', {});

/** The state of a stream after a fact, or its initial state. */
export const stateFrame = (stream: string, snapshot: AnyMachineSnapshot, after: ScxmlEvent = BORN): StateJson => ({
  value: snapshot.value,
  context: redacted(shownContext(snapshot.context as object)),
  event: after.data,
  _event: after,
  _sessionid: stream,
  actions: [],
  activities: {},
  children: {},
  configuration: [],
  transitions: [],
  meta: {},
  events: [],
  done: false,
});

export interface Born {
  readonly stream: string;
  readonly machine: AnyStateMachine;
  readonly snapshot: AnyMachineSnapshot;
  /** The session in whose queue a job is. */
  readonly session: string;
}

export const serviceFrame = ({ stream, machine, snapshot, session }: Born): Service => ({
  sessionId: stream,
  id: machine.id,
  parent: parentOf(stream, session),
  machine: machineFrame(machine),
  state: stateFrame(stream, snapshot),
});
