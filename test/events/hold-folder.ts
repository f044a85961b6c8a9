/** Runs as a process: locks the given folder, reports that, and waits until it is killed. */
import { lockFolder } from '../../src/storage/sqlite/lock.ts';

lockFolder(process.argv[2] ?? '');
process.stdout.write('held\n');
setInterval(() => {}, 60_000);
