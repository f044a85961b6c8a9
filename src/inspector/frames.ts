/** Facts of the log as the frames of an inspector: which machine, what it was told, and the state that it led to. */
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

/** What a machine was told, and by whom: a stream, `whatsapp`, `system`, or `client` for everyone who asked over HTTP. */
export const eventFrame = ({ type, data }: Told, origin: string): ScxmlEvent => event(type, redacted(data), origin);

const BORN = event('xstate.init', {});

/** The state of a stream after a fact; after none, as it was born. */
export const stateFrame = (stream: string, snapshot: AnyMachineSnapshot, after: ScxmlEvent = BORN): StateJson => ({
  value: snapshot.value,
  context: redacted(snapshot.context as object),
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
  /** Whose queue a job is in. */
  readonly session: string;
}

export const serviceFrame = ({ stream, machine, snapshot, session }: Born): Service => ({
  sessionId: stream,
  id: machine.id,
  parent: parentOf(stream, session),
  machine: machineFrame(machine),
  state: stateFrame(stream, snapshot),
});
