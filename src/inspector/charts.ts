/** The charts of Waybill's machines. */
import { machines } from '../machines/kinds.ts';
import { chartOf } from './chart.ts';
import type { Chart } from './chart-shape.ts';

/** Any live link can close, be logged out, halt or be stopped. */
const LIVE = { name: 'live', states: ['connecting', 'qr', 'ready', 'keepalive', 'timeout'] };

export const charts: Readonly<Record<keyof typeof machines, Chart>> = {
  job: chartOf(machines.job),
  session: chartOf(machines.session, [LIVE]),
  queue: chartOf(machines.queue),
  media: chartOf(machines.media),
  webhook: chartOf(machines.webhook),
};
