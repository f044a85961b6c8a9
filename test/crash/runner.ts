/** What the programs that run rounds of crashes share: their numbers, their folders, and what they print. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { type Process, type Spawn, spawnWaybill } from '../support/spawn.ts';

export const whole = (option: string, text: string): number => {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new Error(`--${option} needs a whole number, not "${text}"`);
};

export const say = (line: string): void => void process.stdout.write(`${line}\n`);

interface Campaign<T> {
  /** Part of the folder's name. */
  readonly name: string;
  run(spawn: Spawn, folder: string): Promise<T>;
  /** The line for a campaign that kept every promise. */
  kept(outcome: T): string;
  /** The command that repeats it. */
  readonly again: string;
}

/**
 * Runs one campaign in a folder of its own, which stays if a promise was broken. Every process that it started is dead
 * afterwards. Returns whether all promises were kept.
 */
export const runIn = async <T extends { readonly violations: readonly string[] }>({
  name,
  run,
  kept,
  again,
}: Campaign<T>): Promise<boolean> => {
  const folder = mkdtempSync(join(tmpdir(), `waybill-${name}-`));
  const running: Process[] = [];
  const spawn: Spawn = (...args) => {
    const started = spawnWaybill(...args);
    running.push(started);
    return started;
  };
  try {
    const outcome = await run(spawn, folder);
    for (const violation of outcome.violations) say(`BROKEN  ${violation}`);
    if (outcome.violations.length === 0) {
      say(kept(outcome));
      rmSync(folder, { recursive: true, force: true });
      return true;
    }
  } catch (thrown) {
    say(`BROKEN  ${inspect(thrown)}`);
  } finally {
    await Promise.all(running.map((started) => started.end('SIGKILL')));
  }
  say(`The data is kept in ${folder}. Once more: ${again}`);
  return false;
};
