/** Takes a part of Waybill into the list of what is closed at a stop, the youngest part first. */
export type Closing = <T>(thing: T, close: (thing: T) => unknown) => T;
