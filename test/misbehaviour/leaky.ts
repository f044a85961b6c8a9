/** Loaded before Waybill (`node --import`), it causes a leak: each stored text is also printed to standard error. */
import Database from 'better-sqlite3';

type Run = (this: { readonly source: string }, ...values: unknown[]) => unknown;

const probe = new Database(':memory:');
const statements = Object.getPrototypeOf(probe.prepare('select 1')) as { run: Run };
probe.close();
const run = statements.run;
statements.run = function (...values) {
  if (this.source.includes('into contents')) process.stderr.write(`storing ${String(values.at(-1))}\n`);
  return run.apply(this, values);
};
