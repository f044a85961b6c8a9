/** Finds everything that is said in a message, and about it. */
import { contentsNamedBy, type Fact, type FactOf } from '../../events/facts/catalogue.ts';
import type { EventLog, Recorded } from '../../events/log/log.ts';
import { type ChatId, type SessionId, streamOf } from '../../kernel/ids.ts';
import type { MediaId } from '../../messages/media.ts';
import type { JobStatus } from '../../projections/job-view.ts';
import { ECHOES } from '../../projections/chats/echoes.ts';
import { keyOf } from '../../projections/chats/message-key.ts';
import type { Reads } from '../../projections/reads.ts';

/** What an erasure takes with it. */
export interface Found {
  /** Facts beside which something may stand. */
  readonly positions: Set<number>;
  /** Answers that quote what is erased. */
  readonly quotes: Set<number>;
  readonly media: Set<MediaId>;
  /** Jobs that have not ended. What they say is still needed. */
  readonly unended: Set<string>;
}

interface FindingPorts {
  readonly log: Pick<EventLog, 'page' | 'read' | 'said' | 'beside'>;
  readonly reads: Reads;
}

/** A message in any of its states: the position of its first fact, and its name. */
export interface NamedMessage {
  readonly session: SessionId;
  readonly key: string;
  /** All addresses of the conversation. */
  readonly chats: readonly ChatId[];
  readonly position: number;
  /** The position beside which its content stands now. */
  readonly saidAt: number;
}

const ENDED: readonly JobStatus[] = ['completed', 'failed', 'cancelled'];

export const namedBy = ({ type, data }: Recorded) => contentsNamedBy({ type, ...data } as Fact);

/** Whether a fact begins the stream of a job. */
export const isAccepted = (fact: Recorded): fact is Recorded<FactOf<'job.queued' | 'job.drafted'>> =>
  fact.type === 'job.queued' || fact.type === 'job.drafted';

const hasMedia = (fact: Recorded): fact is Recorded<FactOf<'job.queued' | 'job.drafted' | 'job.approved'>> =>
  isAccepted(fact) || fact.type === 'job.approved';

export const nothingFound = (): Found => ({
  positions: new Set(),
  quotes: new Set(),
  media: new Set(),
  unended: new Set(),
});

export const finderOf = ({ log, reads }: FindingPorts) => {
  const factAt = (position: number): Recorded | null =>
    log.page({ after: position - 1, upTo: position, limit: 1 })[0] ?? null;

  /** Whether anything stands beside a fact. */
  const isSaid = (position: number): boolean => {
    const fact = factAt(position);
    return fact !== null && namedBy(fact).some((_, place) => log.said(position, place) !== null);
  };

  const addJob = (found: Found, first: Recorded): void => {
    const jobId = first.stream.slice('job/'.length);
    const status = reads.jobs.rowById(jobId)?.status;
    if (status !== undefined && !ENDED.includes(status)) found.unended.add(jobId);
    found.positions.add(first.position);
    for (const fact of log.read(first.stream)) {
      if (namedBy(fact).length > 0) found.positions.add(fact.position);
      if (hasMedia(fact)) for (const id of fact.data.media ?? []) found.media.add(id);
    }
  };

  /** A fact of a chat or the first fact of a job, with all that it says. */
  const addFact = (found: Found, fact: Recorded): void => {
    if (isAccepted(fact)) {
      addJob(found, fact);
      return;
    }
    found.positions.add(fact.position);
    const { media } = fact.data as { media?: { id: MediaId } };
    if (fact.type.startsWith('message.') && media) found.media.add(media.id);
  };

  const addAt = (found: Found, position: number): void => {
    const fact = factAt(position);
    if (fact) addFact(found, fact);
  };

  const quotes = (position: number): boolean => {
    const fact = factAt(position);
    const place = fact ? namedBy(fact).findIndex(({ kind }) => kind === 'heard') : -1;
    return place >= 0 && (log.beside('heard', position, place)?.quoted ?? null) !== null;
  };

  /** `copies` are the jobs that pass the message on. */
  const addMessage = (found: Found, message: NamedMessage, copies: 'too' | 'not' = 'too'): void => {
    const { session, key, chats, position, saidAt } = message;
    addAt(found, position);
    if (saidAt !== position) addAt(found, saidAt);
    for (const echo of reads.messages.echoesOf(session, key)) {
      if (echo.kind === ECHOES.copy) {
        if (copies === 'too') addCopy(found, echo.position);
        continue;
      }
      if (!chats.includes(echo.chat)) continue;
      if (echo.kind === ECHOES.about) addAt(found, echo.position);
      else if (quotes(echo.position)) found.quotes.add(echo.position);
    }
  };

  /** A message that passes on another one, with what is said of it in turn. */
  const addCopy = (found: Found, position: number): void => {
    const fact = found.positions.has(position) ? null : factAt(position);
    if (fact?.type !== 'job.queued') return;
    const { session, chat, messageId } = fact.data;
    const chats = reads.chats.addresses(session, reads.chats.chatOf(session, chat));
    addMessage(found, { session, key: keyOf(messageId), chats, position, saidAt: position });
  };

  return {
    factAt,
    isSaid,
    addFact,
    addMessage,
    /**
     * The files that nothing else on record uses, and the facts beside which their hashes and names stand. A file that
     * another message has stays.
     */
    files(session: SessionId, { positions, media }: Found): { media: MediaId[]; positions: number[] } {
      const isUsedElsewhere = (id: MediaId): boolean => {
        const received = reads.media.received(id);
        if (received && !positions.has(received.position) && isSaid(received.position)) return true;
        return reads.media.usersOf(id, positions.size + 1).some((user) => !positions.has(user));
      };
      const alone = [...media].filter((id) => !isUsedElsewhere(id));
      const related = alone.flatMap((id) => reads.media.relatives(id)).filter((id) => !isUsedElsewhere(id));
      const gone = [...new Set([...alone, ...related])].filter(
        (id) => reads.media.byId(id)?.session === session || reads.media.byId(id) === null,
      );
      const beside = gone.flatMap((id) =>
        log.read(streamOf.media(session, id.slice('med_'.length))).filter((fact) => namedBy(fact).length > 0),
      );
      return { media: gone, positions: beside.map(({ position }) => position) };
    },
  };
};

export type Finder = ReturnType<typeof finderOf>;
