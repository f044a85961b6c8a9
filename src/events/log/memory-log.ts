/** The log without a disk, for tests: the same rules over arrays, and a commit that fails or waits when it is told to. */
import { Fault } from '../../kernel/fault.ts';
import { GENESIS } from './chain.ts';
import { eventLog } from './event-log.ts';
import type { EventLog, Projector } from './log.ts';
import type { Row } from './row.ts';
import { type Batch, noArchive, type Selection, type Store, type StoredContent, type StreamHead } from './store.ts';

export interface MemoryLog extends EventLog {
  /** The next commit fails, as on a full disk; those after it work again. */
  failNextCommit(): void;
}

export interface MemoryLogOptions {
  readonly project?: Projector;
  /** Resolves when a commit has reached the disk that is not there; at once when left out. */
  readonly written?: () => Promise<void>;
}

interface MemoryStore extends Store {
  failNextWrite(): void;
}

const diskFull = (): Fault =>
  new Fault('log.unavailable', 'The log cannot be written: the disk is full', { hint: 'A test asked for this.' });

const isIn =
  ({ type, session, chatId }: Selection) =>
  (row: Row): boolean =>
    (type === undefined || row.type === type) &&
    (session === undefined || row.header.session === session) &&
    (chatId === undefined || row.header.chatId === chatId);

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
      return batch;
    },
    head: () => log.at(-1) ?? { position: 0, hash: GENESIS },
    streamHead(name): StreamHead | null {
      const last = streams.get(name)?.at(-1);
      return last ? { id: last.streamId, version: last.version, header: last.header } : null;
    },
    rows(selection) {
      const { after, upTo = Infinity, limit = Infinity, stream, afterVersion = 0, newestFirst = false } = selection;
      // A row's place in the whole log is its position less one, and in its stream its version less one.
      const rows = stream === undefined ? log.slice(after) : (streams.get(stream) ?? []).slice(afterVersion);
      const found = rows.filter((row) => row.position > after && row.position <= upTo).filter(isIn(selection));
      return (newestFirst ? found.toReversed() : found).slice(0, limit);
    },
    streams: (prefix, limit) =>
      [...streams.keys()]
        .filter((name) => name.startsWith(prefix))
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
