/** The log without a disk, for tests: the same rules over arrays, and a commit that fails when it is told to. */
import { Fault } from '../kernel/fault.ts';
import { GENESIS } from './chain.ts';
import { contentIdOf } from './content.ts';
import { type EventLogOptions, eventLog } from './event-log.ts';
import type { EventLog } from './log.ts';
import type { Row } from './row.ts';
import { noArchive, type Store, type StreamHead } from './store.ts';

export interface MemoryLog extends EventLog {
  /** The next commit fails, as on a full disk; those after it work again. */
  failNextCommit(): void;
}

interface MemoryStore extends Store {
  failNextWrite(): void;
}

const diskFull = (): Fault =>
  new Fault('log.unavailable', 'The log cannot be written: the disk is full', { hint: 'A test asked for this.' });

const memoryStore = (): MemoryStore => {
  const log: Row[] = [];
  const streams = new Map<string, Row[]>();
  const texts = new Map<string, string>();
  let inserted: { readonly rows: readonly Row[]; readonly contents: readonly string[] } = { rows: [], contents: [] };
  let failing = false;

  const keep = (row: Row): void => {
    log.push(row);
    const stream = streams.get(row.stream);
    if (stream) stream.push(row);
    else streams.set(row.stream, [row]);
  };

  return {
    transaction(work) {
      try {
        const result = work();
        if (failing) throw diskFull();
        for (const row of inserted.rows) keep(row);
        for (const text of inserted.contents) texts.set(contentIdOf(text), text);
        return result;
      } finally {
        failing = false;
        inserted = { rows: [], contents: [] };
      }
    },
    insert(rows, contents) {
      inserted = { rows, contents };
    },
    head: () => log.at(-1) ?? { position: 0, hash: GENESIS },
    streamHead(name): StreamHead | null {
      const last = streams.get(name)?.at(-1);
      return last ? { id: last.streamId, version: last.version } : null;
    },
    rows({ after, upTo = Infinity, limit = Infinity, stream, type, afterVersion = 0, newestFirst = false }) {
      const found: Row[] = [];
      const enough = newestFirst ? Infinity : limit;
      // A row's place in the whole log is its position less one, and in its stream its version less one.
      const [rows, start] = stream === undefined ? [log, after] : [streams.get(stream) ?? [], afterVersion];
      for (let index = start; index < rows.length && found.length < enough; index += 1) {
        const row = rows[index];
        if (!row || row.position > upTo) break;
        if (row.position > after && (type === undefined || row.type === type)) found.push(row);
      }
      return newestFirst ? found.toReversed().slice(0, limit) : found;
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
    content: (id) => texts.get(id) ?? null,
    contents: (after, limit) =>
      [...texts]
        .map(([id, body]) => ({ id, body }))
        .filter(({ id }) => id > after)
        .sort((a, b) => (a.id < b.id ? -1 : 1))
        .slice(0, limit),
    archive: noArchive,
    close() {},
    failNextWrite() {
      failing = true;
    },
  };
};

export const memoryLog = (options: EventLogOptions = {}): MemoryLog => {
  const store = memoryStore();
  return Object.assign(eventLog(store, options), { failNextCommit: () => store.failNextWrite() });
};
