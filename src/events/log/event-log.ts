/**
 * The log over any store: group commit, conflicts, claims, the hash chain, reading and following.
 *
 * It guarantees what the port promises, and that none of its own state changes before the commit: after a failed
 * commit, the next append starts from the state of the store. It assumes that nobody else writes to the store, and that
 * contents and rows share its transaction. It caches the head of the log and those of recently written streams.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Defect, Fault, messageOf } from '../../kernel/fault.ts';
import { readContent } from '../../messages/content.ts';
import { besideOf } from './content.ts';
import { type Answer, draft } from './draft.ts';
import { follow, sharedPages } from './follow.ts';
import { groupCommit } from './group-commit.ts';
import { type Append, closedFault, type EventLog, type Recorded } from './log.ts';
import { recordedOf } from './row.ts';
import { search } from './search.ts';
import type { Store } from './store.ts';
import { openStreamHeads } from './stream-heads.ts';
import { verify } from './verify.ts';

/** The error of a failed commit, as its callers see it: a Fault of the store, or a Defect. */
const refusalOf = (thrown: unknown): Fault | Defect =>
  thrown instanceof Fault || thrown instanceof Defect
    ? thrown
    : new Defect(`A commit failed: ${messageOf(thrown)}`, { cause: thrown });

export const eventLog = (store: Store): EventLog => {
  const listeners = new Set<(facts: readonly Recorded[]) => void>();
  const ending = new AbortController();
  const refused = new WeakSet<Append>();
  const streams = openStreamHeads((stream) => store.streamHead(stream));
  const ground = { streamHead: streams.of, claimed: (key: string) => store.claimed(key) };
  let head = store.head();
  let trouble: string | null = null;

  const announce = (facts: readonly Recorded[]): void => {
    for (const listener of listeners) listener(facts);
  };

  const commit = async (appends: readonly Append[]): Promise<readonly Answer[]> => {
    try {
      const drafted = await store.commit(() => draft(appends, head, ground, refused));
      head = drafted.head;
      streams.moved(drafted.streams);
      trouble = null;
      if (drafted.facts.length > 0) setImmediate(announce, drafted.facts);
      return drafted.answers;
    } catch (thrown) {
      const refusal = refusalOf(thrown);
      trouble = refusal.message;
      for (const append of appends) refused.add(append);
      throw refusal;
    }
  };

  const group = groupCommit(commit);
  let closing: Promise<void> | null = null;

  const log: EventLog = {
    append: (append) => (closing ? Promise.reject(closedFault()) : group.add(append)),
    read(stream, { after = 0, upTo } = {}) {
      const rows = store.rows({ after, stream, ...(upTo === undefined ? {} : { upTo }) });
      const last = rows.at(-1);
      // A stream that was read to its end is usually appended to next.
      if (last && upTo === undefined)
        streams.moved([[stream, { id: last.streamId, version: last.version, header: last.header }]]);
      return rows.map(recordedOf);
    },
    page: (query) => store.rows(query).map(recordedOf),
    search: (query) => search(log, query),
    streamId: (stream) => streams.of(stream)?.id ?? null,
    streams: (prefix, limit, after) => store.streams(prefix, limit, after),
    follow: (after, signal) => follow(nextPage, log.onCommit, after, AbortSignal.any([signal, ending.signal])),
    onCommit(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    claimed: (key) => store.claimed(key),
    content(position, place = 0) {
      const said = store.content(position, place);
      return said && readContent(said.kind, said.body);
    },
    beside(kind, position, place) {
      const said = store.content(position, place);
      return said && besideOf(kind, said, position);
    },
    said: (position, place = 0) => store.content(position, place),
    saidAfter: (position, limit) => [
      ...new Set(store.contents({ position, place: Number.MAX_SAFE_INTEGER }, limit).map((said) => said.position)),
    ],
    head: () => head,
    verify: (progress = () => {}) => verify(store, progress),
    absent: () =>
      store.archive
        .segments()
        .filter((segment) => !store.archive.isThere(segment))
        .map(({ file, facts }) => `archive/${file} is not there, which holds ${facts} facts`),
    trouble: () => trouble,
    close() {
      closing ??= (async () => {
        await group.idle();
        // A commit is announced in the turn after it; the last one still has to be.
        await nextTurn();
        ending.abort();
        store.close();
      })();
      return closing;
    },
  };
  const nextPage = sharedPages(log);
  return log;
};
