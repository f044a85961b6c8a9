/** Run as a process of its own: holds the folder that it is given, says so, and waits until it is killed. */
import { lockFolder } from '../../src/storage/sqlite/lock.ts';

lockFolder(process.argv[2] ?? '');
process.stdout.write('held\n');
setInterval(() => {}, 60_000);
