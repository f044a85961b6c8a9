/** The filter of the list of jobs. It lives in the address of the page, so that it can be kept and shared. */
import { changeQuery, query } from '../../router.ts';
import { JOB_LOOKS } from '../../ui/tone.ts';
import { PRIORITIES } from '../../words/priorities.ts';
import type { Job } from './job.ts';

export const STATUSES = Object.keys(JOB_LOOKS) as readonly Job['status'][];

export interface Filter {
  readonly status?: Job['status'];
  readonly priority?: Job['priority'];
  /** As a person writes it; the gateway reads it. */
  readonly number?: string;
  readonly failure?: string;
  /** ISO times. */
  readonly queuedAfter?: string;
  readonly queuedBefore?: string;
}

const isTime = (text: string): boolean => !Number.isNaN(Date.parse(text));

const oneOf = <T extends string>(allowed: readonly T[], text: string | null): T | undefined =>
  allowed.find((one) => one === text);

const typed = (text: string | null): string | undefined => text?.trim() || undefined;

const time = (text: string | null): string | undefined => (text !== null && isTime(text) ? text : undefined);

/** Reads the address. Values that make no sense are ignored. */
const filterOf = (asked: URLSearchParams): Filter => {
  const found = {
    status: oneOf(STATUSES, asked.get('status')),
    priority: oneOf(
      PRIORITIES.map(([priority]) => priority),
      asked.get('priority'),
    ),
    number: typed(asked.get('number')),
    failure: typed(asked.get('failure')),
    queuedAfter: time(asked.get('queuedAfter')),
    queuedBefore: time(asked.get('queuedBefore')),
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
};

export const currentFilter = (): Filter => filterOf(query.value);

export const setFilter = (change: { readonly [Name in keyof Filter]?: string | null }): void => changeQuery(change);
