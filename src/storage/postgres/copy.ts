/**
 * The copy of a log: an SQLite file that answers every read, and can be thrown away.
 *
 * It guarantees that the copy is a prefix of its log before anything is written to it, and that filling it checks the
 * hash chain row by row. A copy of another history is refused.
 */
import { PRIORITIES } from '../../events/facts/words.ts';
import { linkOf } from '../../events/log/chain.ts';
import type { Head } from '../../events/log/log.ts';
import { recordedOf, type Row } from '../../events/log/row.ts';
import type { Batch, Claim, Store, StoredContent } from '../../events/log/store.ts';
import { Defect, Fault } from '../../kernel/fault.ts';
import type { Lane } from './lane.ts';

/** Facts read and written at once. */
const PAGE = 1_000;

interface StoredRow extends Omit<Row, 'header'> {
  readonly session: string | null;
  readonly chat: string | null;
  readonly priority: number | null;
  readonly tenant: string | null;
}

const ROWS = `
  select e.position, s.name as stream, e.stream as "streamId", e.version, e.type, e.schema, e.data, e.at,
    e.from_state as "from", e.to_state as "to", e.causation, e.correlation, e."by", encode(e.hash, 'hex') as hash,
    s.session, s.chat, s.priority, s.tenant
  from events e join streams s on s.log = e.log and s.id = e.stream
  where e.log = $1 and e.position > $2 and e.position <= $3 order by e.position limit ${PAGE}
`;

const rowOf = ({ session, chat, priority, tenant, ...row }: StoredRow): Row => ({
  ...row,
  header: { session, chatId: chat, priority: priority === null ? null : (PRIORITIES[priority] ?? null), tenant },
});

/** @throws Defect at the first row that does not continue the chain. */
const checkChain = (rows: readonly Row[], { position, hash }: Head): void => {
  let before = { position, hash };
  for (const row of rows) {
    if (row.position !== before.position + 1 || linkOf(before.hash, row) !== row.hash)
      throw new Defect(`The log in the database does not continue at position ${before.position + 1}`, {
        position: row.position,
      });
    before = row;
  }
};

const readBatch = async (lane: Lane, log: number, from: Head, upTo: number): Promise<Batch> => {
  const read = async <R extends object>(name: string, text: string, last: number): Promise<readonly R[]> =>
    lane.run<R>({ name, text, values: [log, from.position, last] });
  const rows = (await read<StoredRow>('copy events', ROWS, upTo)).map(rowOf);
  checkChain(rows, from);
  const last = rows.at(-1)?.position ?? from.position;
  const within = 'where log = $1 and position > $2 and position <= $3 order by position';
  const contents = await read<StoredContent>(
    'copy contents',
    `select position, place, kind, encode(salt, 'hex') as salt, body from contents ${within}, place`,
    last,
  );
  const claims = await read<Claim>('copy claims', `select key, position from claims ${within}`, last);
  return { rows, contents, claims, erased: [], facts: rows.map(recordedOf) };
};

const otherHistory = (position: number): Fault =>
  new Fault('log.foreign', `The copy of the log is not that of the database, at position ${position}`, {
    hint: 'The copy holds facts that the database does not have. Keep it aside, and start without it.',
    retryable: false,
  });

/** @throws Fault `log.foreign` if the copy does not end at a row of the log. */
const checkPrefix = async (lane: Lane, log: number, { position, hash }: Head, head: Head): Promise<void> => {
  if (position === 0) return;
  const [row] = await lane.run<{ hash: string }>({
    text: `select encode(hash, 'hex') as hash from events where log = $1 and position = $2`,
    values: [log, position],
  });
  if (position > head.position || row?.hash !== hash) throw otherHistory(position);
};

/** Brings a copy to the head of its log. */
export const fillCopy = async (copy: Store, lane: Lane, log: number, head: Head): Promise<void> => {
  await checkPrefix(lane, log, copy.head(), head);
  for (let at = copy.head(); at.position < head.position; at = copy.head()) {
    const batch = await readBatch(lane, log, at, head.position);
    if (batch.rows.length === 0) throw new Defect(`The log in the database ends before its head, ${head.position}`);
    await copy.commit(() => batch);
  }
};
