/**
 * Lets the end of one job and the start of the next share a commit.
 *
 * As soon as the end of a job in hand is asked for, its place is given away, and the start of the next job stands behind
 * that append: if the end is not written, neither is the start. The next job of the same chat takes no other place than
 * that one. A chat whose job goes back into the line stays taken until that is on record, because the line does not show
 * its head before. Thirty messages at concurrency 3 take 11 flushes of the disk by this, where they took 30. Nothing
 * outside this file and the dispatcher knows of it, but for `Append.behind`.
 */
import { isInHand } from '../../events/facts/job.ts';
import type { Append } from '../../events/log/log.ts';
import type { ChatId, JobId } from '../../kernel/ids.ts';
import { partsOfStream } from '../../kernel/ids.ts';

/** A job in hand. */
interface Hand {
  readonly chat: ChatId;
  /** What ends the job, on its way to the log, and whether the job is back in the line then. */
  end: { readonly append: Append; readonly comesBack: boolean } | null;
  /** Its place is given away. */
  succeeded: boolean;
}

/** Where a job may start: a place that is free, or that of a job that is ending. */
export interface Place {
  readonly behind: Append | null;
  /** The start was not written: the place is not taken. */
  giveBack(): void;
}

/** What can be given away now. */
export interface Offer {
  readonly places: number;
  /** Chats whose jobs must not be started. */
  readonly busy: ReadonlySet<ChatId>;
  /** One place for each of these jobs, in their order. */
  placesFor(next: readonly { readonly chat: ChatId }[]): readonly Place[];
}

export interface Hands {
  size(): number;
  take(job: JobId, chat: ChatId): void;
  /** Whether the job was in hand. */
  letGo(job: JobId): boolean;
  /** Hears what was asked to be written; calls `ending` when a job in hand ends by it. */
  expect(append: Append, written: Promise<unknown>, ending: () => void): void;
  /** `permitted` jobs may be in hand; `settled` says whether places of ending jobs may be given away. */
  offer(permitted: number, settled: boolean): Offer | null;
}

type Step = { readonly from: string | null; readonly to: string | null };

/** Whether a job leaves the hand by this fact. */
export const isEnd = ({ from, to }: Step): boolean => isInHand(from) && !isInHand(to);

const free: Place = { behind: null, giveBack() {} };

const placeOf = (hand: Hand): Place => {
  hand.succeeded = true;
  return {
    behind: hand.end?.append ?? null,
    giveBack: () => void Object.assign(hand, { end: null, succeeded: false }),
  };
};

export const openHands = (): Hands => {
  const hands = new Map<JobId, Hand>();

  const placesFor =
    (freePlaces: number, ending: readonly Hand[]): Offer['placesFor'] =>
    (next) => {
      const own = next.map(({ chat }) => ending.find((hand) => hand.chat === chat));
      const rest: (Hand | null)[] = [
        ...Array.from({ length: freePlaces }, () => null),
        ...ending.filter((hand) => !own.includes(hand)),
      ];
      return own.map((hand) => {
        const given = hand ?? rest.shift() ?? null;
        return given === null ? free : placeOf(given);
      });
    };

  return {
    size: () => hands.size,
    take: (job, chat) => void hands.set(job, { chat, end: null, succeeded: false }),
    letGo: (job) => hands.delete(job),
    expect(append, written, ending) {
      const step = append.entries.find(isEnd);
      const hand = step && hands.get(partsOfStream(append.stream).id);
      if (!hand) return;
      const end = { append, comesBack: step.to === 'waiting' || step.to === 'retrying' };
      hand.end = end;
      // A place that was not freed after all cannot be taken: what stands behind it would be refused for nothing.
      written.catch(() => {
        if (hand.end === end) hand.end = null;
      });
      ending();
    },
    offer(permitted, settled) {
      const held = [...hands.values()].filter(({ succeeded }) => !succeeded);
      const freePlaces = permitted - held.length;
      if (freePlaces < 0) return null;
      const ending = settled ? held.filter(({ end }) => end !== null) : [];
      const leaving = new Set(ending.filter(({ end }) => end?.comesBack === false));
      const busy = new Set([...hands.values()].filter((hand) => !leaving.has(hand)).map(({ chat }) => chat));
      return { places: freePlaces + ending.length, busy, placesFor: placesFor(freePlaces, ending) };
    },
  };
};
