/** What goes over the wire of `@xstate/inspect` 0.8, as far as Waybill speaks it. */

/** An event as xstate 4 keeps it; `origin` is the `sessionId` of whoever sent it. */
export interface ScxmlEvent {
  readonly name: string;
  readonly data: { readonly type: string };
  readonly $$type: 'scxml';
  readonly type: 'external';
  readonly origin?: string;
}

/** What `State.create` of xstate 4 builds a state from. */
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

/** The one frame of a viewer that is listened to: it asks for what is there. */
export const ASKS = JSON.stringify({ type: 'xstate.inspecting' });

const typeOf = (frame: unknown): unknown =>
  typeof frame === 'object' && frame !== null && 'type' in frame ? frame.type : null;

/** Whether a frame of a viewer is that one. Whatever else it sends, broken or hostile, means nothing. */
export const asks = (text: string): boolean => {
  try {
    return typeOf(JSON.parse(text)) === 'xstate.inspecting';
  } catch {
    return false;
  }
};
