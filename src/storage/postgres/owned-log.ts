/**
 * A log in PostgreSQL that this process owns, and the fate of its writes.
 *
 * It guarantees that a write is answered with what became of it: it stands, it fell, or the log belongs to somebody
 * else now. A connection that breaks before the answer leaves a write in doubt. The epoch is raised then, which waits
 * for a statement that still holds the row and shuts out one that has not come so far; the head that it finds tells
 * whether the write had been committed.
 */
import { DatabaseError } from 'pg';
import { Defect, Fault, messageOf } from '../../kernel/fault.ts';
import type { Head } from '../../events/log/log.ts';
import type { Batch } from '../../events/log/store.ts';
import { appendStatement, type Asked, headAfter } from './append.ts';
import { AnswerLost, type Lane } from './lane.ts';

export interface OwnedLog {
  /** As its row names it. */
  readonly id: number;
  head(): Head;
  /** Every write names it: one of an earlier epoch is refused. */
  epoch(): number;
  /** The fault of a log that another owner has taken; every later write is refused with it. */
  lose(): Fault;
  /**
   * Resolves once the batch stands.
   * @throws Fault `log.unavailable` if it fell: nothing was written.
   * @throws Fault `log.fenced` if another owner has taken the log, now and for every later write.
   * @throws Defect if the database refuses the data: nothing was written.
   */
  write(batch: Batch): Promise<void>;
}

interface LogRow {
  readonly id: number;
  readonly epoch: number;
  readonly position: number;
  /** 64 hex digits. */
  readonly hash: string;
}

const ROW = `id, epoch, position, encode(hash, 'hex') as hash`;

const fenced = (name: string): Fault =>
  new Fault('log.fenced', `The log ${name} has another owner now`, {
    hint: 'Another node has taken its session over, and answers for it.',
    retryable: false,
  });

const fell = (thrown: unknown): Fault =>
  new Fault('log.unavailable', `The log cannot be written: ${messageOf(thrown)}`, {
    hint: 'Check the PostgreSQL server: whether it runs, its disk, its own log. Appends work again by themselves.',
    cause: thrown,
  });

/** Errors for the data itself: constraints, types, encodings. The same data would be refused again. */
const OF_DATA = /^2[23]/;

/** What a failed write of a log, or beside it, tells its caller. */
export const refusalOf = (thrown: unknown): Fault | Defect => {
  if (thrown instanceof Fault && thrown.code === 'log.fenced') return thrown;
  return thrown instanceof DatabaseError && OF_DATA.test(thrown.code ?? '')
    ? new Defect(`The database refuses what the log would write: ${thrown.message}`, { cause: thrown })
    : fell(thrown);
};

export interface OwnedLogOptions {
  readonly name: string;
  /** The name of the node that takes the log. */
  readonly node: string;
  /** Resolves when it is time to ask again about a write in doubt. */
  readonly again: () => Promise<void>;
  /** Called once, when another owner has taken the log. */
  readonly lost?: (why: Fault) => void;
}

/** Takes a log for this node, and makes it if there is none. Any owner before can write no more. */
export const takeLog = async (
  lane: Lane,
  { name, node, again, lost: tell = () => {} }: OwnedLogOptions,
): Promise<OwnedLog> => {
  const [taken] = await lane.run<LogRow>({
    text: `insert into logs (name, owner, epoch) values ($1, $2, 1)
      on conflict (name) do update set owner = excluded.owner, epoch = logs.epoch + 1 returning ${ROW}`,
    values: [name, node],
  });
  if (!taken) throw new Defect(`The log ${name} was neither found nor made`);
  const { id } = taken;
  let { epoch } = taken;
  let head: Head = { position: taken.position, hash: taken.hash };
  let lost = false;

  const loses = (): Fault => {
    const why = fenced(name);
    if (!lost) tell(why);
    lost = true;
    return why;
  };

  /** The row of the log under a new epoch; null if it has another owner. It asks until there is an answer. */
  const settled = async (): Promise<LogRow | null> => {
    for (;;) {
      try {
        const [row] = await lane.run<LogRow>({
          name: 'settle',
          text: `update logs set epoch = epoch + 1 where id = $1 and epoch = $2 and owner = $3 returning ${ROW}`,
          values: [id, epoch, node],
        });
        if (row) return row;
        // An earlier question may have raised the epoch, and lost its answer.
        const [now] = await lane.run<LogRow>({
          name: 'look',
          text: `select ${ROW} from logs where id = $1 and epoch = $2 and owner = $3`,
          values: [id, epoch + 1, node],
        });
        return now ?? null;
      } catch (thrown) {
        if (!(thrown instanceof AnswerLost || thrown instanceof Fault)) throw thrown;
        await again();
      }
    }
  };

  const settleDoubt = async (asked: Asked, doubt: AnswerLost): Promise<void> => {
    const row = await settled();
    if (row === null) throw loses();
    epoch = row.epoch;
    const drafted = headAfter(asked);
    if (row.position === drafted.position && row.hash === drafted.hash) return;
    if (row.position === asked.was.position && row.hash === asked.was.hash) throw fell(doubt);
    throw loses();
  };

  const send = async (asked: Asked): Promise<void> => {
    try {
      const written = await lane.run<{ id: number }>(appendStatement([asked]));
      if (!written.some((row) => row.id === id)) throw loses();
    } catch (thrown) {
      if (thrown instanceof AnswerLost) await settleDoubt(asked, thrown);
      else throw refusalOf(thrown);
    }
  };

  return {
    id,
    head: () => head,
    epoch: () => epoch,
    lose: loses,
    async write(batch) {
      if (lost) throw fenced(name);
      const asked: Asked = { log: id, epoch, was: head, batch };
      await send(asked);
      head = headAfter(asked);
    },
  };
};
