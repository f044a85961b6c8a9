/** The list as a file: all pages that fit a filter. */
import { get } from '../../api/client.ts';
import { CSV_HEAD, csvLines } from './csv.ts';
import type { Filter } from './filter.ts';
import type { Job } from './job.ts';
import type { Listed } from './merge.ts';
import { queryOf } from './query.ts';

/** The largest page that the gateway gives. */
const PAGE = 500;

/** Each page becomes part of a blob, which the browser may keep on disk: the jobs themselves are never all in memory. */
export const exportCsv = async (
  filter: Filter,
  progress: (rows: number) => void,
  signal: AbortSignal,
): Promise<Blob> => {
  const query = await queryOf(filter, signal);
  const parts: Blob[] = [new Blob([CSV_HEAD])];
  let [cursor, rows]: [string | null, number] = [null, 0];
  do {
    const asked: typeof query & { limit: number; cursor?: string } = { ...query, limit: PAGE };
    const page: Listed<Job> = await get('/api/whatsapp/jobs', {
      query: cursor === null ? asked : { ...asked, cursor },
      signal,
    });
    parts.push(new Blob([csvLines(page.items)]));
    rows += page.items.length;
    progress(rows);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return new Blob(parts, { type: 'text/csv; charset=utf-8' });
};

/** `jobs-failed-2026-01-31.csv` */
export const nameOf = ({ status }: Filter, now: Date): string =>
  `${['jobs', ...(status ? [status] : []), now.toISOString().slice(0, 10)].join('-')}.csv`;
