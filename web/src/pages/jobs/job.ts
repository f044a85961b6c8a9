/** One job, as the API shows it in lists. */
import type { Schema } from '../../api/shape.ts';

export type Job = Schema<'Job'>;
