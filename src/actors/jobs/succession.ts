/**
 * Lets the end of one job and the start of the next share a commit.
 *
 * As soon as the append that ends a job is pending, its slot is reused. The start of the next job depends on that
 * append: if the end is not written, neither is the start. The next job of the same chat takes that slot and no other.
 * A chat whose job goes back into the line stays busy until that is on record, because the line does not show its head
 * before. With this, thirty messages at concurrency 3 take 11 flushes of the disk instead of 30. Outside this file and
 * the dispatcher, only `Append.behind` knows of it.
 */
import { isInHand } from '../../events/facts/job.ts';
import type { Append } from '../../events/log/log.ts';
import type { ChatId, JobId } from '../../kernel/ids.ts';
import { partsOfStream } from '../../kernel/ids.ts';

/** A job in hand. */
interface Hand {
  readonly chatId: ChatId;
  /** The pending append that ends the job, and whether the job goes back into the line. */
  end: { readonly append: Append; readonly comesBack: boolean } | null;
  /** Its slot was reused. */
  succeeded: boolean;
}

/** A slot for a job to start in: a free one, or the slot of a job that is ending. */
export interface Place {
  readonly behind: Append | null;
  /** The start was not written: the slot is free again. */
  giveBack(): void;
}

/** The slots that can be filled now. */
export interface Offer {
  readonly places: number;
  /** Chats whose jobs must not be started. */
  readonly busy: ReadonlySet<ChatId>;
  /** One slot for each of these jobs, in their order. */
  placesFor(next: readonly { readonly lane: ChatId }[]): readonly Place[];
}

export interface Hands {
  size(): number;
  take(job: JobId, chatId: ChatId): void;
  /** Whether the job was in hand. */
  letGo(job: JobId): boolean;
  /** Called with each append; calls `ending` if it ends a job in hand. */
  expect(append: Append, written: Promise<unknown>, ending: () => void): void;
  /** `permitted` jobs may be in hand. */
  offer(permitted: number): Offer | null;
}

type Step = { readonly from: string | null; readonly to: string | null };

/** Whether this fact takes a job out of hand. */
export const isEnd = ({ from, to }: Step): boolean => isInHand(from) && !isInHand(to);

const free: Place = { behind: null, giveBack() {} };

const placeOf = (hand: Hand): Place => {
  hand.succeeded = true;
  return {
    behind: hand.end?.append ?? null,
    giveBack: () => void Object.assign(hand, { end: null, succeeded: false }),
  };
};

/** `laneOf` is the conversation to which an address leads. */
export const openHands = (laneOf: (chat: ChatId) => ChatId): Hands => {
  const hands = new Map<JobId, Hand>();

  const placesFor =
    (freePlaces: number, ending: readonly Hand[]): Offer['placesFor'] =>
    (next) => {
      const byLane = new Map(ending.toReversed().map((hand) => [laneOf(hand.chatId), hand]));
      const own = next.map(({ lane }) => byLane.get(lane));
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
    take: (job, chatId) => void hands.set(job, { chatId, end: null, succeeded: false }),
    letGo: (job) => hands.delete(job),
    expect(append, written, ending) {
      const step = append.entries.find(isEnd);
      const hand = step && hands.get(partsOfStream(append.stream).id);
      if (!hand) return;
      const end = { append, comesBack: step.to === 'waiting' || step.to === 'retrying' };
      hand.end = end;
      // The end was not written, so the slot cannot be reused: a start behind that append would be refused.
      written.catch(() => {
        if (hand.end === end) hand.end = null;
      });
      ending();
    },
    offer(permitted) {
      const held = [...hands.values()].filter(({ succeeded }) => !succeeded);
      const freePlaces = permitted - held.length;
      if (freePlaces < 0) return null;
      const ending = held.filter(({ end }) => end !== null);
      const leaving = new Set(ending.filter(({ end }) => end?.comesBack === false));
      const busy = new Set([...hands.values()].filter((hand) => !leaving.has(hand)).map(({ chatId }) => chatId));
      return { places: freePlaces + ending.length, busy, placesFor: placesFor(freePlaces, ending) };
    },
  };
};
