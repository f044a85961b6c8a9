/**
 * A disk of a few megabytes that can be filled or made read-only, without root and without a trace: a tmpfs in its own
 * mount namespace, which ends with the process that holds it.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Spawn } from './spawn.ts';

export interface SmallDisk {
  /** Its path inside the namespace. */
  readonly path: string;
  /** Its path outside the namespace. */
  readonly outside: string;
  /** Runs Waybill inside the namespace. */
  readonly spawn: Spawn;
  /** Leaves no byte free. */
  fill(): void;
  /** Frees the space that `fill` took. */
  free(): void;
  /** No process may have a file of it open for writing. */
  makeReadOnly(): Promise<void>;
  /** Ends it with all of its files. */
  end(): void;
}

const BLOCK = Buffer.alloc(65_536);

const fillWith = (file: string): void => {
  const handle = openSync(file, 'w');
  try {
    for (let size = BLOCK.length; size > 0; ) {
      try {
        if (writeSync(handle, BLOCK, 0, size) < size) size = Math.floor(size / 2);
      } catch (thrown) {
        if ((thrown as NodeJS.ErrnoException).code !== 'ENOSPC') throw thrown;
        size = Math.floor(size / 2);
      }
    }
  } finally {
    closeSync(handle);
  }
};

/** The script of the process that holds the disk; it ends with its standard input. */
const HOLD = 'mount -t tmpfs -o size="$1" none "$0" && echo mounted && exec cat';

/** Mounts it over an empty folder. If that is impossible, a sentence says why. */
export const smallDisk = async (spawnWaybill: Spawn, path: string, size: string): Promise<SmallDisk | string> => {
  const holder = spawn('unshare', ['--user', '--map-root-user', '--mount', 'sh', '-c', HOLD, path, size]);
  let complaint = '';
  holder.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text));
  const mounted = await Promise.race([
    once(createInterface(holder.stdout), 'line').then(() => true),
    once(holder, 'exit').then(() => false),
    once(holder, 'error').then(([error]) => {
      complaint += String(error);
      return false;
    }),
  ]);
  if (!mounted) return `no mount namespace can be had here: ${complaint.trim()}`;
  const outside = `/proc/${holder.pid}/root${path}`;
  const filler = join(outside, 'filler');
  const enter = [`--target=${holder.pid}`, '--user', '--preserve-credentials', '--mount', '--'];
  return {
    path,
    outside,
    spawn: (args, env, around = {}) => spawnWaybill(args, env, { ...around, within: ['nsenter', ...enter] }),
    fill: () => fillWith(filler),
    free: () => rmSync(filler),
    async makeReadOnly() {
      const remount = spawn('nsenter', [...enter, 'mount', '-o', 'remount,ro', path], { stdio: 'inherit' });
      const [code] = await once(remount, 'exit');
      if (code !== 0) throw new Error(`the disk at ${path} could not be made read-only`);
    },
    end: () => void holder.kill('SIGKILL'),
  };
};
