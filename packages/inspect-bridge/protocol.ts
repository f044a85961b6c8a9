/** The subset of the wire protocol of `@xstate/inspect` 0.8 that Waybill speaks. */

/** An event in the form of xstate 4; `origin` is the `sessionId` of the sender. */
export interface ScxmlEvent {
  readonly name: string;
  readonly data: { readonly type: string };
  readonly $$type: 'scxml';
  readonly type: 'external';
  readonly origin?: string;
}

/** The JSON from which `State.create` of xstate 4 builds a state. */
export interface StateJson {
  readonly value: string | object;
  readonly context: object;
  readonly event: { readonly type: string };
  readonly _event: ScxmlEvent;
  readonly _sessionid: string;
  readonly actions: readonly unknown[];
  readonly activities: object;
  readonly children: object;
  readonly configuration: readonly unknown[];
  readonly transitions: readonly unknown[];
  readonly meta: object;
  readonly events: readonly unknown[];
  readonly done: boolean;
}

/** A running machine, as a viewer sees it. */
export interface Service {
  readonly sessionId: string;
  /** The name of the machine. */
  readonly id: string;
  readonly parent: string | null;
  /** A configuration that `createMachine` of xstate 4 takes. */
  readonly machine: object;
  readonly state: StateJson;
}

/** The one request of a viewer that is answered: it asks for the current services. */
export const ASKS = JSON.stringify({ type: 'xstate.inspecting' });

const typeOf = (frame: unknown): unknown =>
  typeof frame === 'object' && frame !== null && 'type' in frame ? frame.type : null;

/** Whether a frame of a viewer is that request. Any other frame, broken or hostile, is ignored. */
export const asks = (text: string): boolean => {
  try {
    return typeOf(JSON.parse(text)) === 'xstate.inspecting';
  } catch {
    return false;
  }
};
