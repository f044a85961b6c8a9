/** Each machine as it was where the cursor stands, in a form that can be drawn and in a form that can be read out. */
import type { Row } from './chunk.ts';
import { layouts } from './kinds.ts';
import { type Kind, kindOf, shortStream } from './streams.ts';
import { companions } from './memory.ts';
import { current, cursor, total, track } from './view.ts';

export interface Moment {
  readonly kind: Kind;
  /** The last fact of this machine; null before its first. */
  readonly row: Row | null;
  /** Whether that is the fact that has just happened. */
  readonly now: boolean;
}

/** The row that says how a machine stands; undefined while nobody knows. */
const rowOf = (kind: Kind): Row | null | undefined => {
  const opened = track.value;
  if (!opened) return undefined;
  if (opened.stream === null) return cursor.value === 0 ? null : opened.last(kind, cursor.value);
  if (kindOf(opened.stream) === kind) return current.value;
  return companions.value[kind];
};

/** Machines that the track tells nothing of are left out. */
export const momentOf = (kind: Kind): Moment | null => {
  const row = rowOf(kind);
  if (row === undefined) return null;
  return { kind, row, now: row !== null && row.position === current.value?.position };
};

/** A state as a machine's chart names it. */
export const stateName = (row: Row | null): string | null => row && (row.to ?? 'unborn');

const stepOf = (kind: Kind, row: Row) => layouts[kind].steps[row.from ?? 'unborn']?.[row.type];

/** The arrows that a fact took. */
export const edgesOf = (kind: Kind, row: Row | null): readonly string[] => (row && stepOf(kind, row)?.edges) ?? [];

export const effectsOf = (kind: Kind, row: Row | null): readonly string[] => (row && stepOf(kind, row)?.effects) ?? [];

/** What the chart shows, in a sentence. */
export const sentenceOf = ({ kind, row }: Moment): string => {
  if (!row) return `${kind}: no fact yet`;
  const came = row.from === row.to ? `stayed, by ${row.type}` : `came from ${row.from ?? 'nothing'} by ${row.type}`;
  const effects = effectsOf(kind, row);
  const did = effects.length === 0 ? '' : `; effects: ${effects.join(', ')}`;
  return `${shortStream(row.stream)}: active ${stateName(row)}; ${came}${did}`;
};

/** For screen readers. */
export const announcement = (row: Row | null, place: number): string => {
  if (!row) return place === 0 ? `Before the first of ${total.value} facts` : '';
  const moved = row.from === row.to ? `stays ${row.to ?? ''}` : `${row.from ?? 'nothing'} to ${row.to ?? 'nothing'}`;
  return `Fact ${place} of ${total.value}: ${row.type}, ${row.stream}, ${moved}`;
};
