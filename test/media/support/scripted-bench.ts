/** A media process that does what the path of its job says. */
import { writeFileSync } from 'node:fs';
import type { Job, Report } from '../../../src/media/crossing.ts';
import { plain } from '../../../src/media/inspected.ts';

const tell = (report: Report, then?: () => void): void => void process.send?.(report, undefined, undefined, then);

process.on('disconnect', () => process.exit());

process.on('message', ({ path }: Job) => {
  if (path.endsWith('.dies')) tell({ type: 'sniffed', mimetype: 'video/mp4', size: 5 }, () => process.exit(3));
  // Tells the test that it has the job, and never answers.
  else if (path.endsWith('.hangs')) writeFileSync(path, String(process.pid));
  else tell({ type: 'inspected', inspected: plain('text/plain', 'document', 5, null) });
});

tell({ type: 'ready' });
