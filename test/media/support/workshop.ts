/** A workshop in a folder of its own, and files to put before it. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Logger, silentLogger } from '../../../src/kernel/logger.ts';
import { systemClock } from '../../../src/kernel/clock.ts';
import type { Result } from '../../../src/kernel/result.ts';
import { type MediaWorkshop, createWorkshop, type WorkshopOptions } from '../../../src/media/workshop.ts';

export interface Place {
  readonly folder: string;
  at(name: string): string;
  /** Writes a file and returns its path. */
  put(name: string, bytes: string | Uint8Array): string;
  clear(): void;
}

export const placeOf = (): Place => {
  const folder = mkdtempSync(join(tmpdir(), 'waybill-media-'));
  const at = (name: string): string => join(folder, name);
  return {
    folder,
    at,
    put(name, bytes) {
      writeFileSync(at(name), bytes);
      return at(name);
    },
    clear: () => rmSync(folder, { recursive: true, force: true }),
  };
};

export const workshopIn = (place: Place, options: Partial<WorkshopOptions> = {}): MediaWorkshop =>
  createWorkshop({ folder: place.folder, clock: systemClock, logger: silentLogger, ...options });

/** The same, ended with the test. */
export const workshopFor = (place: Place, options: Partial<WorkshopOptions>): MediaWorkshop => {
  const workshop = workshopIn(place, options);
  onTestFinished(() => workshop.close());
  return workshop;
};

/** A logger that keeps the process ids of what was started and ended, in order. */
export const processLog = (): { logger: Logger; started: unknown[]; ended: string[] } => {
  const started: unknown[] = [];
  const ended: string[] = [];
  const note = ({ pid, why }: Readonly<Record<string, unknown>>, message: string): void => {
    if (message === 'a media process started') started.push(pid);
    else ended.push(String(why));
  };
  return { logger: { ...silentLogger, debug: note, warn: note }, started, ended };
};

export const make = (...args: readonly string[]): void =>
  void execFileSync('ffmpeg', ['-v', 'error', '-nostdin', '-y', ...args]);

interface Probed {
  readonly streams: readonly Readonly<Record<string, string | number>>[];
  readonly format: Readonly<Record<string, string>>;
}

/** What ffprobe says about a file of ours. */
export const look = (path: string): Probed => {
  const entries = 'stream=codec_name,codec_type,channels,sample_rate,width,height,pix_fmt:format=format_name,duration';
  return JSON.parse(
    execFileSync('ffprobe', ['-v', 'error', '-show_entries', entries, '-of', 'json', path]).toString(),
  ) as Probed;
};

export const valueOf = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(`${result.refusal.code}: ${result.refusal.detail}`);
  return result.value;
};

export const codeOf = (result: Result<unknown>): string => (result.ok ? 'none' : result.refusal.code);
