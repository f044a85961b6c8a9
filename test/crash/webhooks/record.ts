/** The events that the facts of a data folder lead to, read from the file itself. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Expected } from '../../support/hook-judge.ts';

/** What the endpoints ask for. */
export const WANTED = ['message.*', 'media.*'];

const TOLD: ReadonlySet<string> = new Set([
  'message.edited',
  'message.deleted',
  'message.reacted',
  'message.repaired',
  'media.stored',
  'media.failed',
  'media.expired',
]);

interface Row {
  readonly position: number;
  readonly type: string;
  readonly data: string;
}

const typeOf = ({ type, data }: Row): string | null => {
  if (type !== 'message.received') return TOLD.has(type) ? type : null;
  const { direction } = JSON.parse(data) as { direction: 'in' | 'out' };
  return direction === 'out' ? 'message.sent' : 'message.received';
};

/** Whether a file is still to be fetched. */
export const hasOpenFiles = (data: string): boolean => {
  const db = new Database(join(data, 'waybill.db'), { readonly: true });
  try {
    const open = db.prepare(
      `select 1 from events as file where type = 'media.requested' and not exists (
         select 1 from events where stream = file.stream
           and type in ('media.stored', 'media.failed', 'media.skipped', 'media.withheld', 'media.expired'))`,
    );
    return open.get() !== undefined;
  } finally {
    db.close();
  }
};

/** In the order of their positions. Nothing of the folder is history that a phone has handed over. */
export const expectedIn = (data: string): readonly Expected[] => {
  const db = new Database(join(data, 'waybill.db'), { readonly: true });
  try {
    const rows = db
      .prepare<[], Row>(
        `select position, type, data from events where type glob 'message.*' or type glob 'media.*' order by position`,
      )
      .all();
    return rows.flatMap((row) => {
      const type = typeOf(row);
      return type === null ? [] : [{ position: row.position, type }];
    });
  } finally {
    db.close();
  }
};
