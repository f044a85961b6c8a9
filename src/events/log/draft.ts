/**
 * From appends to rows: who is accepted, and what exactly will be written.
 *
 * Every refusal is found here, before the first insert, so that one member of a group never fails the others. Members see
 * what those before them in the group will have written: two appends to one stream fit into one commit.
 */
import { Defect, Fault } from '../../kernel/fault.ts';
import { checkFact } from '../facts/catalogue.ts';
import { linkOf } from './chain.ts';
import { type Append, Conflict, type Head, type Recorded } from './log.ts';
import type { Row } from './row.ts';
import type { StreamHead, Text } from './store.ts';
import { schemaVersion } from '../facts/upcasters.ts';

/** What one caller is told once the commit stands: its facts, or why they were not taken. */
export type Answer = readonly Recorded[] | Conflict | Defect | Fault;

export interface Draft {
  readonly rows: readonly Row[];
  readonly facts: readonly Recorded[];
  readonly texts: readonly Text[];
  /** One for each append, in the same order. */
  readonly answers: readonly Answer[];
  /** Where the log will stand, and each stream that is written to. */
  readonly head: Head;
  readonly streams: ReadonlyMap<string, StreamHead>;
}

interface Line {
  readonly row: Row;
  readonly fact: Recorded;
}

/** The lines of one accepted append. @throws Defect for a fact that could not be read back. */
const linesOf = (append: Append, head: Head, streamId: number): readonly Line[] => {
  const { stream, expected, at, by, correlation, causation } = append;
  let { position, hash } = head;
  let version = expected;
  return append.entries.map(({ fact, from, to }) => {
    const { type, ...data } = checkFact(fact, stream);
    position += 1;
    version += 1;
    // Written out and not spread: every fact comes through here.
    const row = {
      position,
      stream,
      streamId,
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
      // Of the row before, until it has its own.
      hash,
    };
    hash = linkOf(hash, row);
    row.hash = hash;
    return { row, fact: { ...row, data } as Recorded };
  });
};

const behindNothing = (): Fault =>
  new Fault('log.unavailable', 'What had to be written first was not', { hint: 'Ask again.' });

/** `refused` holds the appends that were not taken, of this group and of those before it. */
export const draft = (
  appends: readonly Append[],
  start: Head,
  streamHead: (stream: string) => StreamHead | null,
  refused: WeakSet<Append>,
): Draft => {
  const moved = new Map<string, StreamHead>();
  const rows: Row[] = [];
  const facts: Recorded[] = [];
  const texts: Text[] = [];
  let head = start;

  const answer = (append: Append): Answer => {
    const { stream, expected, behind } = append;
    if (behind && refused.has(behind)) return behindNothing();
    const current = moved.get(stream) ?? streamHead(stream);
    const version = current?.version ?? 0;
    if (version !== expected) return new Conflict(stream, expected, version);
    // A stream's id is the position of its first fact.
    const id = current?.id ?? head.position + 1;
    let lines: readonly Line[];
    try {
      lines = linesOf(append, head, id);
    } catch (thrown) {
      if (thrown instanceof Defect) return thrown;
      throw thrown;
    }
    const own = lines.map((line) => line.fact);
    for (const line of lines) {
      rows.push(line.row);
      facts.push(line.fact);
      head = line.row;
    }
    if (append.text !== undefined && own[0]) texts.push({ position: own[0].position, body: append.text });
    if (lines.length > 0) moved.set(stream, { id, version: version + lines.length });
    return own;
  };

  const answers = appends.map((append) => {
    const answered = answer(append);
    if (answered instanceof Error) refused.add(append);
    return answered;
  });
  return { rows, facts, texts, answers, streams: moved, head: { position: head.position, hash: head.hash } };
};
