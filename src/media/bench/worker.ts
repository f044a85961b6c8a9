/**
 * The program of a media process. It does one job at a time, and ends itself when it takes too much memory or when the
 * gateway is gone; whatever it has started is in its process group and ends with it.
 */
import { type Job, type Luggage, OVER_MEMORY, type Report } from '../crossing.ts';
import { work } from './work.ts';

const WATCH_MS = 100;

const luggage = JSON.parse(process.argv[2] ?? '{}') as Luggage;

const tell = (report: Report): void => void process.send?.(report);

const watch = (): void => {
  if (process.memoryUsage.rss() > luggage.rssBytesMax) process.exit(OVER_MEMORY);
};

setInterval(watch, WATCH_MS).unref();

process.on('disconnect', () => {
  try {
    process.kill(-process.pid, 'SIGKILL');
  } finally {
    process.exit();
  }
});

process.on('message', (job: Job) => {
  watch();
  void work(job, luggage, tell).then(tell);
});

tell({ type: 'ready' });
