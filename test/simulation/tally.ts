/** How often each fault struck and each promise was checked: an event that never happens proves nothing. */

export const FAULTS = [
  'the connection closed before a message was written',
  'the connection closed after a write, before the acknowledgement',
  'an acknowledgement lost',
  'an acknowledgement after its attempt was given up',
  'an acknowledgement after a retry began',
  'a message lost on the way',
  'a message refused',
  'an upload refused',
  'a file that vanished',
  'an error that nobody has classified',
  'a write without an end',
  'a receipt twice',
  'a receipt of reading before that of delivery',
  'a receipt before the acknowledgement',
  'a receipt of a message that is nobody’s',
  'a receipt through another session',
  'a question without an answer',
  'a rate limit',
  'a log-out',
  'an end that waits for a person',
  'a connection refused',
  'a connection that does not come up',
  'a QR that nobody scans',
  'a ping into silence',
  'a commit that fails before its tables',
  'a commit that fails after its tables',
  'a full disk for a while',
  'a receipt of what came in that is lost',
  'a message handed over again that cannot be read any more',
  'a message that could be read only when it came again',
  'two contacts that turn out to be one',
  'an endpoint that refuses an event',
  'an endpoint that cannot be reached',
  'an endpoint whose answer is lost',
  'an endpoint that is gone',
  'a death before a commit',
  'a death after a commit',
  'a death before a call',
  'a death after a call',
  'a death before a file',
  'a death after a file',
  'a death between two turns',
  'a death while it starts',
  'a death while it stops',
  'a start on what a death left',
] as const;
export type FaultName = (typeof FAULTS)[number];

export const PROMISES = [
  'no accepted job is missing',
  'an answer is true',
  'a job has one end',
  'an id is one job’s own',
  'one content under one id',
  'a file is whole',
  'a file that is needed is kept',
  'no file is left over',
  'a change comes after its message',
  'what is sent is on record',
  'one attempt at a time',
  'order within chat and priority',
  'no more in hand than the limit',
  'one of a chat in hand',
  'dispatched only while ready',
  'a retry is on the ladder',
  'what is due goes on to the millisecond',
  'what could start starts at once',
  'a rate limit cools the queue',
  'what was perhaps written costs an attempt',
  'what is completed is on its phone',
  'a receipt is of its own session',
  'a session starts when it should',
  'no alarm is lost',
  'no silence goes unnoticed',
  'nobody’s work is forgotten',
  'the chain holds',
  'tables say what the facts say',
  'tables equal their rebuild',
  'tables that lag equal the rebuild of where they are',
  'actors equal their fold',
  'the audit finds nothing',
  'a receipt means that it is on record',
  'what came in is on record once',
  'what came in is in its order',
  'what came in is on record with its words',
  'one contact and one chat for each person',
  'an event reaches its endpoint',
  'a replay brings everything again',
] as const;
export type PromiseName = (typeof PROMISES)[number];

/** Counts a check of a promise. */
export type Look = (promise: PromiseName) => void;

export interface Tally {
  struck(fault: FaultName): void;
  readonly look: Look;
  counts(): Counts;
}

export interface Counts {
  readonly faults: Readonly<Record<FaultName, number>>;
  readonly promises: Readonly<Record<PromiseName, number>>;
}

const zeros = <K extends string>(names: readonly K[]): Record<K, number> =>
  Object.fromEntries(names.map((name) => [name, 0])) as Record<K, number>;

const sum = <K extends string>(one: Readonly<Record<K, number>>, other: Readonly<Record<K, number>>) =>
  Object.fromEntries(Object.keys(one).map((name) => [name, one[name as K] + other[name as K]])) as Record<K, number>;

export const noCounts: Counts = { faults: zeros(FAULTS), promises: zeros(PROMISES) };

export const added = (one: Counts, other: Counts): Counts => ({
  faults: sum(one.faults, other.faults),
  promises: sum(one.promises, other.promises),
});

export const createTally = (): Tally => {
  const faults = zeros(FAULTS);
  const promises = zeros(PROMISES);
  return {
    struck: (fault) => void (faults[fault] += 1),
    look: (promise) => void (promises[promise] += 1),
    counts: () => ({ faults, promises }),
  };
};
