/**
 * A waybill in legs: a message that was tried many times shows its first and its last attempt, and those in between as one
 * leg that opens. What a person did is never folded.
 */
import { count } from '../../words/chats.ts';
import type { Stop } from '../../waybill/stop.ts';

export interface Folded {
  /** Stays the same while more attempts come in. */
  readonly key: string;
  readonly stops: readonly Stop[];
  /** `Attempts 2 to 4 failed` */
  readonly title: string;
  /** Why they failed, each reason once. */
  readonly detail: string;
}

export type Leg = Stop | Folded;

export const isFolded = (leg: Leg): leg is Folded => 'stops' in leg;

/** The stops of one attempt, or a single stop between attempts. */
type Part = readonly Stop[];

const isAttempt = ([first]: Part): boolean => first?.attempt != null;

const partsOf = (stops: readonly Stop[]): Part[] => {
  const parts: Stop[][] = [];
  for (const stop of stops) {
    const last = parts.at(-1);
    if (last?.[0]?.attempt != null && stop.attempt !== null && stop.stamp !== 'started') last.push(stop);
    else parts.push([stop]);
  }
  return parts;
};

/** Fewer attempts in between are shown as they are: a leg in their place would save nothing. */
const FOLDED_MIN = 2;

const reasonsOf = (stops: readonly Stop[]): string => {
  const reasons = new Set(stops.flatMap(({ stamp, detail }) => (stamp === 'failed' && detail ? [detail] : [])));
  const held = stops.filter(({ stamp }) => stamp === 'held').length;
  return [...reasons, ...(held > 0 ? [`${count(held, 'hold')}.`] : [])].join(' ');
};

const folded = (run: readonly Part[]): readonly Leg[] => {
  const attempts = run.filter(isAttempt);
  const stops = run.flat();
  const [first, last] = [attempts[0]?.[0], attempts.at(-1)?.[0]];
  if (attempts.length < FOLDED_MIN || !first || !last) return stops;
  const failed = attempts.every((part) => part.at(-1)?.stamp === 'failed');
  const title = `Attempts ${first.attempt} to ${last.attempt}${failed ? ' failed' : ''}`;
  return [{ key: `from ${first.key}`, stops, title, detail: reasonsOf(stops) }];
};

export const legsOf = (stops: readonly Stop[]): readonly Leg[] => {
  const parts = partsOf(stops);
  const [first, last] = [parts.findIndex(isAttempt), parts.findLastIndex(isAttempt)];
  const legs: Leg[] = [];
  let run: Part[] = [];
  const end = (): void => {
    legs.push(...folded(run));
    run = [];
  };
  parts.forEach((part, index) => {
    const between = index > first && index < last;
    if (between && (isAttempt(part) || part[0]?.stamp === 'held')) {
      run.push(part);
    } else {
      end();
      legs.push(...part);
    }
  });
  end();
  return legs;
};
