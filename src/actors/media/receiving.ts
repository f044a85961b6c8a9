/**
 * Fetches the files of messages that came in, a few at once.
 *
 * Files that wait are rows of a projection, not actors: `wake` takes as many as there are places, and each end of an
 * attempt takes the next. So fifty thousand files that wait cost no memory, and after a crash the same rows are found. An
 * attempt ends with a fact, whatever happens; only a stop of the process leaves the file as it was. What an attempt may
 * ask of WhatsApp itself goes through the session's link, which need not be open for the bytes.
 */
import type { FactOf } from '../../events/facts/catalogue.ts';
import type { MediaFailure } from '../../events/facts/media.ts';
import type { Said } from '../../events/log/content.ts';
import type { EventLog, Recorded } from '../../events/log/log.ts';
import type { Caller } from '../../kernel/caller.ts';
import { WHATSAPP } from '../../kernel/caller.ts';
import type { Clock } from '../../kernel/clock.ts';
import { streamOf } from '../../kernel/ids.ts';
import { type Result, refuse } from '../../kernel/result.ts';
import { decideMedia, type MediaCommand } from '../../machines/media.decide.ts';
import { kinds, type machines } from '../../machines/kinds.ts';
import type { MediaEffect } from '../../machines/media.machine.ts';
import type { RemoteFile } from '../../messages/beside.ts';
import type { MediaId } from '../../messages/media.ts';
import type { ReceivedMediaRow } from '../../projections/received-media.ts';
import type { Reads } from '../../projections/reads.ts';
import { type Actor, createActor } from '../actor.ts';
import type { Insist } from '../insist.ts';

type MediaActor = Actor<typeof machines.media, MediaCommand>;

/** How an attempt ended. */
export type Attempt =
  | {
      readonly type: 'stored';
      readonly stored: FactOf<'media.stored'>;
      readonly said: Said;
      /** Called when the fact is on disk, or when there will be none. */
      settle(recorded: boolean): Promise<void>;
    }
  /** The phone has uploaded it again: `remote` is the content of its new place, which is tried at once. */
  | { readonly type: 'relocated'; readonly remote: FactOf<'media.relocated'>['remote']; readonly said: Said }
  | { readonly type: 'failed'; readonly reason: MediaFailure; readonly status?: number }
  | { readonly type: 'too_large'; readonly limit: number }
  | { readonly type: 'withheld' }
  | { readonly type: 'gone' };

interface AttemptTerms {
  readonly signal: AbortSignal;
  /** The phone may be asked to upload it again. */
  readonly mayAsk: boolean;
}

/** Fetches a file into the store. Rejects only with the reason of the signal, or with a Defect. */
export type ReceiveFile = (row: ReceivedMediaRow, remote: RemoteFile, terms: AttemptTerms) => Promise<Attempt>;

export interface ReceivingPorts {
  readonly log: EventLog;
  readonly reads: Pick<Reads, 'media'>;
  readonly clock: Clock;
  readonly insist: Insist;
  readonly receive: ReceiveFile;
  /** A file has a deadline. */
  wakeAt(): void;
  /** Work beside an actor met a defect. */
  defect(thrown: unknown): void;
}

export interface Receiving {
  /** Fetches what waits; called again with each message that has a file. */
  start(): void;
  hear(fact: Recorded): void;
  /** The actor of a file; null if no message brought it. `id` is that of its stream. */
  find(id: string): MediaActor | null;
  /** Asks for a file again, or for one that is fetched only when asked. */
  ask(id: MediaId, caller: Caller): Promise<Result<readonly Recorded[]>>;
  /** Ends the attempts. No fact of theirs follows: the files are pending still. */
  stop(): void;
}

/** How many files are fetched at once. */
const PLACES = 4;

const awaitedOf = ({ chatId, messageId, kind, size }: ReceivedMediaRow) => ({ chat: chatId, messageId, kind, size });

/** The command that an attempt ends with, and the content that its fact names. */
const endOf = (attempt: Attempt): readonly [command: MediaCommand, contents?: readonly Said[]] => {
  switch (attempt.type) {
    case 'stored':
      return [{ type: 'recordStored', stored: attempt.stored }, [attempt.said]];
    case 'relocated':
      return [{ type: 'recordRelocated', remote: attempt.remote }, [attempt.said]];
    case 'failed': {
      const { reason, status } = attempt;
      return [{ type: 'recordFailure', reason, ...(status === undefined ? {} : { status }) }];
    }
    case 'too_large':
      return [{ type: 'recordTooLarge', limit: attempt.limit }];
    case 'withheld':
      return [{ type: 'recordWithheld' }];
    case 'gone':
      return [{ type: 'recordGone' }];
  }
};

/** An attempt at a file whose place was erased meanwhile: nothing of it is kept. */
const withoutFile = async (attempt: Attempt): Promise<Attempt> => {
  if (attempt.type === 'withheld') return attempt;
  if (attempt.type === 'stored') await attempt.settle(false);
  return { type: 'gone' };
};

export const createReceiving = (ports: ReceivingPorts): Receiving => {
  const { log, reads, clock, insist, receive } = ports;
  const inHand = new Set<MediaId>();
  /** Files that a defect has stopped: they wait for the next start of the process. */
  const broken = new Set<MediaId>();
  const stopping = new AbortController();
  let started = false;

  const actorOf = ({ session, id }: Pick<ReceivedMediaRow, 'session' | 'id'>): MediaActor =>
    createActor(
      streamOf.media(session, id.slice('med_'.length)),
      {
        ...kinds.media,
        decide: (media, command: MediaCommand) => decideMedia(media, command, { now: clock.now() }),
        effects: { fetchFile: () => wake(), wakeAt: () => ports.wakeAt() } satisfies Record<MediaEffect, unknown>,
      },
      { log, clock },
    );

  const remoteOf = ({ remoteAt, remotePlace }: ReceivedMediaRow): RemoteFile | null =>
    remoteAt === null ? null : log.beside('remote', remoteAt, remotePlace);

  /** Tells the actor until it is on record. A file whose news cannot be recorded waits for the next start. */
  const tellFile = async (row: ReceivedMediaRow, command: MediaCommand, contents: readonly Said[] = []) => {
    const caller: Caller = { ...WHATSAPP, causation: row.position };
    const attached = contents.length === 0 ? {} : { contents };
    const told = await insist(() => actorOf(row).tell(command, caller, attached));
    if (told === null) broken.add(row.id);
    return told?.ok === true && told.value.length > 0;
  };

  /** An attempt brings nothing if the message was erased meanwhile. */
  const record = async (row: ReceivedMediaRow, attempted: Attempt): Promise<void> => {
    const attempt = remoteOf(row) === null ? await withoutFile(attempted) : attempted;
    const [command, contents] = endOf(attempt);
    const recorded = await tellFile(row, command, contents);
    if (attempt.type === 'stored') await attempt.settle(recorded);
  };

  const receiveFrom = async (row: ReceivedMediaRow, mayAsk: boolean): Promise<Attempt> => {
    const remote = remoteOf(row);
    if (row.remoteAt === null || remote?.mediaKey === '') return { type: 'withheld' };
    // What was said of its place was erased.
    if (!remote) return { type: 'gone' };
    const { signal } = stopping;
    const attempt = await receive(row, remote, { signal, mayAsk });
    signal.throwIfAborted();
    return attempt;
  };

  const attempt = async (row: ReceivedMediaRow): Promise<void> => {
    await tellFile(row, { type: 'await', ...awaitedOf(row) });
    const first = await receiveFrom(row, true);
    await record(row, first);
    const moved = first.type === 'relocated' ? reads.media.received(row.id) : null;
    if (moved) await record(row, await receiveFrom(moved, false));
  };

  const guarded = async (row: ReceivedMediaRow): Promise<void> => {
    try {
      await attempt(row);
    } catch (thrown) {
      if (stopping.signal.aborted) return;
      broken.add(row.id);
      ports.defect(thrown);
    }
  };

  const begin = (row: ReceivedMediaRow): void => {
    inHand.add(row.id);
    void guarded(row).finally(() => {
      inHand.delete(row.id);
      wake();
    });
  };

  const isFree = ({ id }: ReceivedMediaRow): boolean => !inHand.has(id) && !broken.has(id);

  const wake = (): void => {
    if (!started || stopping.signal.aborted || inHand.size >= PLACES) return;
    const next = reads.media.pending(PLACES + inHand.size + broken.size).filter(isFree);
    for (const row of next.slice(0, PLACES - inHand.size)) begin(row);
  };

  return {
    start() {
      started = true;
      wake();
    },
    hear(fact) {
      if ('media' in fact.data && fact.type.startsWith('message.')) wake();
    },
    find(id) {
      const row = reads.media.received(`med_${id.split('/')[1] ?? ''}`);
      return row && actorOf(row);
    },
    async ask(id, caller) {
      const row = reads.media.received(id);
      if (!row) return refuse('media.not_found', 'No message that came in has this file.');
      return actorOf(row).tell({ type: 'ask', ...awaitedOf(row) }, caller);
    },
    stop: () => stopping.abort(),
  };
};
