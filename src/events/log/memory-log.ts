/** The log without a disk, for tests: the same rules over arrays, and a commit that fails when it is told to. */
import { Fault } from '../../kernel/fault.ts';
import { GENESIS } from './chain.ts';
import { type EventLogOptions, eventLog } from './event-log.ts';
import type { EventLog } from './log.ts';
import type { Row } from './row.ts';
import { noArchive, type Store, type StreamHead, type Text } from './store.ts';

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
  const said = new Map<number, string>();
  let inserted: { readonly rows: readonly Row[]; readonly texts: readonly Text[] } = { rows: [], texts: [] };
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
        for (const { position, body } of inserted.texts) said.set(position, body);
        return result;
      } finally {
        failing = false;
        inserted = { rows: [], texts: [] };
      }
    },
    insert(rows, texts) {
      inserted = { rows, texts };
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
    hasType: () => true,
    content: (stream) => said.get(streams.get(stream)?.[0]?.position ?? 0) ?? null,
    texts: (after, limit) =>
      [...said]
        .map(([position, body]) => ({ position, body }))
        .filter(({ position }) => position > after)
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
