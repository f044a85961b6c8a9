/** The log in memory, for tests: the same rules over arrays. A test can make a commit fail or wait. */
import { Fault } from '../../kernel/fault.ts';
import { GENESIS } from './chain.ts';
import { eventLog } from './event-log.ts';
import type { EventLog, Projector } from './log.ts';
import type { Row } from './row.ts';
import { type Batch, noArchive, type Selection, type Store, type StoredContent, type StreamHead } from './store.ts';

export interface MemoryLog extends EventLog {
  /** The next commit fails as if the disk were full; later commits work again. */
  failNextCommit(): void;
}

export interface MemoryLogOptions {
  readonly project?: Projector;
  /** Awaited before each commit resolves, in place of a disk; left out, commits resolve at once. */
  readonly written?: () => Promise<void>;
}

interface MemoryStore extends Store {
  failNextWrite(): void;
}

const diskFull = (): Fault =>
  new Fault('log.unavailable', 'The log cannot be written: the disk is full', { hint: 'A test asked for this.' });

const isIn =
  ({ type, session, chatIds }: Selection) =>
  (row: Row): boolean =>
    (type === undefined || row.type === type) &&
    (session === undefined || row.header.session === session) &&
    (chatIds === undefined || chatIds.includes(row.header.chatId ?? ''));

const keyOf = (position: number, place: number): string => `${position}/${place}`;

const memoryStore = ({ project, written }: MemoryLogOptions): MemoryStore => {
  const log: Row[] = [];
  const streams = new Map<string, Row[]>();
  const contents = new Map<string, StoredContent>();
  const claims = new Map<string, number>();
  let failing = false;

  const keep = (batch: Batch): void => {
    for (const row of batch.rows) {
      log.push(row);
      const stream = streams.get(row.stream);
      if (stream) stream.push(row);
      else streams.set(row.stream, [row]);
    }
    for (const said of batch.contents) contents.set(keyOf(said.position, said.place), said);
    for (const { key, position } of batch.claims) claims.set(key, position);
    for (const { position, kind } of batch.erased) {
      for (const [key, said] of contents)
        if (said.position === position && (kind === null || said.kind === kind)) contents.delete(key);
    }
  };

  return {
    async commit(draft) {
      const batch = draft();
      await written?.();
      if (batch.facts.length > 0) project?.apply(batch.facts);
      const failed = failing;
      failing = false;
      if (failed) throw diskFull();
      keep(batch);
      if (batch.facts.length > 0) project?.committed(batch.facts);
      return batch;
    },
    head: () => log.at(-1) ?? { position: 0, hash: GENESIS },
    streamHead(name): StreamHead | null {
      const last = streams.get(name)?.at(-1);
      return last ? { id: last.streamId, version: last.version, header: last.header } : null;
    },
    rows(selection) {
      const { after, upTo = Infinity, limit = Infinity, stream, afterVersion = 0, newestFirst = false } = selection;
      // Array indexes: a row's place in the log is its position - 1, and in its stream its version - 1.
      const rows = stream === undefined ? log.slice(after) : (streams.get(stream) ?? []).slice(afterVersion);
      const found = rows.filter((row) => row.position > after && row.position <= upTo).filter(isIn(selection));
      return (newestFirst ? found.toReversed() : found).slice(0, limit);
    },
    streams: (prefix, limit, after = '') =>
      [...streams.keys()]
        .filter((name) => name.startsWith(prefix) && name > after)
        .sort()
        .slice(0, limit),
    positionOf: (streamId, version) => {
      const name = log[streamId - 1]?.stream ?? '';
      return streams.get(name)?.[version - 1]?.position ?? null;
    },
    hasType: () => true,
    claimed: (key) => claims.get(key) ?? null,
    content: (position, place) => contents.get(keyOf(position, place)) ?? null,
    contents: (after, limit) =>
      [...contents.values()]
        .filter(
          ({ position, place }) => position > after.position || (position === after.position && place > after.place),
        )
        .slice(0, limit),
    together: (read) => read(),
    archive: noArchive,
    close() {},
    failNextWrite() {
      failing = true;
    },
  };
};

export const memoryLog = (options: MemoryLogOptions = {}): MemoryLog => {
  const store = memoryStore(options);
  return Object.assign(eventLog(store), { failNextCommit: () => store.failNextWrite() });
};
