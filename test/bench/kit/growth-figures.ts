/** The figures that are measured at each size of the log, and their labels. */

interface FigureKind {
  readonly title: string;
  readonly unit: 'ms' | 's' | 'MB';
  /** Whether it is the cost of one request, which should not grow, or of the whole log, which does. */
  readonly of: 'request' | 'log';
}

const request = (title: string): FigureKind => ({ title, unit: 'ms', of: 'request' });

export const FIGURES = {
  enqueue: request('`POST send-message`'),
  claim: request('claim of three jobs, in the process'),
  jobs: request('`GET jobs`'),
  'jobs-deep': request('`GET jobs`, the oldest page'),
  'jobs-chat': request('`GET jobs?chatId=…`'),
  'jobs-status': request('`GET jobs?status=waiting`'),
  'jobs-status-deep': request('`GET jobs?status=completed`, the oldest page'),
  job: request('`GET jobs/:id`'),
  history: request('`GET history/job/:id`'),
  events: request('`GET events`, from the middle'),
  status: request('`GET status`'),
  metrics: request('`GET /metrics`'),
  restart: { title: 'restart until `/healthz`', unit: 's', of: 'log' },
  verify: { title: '`waybill verify`', unit: 's', of: 'log' },
  rebuild: { title: '`waybill rebuild`', unit: 's', of: 'log' },
  file: { title: 'the file', unit: 'MB', of: 'log' },
} satisfies Readonly<Record<string, FigureKind>>;

export type FigureName = keyof typeof FIGURES;
export const figureNames = Object.keys(FIGURES) as FigureName[];

export interface Measured {
  readonly median: number;
  /** The number of requests. */
  readonly p99?: number;
}

export interface Size {
  readonly facts: number;
  readonly jobs: number;
  readonly figures: Readonly<Record<FigureName, Measured>>;
}

export interface Growth {
  readonly machine: string;
  /** For each kind, at each size. */
  readonly requests: number;
  readonly sizes: readonly Size[];
}

/** Rounded to three digits. */
export const short = (value: number): string =>
  value >= 1_000 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(3)));
