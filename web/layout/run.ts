/** `npm run inspector:layout`: lays every machine out and writes what the inspector draws. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { charts } from '../../src/inspector/charts.ts';
import { arrange } from './arrange.ts';

const folder = join(import.meta.dirname, '../src/inspector/layouts');
for (const chart of Object.values(charts)) {
  const layout = await arrange(chart);
  writeFileSync(join(folder, `${chart.machine}.json`), `${JSON.stringify(layout, null, 2)}\n`);
}
