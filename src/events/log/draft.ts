/**
 * Turns appends into rows: decides which appends are accepted, and exactly what is written.
 *
 * Every refusal is found here, before the first insert, so that one append never fails the others of its group. Each
 * append sees the rows that earlier ones of the group will write: two appends to one stream fit into one commit, and if
 * two claim one key, the first gets it.
 */
import { Defect, Fault } from '../../kernel/fault.ts';
import { checkFact, contentsNamedBy, type Erased, erasedBy } from '../facts/catalogue.ts';
import { headerOf } from '../facts/header.ts';
import { schemaVersion } from '../facts/upcasters.ts';
import { linkOf } from './chain.ts';
import { isNamedBy } from './content.ts';
import { type Append, Claimed, Conflict, type Entry, type Head, type Recorded } from './log.ts';
import type { Row } from './row.ts';
import type { Batch, Claim, Reading, StoredContent, StreamHead } from './store.ts';

/** The result of one append after the commit: its facts, or the reason for the refusal. */
export type Answer = readonly Recorded[] | Conflict | Claimed | Defect | Fault;

export interface Draft extends Batch {
  /** One result for each append, in the same order. */
  readonly answers: readonly Answer[];
  /** The head of the log after the commit, and the head of each stream that is written to. */
  readonly head: Head;
  readonly streams: ReadonlyMap<string, StreamHead>;
}

/** The state of the log on disk that drafting needs. */
export type Ground = Pick<Reading, 'streamHead' | 'claimed'>;

interface Line {
  readonly row: Row;
  readonly fact: Recorded;
  readonly contents: Entry['contents'];
  readonly erased: readonly Erased[];
}

const checkContents = ({ fact, contents = [] }: Entry, stream: string): void => {
  const named = contentsNamedBy(fact);
  const fits = named.every((ref, place) => contents[place] !== undefined && isNamedBy(ref, contents[place]));
  if (!fits || named.length !== contents.length)
    throw new Defect(`${fact.type} for stream ${stream} does not name the content that comes with it`, { stream });
};

/** The rows of one accepted append. @throws Defect for a fact that could not be read back. */
const linesOf = (append: Append, head: Head, known: StreamHead | null): readonly Line[] => {
  const { stream, at, by, correlation, causation } = append;
  // A stream's id is the position of its first fact.
  const streamId = known?.id ?? head.position + 1;
  let header = known?.header;
  let { position, hash } = head;
  let version = known?.version ?? 0;
  return append.entries.map((entry) => {
    const { from, to, contents } = entry;
    if (contents) checkContents(entry, stream);
    const checked = checkFact(entry.fact, stream);
    header ??= headerOf(stream, checked);
    const { type, ...data } = checked;
    position += 1;
    version += 1;
    // Written out instead of spread: every fact passes here.
    const row = {
      position,
      stream,
      streamId,
      header,
      version,
      type,
      schema: schemaVersion(type),
      data: JSON.stringify(data),
      at,
      from,
      to,
      causation,
      correlation,
      by,
      // Holds the previous row's hash until this row's own is computed.
      hash,
    };
    hash = linkOf(hash, row);
    row.hash = hash;
    return { row, fact: { ...row, data } as unknown as Recorded, contents, erased: erasedBy(checked) };
  });
};

const behindNothing = (): Fault =>
  new Fault('log.unavailable', 'An earlier write that this one depends on has failed', { hint: 'Try again.' });

/** `refused` holds the refused appends of this group and of earlier ones. */
export const draft = (appends: readonly Append[], start: Head, ground: Ground, refused: WeakSet<Append>): Draft => {
  const moved = new Map<string, StreamHead>();
  const claims = new Map<string, Claim>();
  const rows: Row[] = [];
  const facts: Recorded[] = [];
  const contents: StoredContent[] = [];
  const erased: Erased[] = [];
  let head = start;

  const keep = ({ row, fact, contents: said, erased: gone }: Line): void => {
    rows.push(row);
    facts.push(fact);
    said?.forEach((each, place) => contents.push({ ...each, position: row.position, place }));
    erased.push(...gone);
    head = row;
  };

  const holderOf = (key: string): number | null => claims.get(key)?.position ?? ground.claimed(key);

  const answer = (append: Append): Answer => {
    const { stream, expected, behind, claim } = append;
    if (behind && refused.has(behind)) return behindNothing();
    const holder = claim === undefined ? null : holderOf(claim);
    if (holder !== null) return new Claimed(holder);
    const current = moved.get(stream) ?? ground.streamHead(stream);
    const version = current?.version ?? 0;
    if (expected !== null && version !== expected) return new Conflict(stream, expected, version);
    let lines: readonly Line[];
    try {
      lines = linesOf(append, head, current);
    } catch (thrown) {
      if (thrown instanceof Defect) return thrown;
      throw thrown;
    }
    const [first] = lines;
    if (!first) return [];
    for (const line of lines) keep(line);
    const { streamId, header, position } = first.row;
    if (claim !== undefined) claims.set(claim, { key: claim, position });
    moved.set(stream, { id: streamId, version: version + lines.length, header });
    return lines.map(({ fact }) => fact);
  };

  const answers = appends.map((append) => {
    const answered = answer(append);
    if (answered instanceof Error) refused.add(append);
    return answered;
  });
  return {
    rows,
    facts,
    contents,
    claims: [...claims.values()],
    erased,
    answers,
    streams: moved,
    head: { position: head.position, hash: head.hash },
  };
};
