/**
 * The media workshop: says what bytes are, and makes them into what WhatsApp shows.
 *
 * Bytes of strangers are read in processes of their own, bounded in time, memory and number. A file that breaks one ends
 * that process and gets a refusal; the gateway and the other files go on.
 */
import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Clock } from '../kernel/clock.ts';
import { Fault } from '../kernel/fault.ts';
import type { Logger } from '../kernel/logger.ts';
import type { Form } from '../messages/media.ts';
import { crewOf, OVER_TIME, type Outcome } from './crew.ts';
import { type Capabilities, type Inspected, kindOf, type Named, plain } from './inspected.ts';
import { formsWith, lacking } from './policy.ts';
import { ok, type Result, refuse } from '../kernel/result.ts';

export interface MediaWorkshop {
  /** Refused only with `gateway.busy`. Bytes that cannot be read are inspected too: `flaw` says why. */
  inspect(path: string, named: Named): Promise<Result<Inspected>>;
  /** Writes `into`, which is not there after a refusal. */
  convert(path: string, form: Form, into: string): Promise<Result<void>>;
  capabilities(): Capabilities;
  /** Ends every process; jobs that are under way reject with a `Fault`. */
  close(): Promise<void>;
}

export interface WorkshopOptions {
  /** For unfinished files; the processes work in it. */
  readonly folder: string;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly processesMax?: number;
  readonly waitingMax?: number;
  readonly idleMs?: number;
  readonly rssBytesMax?: number;
  readonly tools?: { readonly ffmpeg: string; readonly ffprobe: string; readonly prlimit: string };
  /** The program of a media process; left out, its own (`bench/worker.ts`). */
  readonly program?: URL;
}

const PROGRAM = new URL('./bench/worker.ts', import.meta.url);
const TOOLS = { ffmpeg: 'ffmpeg', ffprobe: 'ffprobe', prlimit: 'prlimit' };
const INSPECT_MS = 60_000;
const CONVERT_MS = 300_000;
const IDLE_MS = 30_000;
const LOOK_MS = 10_000;
const RETRY_AFTER_S = 5;
const RSS_BYTES_MAX = 800_000_000;

/** Looks for the programs once, and starts nothing else before there is work. */
export const openWorkshop = async (options: WorkshopOptions): Promise<MediaWorkshop> => {
  const { folder, clock, logger, tools = TOOLS } = options;
  const found = await lookFor(tools);
  const crew = crewOf({
    bench: {
      program: options.program ?? PROGRAM,
      luggage: {
        tools: found.can.ffmpeg === null ? null : { ffmpeg: tools.ffmpeg, ffprobe: tools.ffprobe },
        rssBytesMax: options.rssBytesMax ?? RSS_BYTES_MAX,
      },
      folder,
      prlimit: found.prlimit ? tools.prlimit : null,
    },
    clock,
    logger,
    processesMax: options.processesMax ?? 2,
    waitingMax: options.waitingMax ?? 64,
    idleMs: options.idleMs ?? IDLE_MS,
  });
  return {
    capabilities: () => found.can,
    close: () => crew.close(),
    inspect: async (path, named) => inspectedFrom(await crew.do({ type: 'inspect', path, named }, INSPECT_MS)),
    async convert(path, form, into) {
      if (!found.can.forms.includes(form) && !(form === 'voice' && found.can.ffmpeg === null)) {
        return refuse('media.conversion_unavailable', lacking(form));
      }
      const outcome = await crew.do({ type: 'convert', path, form, into }, CONVERT_MS);
      if (outcome.type === 'converted') return ok(undefined);
      await Promise.all([into, `${into}.part`].map((left) => rm(left, { force: true })));
      return refusalFrom(outcome);
    },
  };
};

const inspectedFrom = (outcome: Outcome): Result<Inspected> => {
  if (outcome.type === 'inspected') return ok(outcome.inspected);
  if (outcome.type !== 'lost') return refusalFrom(outcome);
  const { mimetype, size } = outcome.sniffed ?? { mimetype: 'application/octet-stream', size: 1 };
  return ok(plain(mimetype, kindOf(mimetype), size, { reason: 'overran', detail: lostDetail(outcome.why) }));
};

const refusalFrom = (outcome: Outcome): Result<never> => {
  switch (outcome.type) {
    case 'refused':
      return { ok: false, refusal: outcome.refusal };
    case 'lost':
      return refuse('media.unreadable', lostDetail(outcome.why));
    case 'busy':
      return refuse('gateway.busy', 'Too many files are being read at the moment. Try again soon.', RETRY_AFTER_S);
    case 'failed':
      throw new Fault('media.unavailable', `The file could not be read or written: ${outcome.why}.`, {
        hint: 'Look at the disk of the data folder.',
      });
    default:
      throw new Fault('media.workshop_down', 'The process that reads media does not run.', {
        hint: outcome.type === 'no_process' ? `Look at the log: ${outcome.why}.` : 'Look at the log.',
      });
  }
};

const lostDetail = (why: string): string =>
  `The file could not be read within bounds${why === OVER_TIME ? ' of time' : ''}. Send a smaller one, or send it as a document.`;

const run = promisify(execFile);

/** What a program prints, or null if it is not there. */
const ask = async (tool: string, args: readonly string[]): Promise<string | null> => {
  try {
    return (await run(tool, [...args], { timeout: LOOK_MS, killSignal: 'SIGKILL', maxBuffer: 1_000_000 })).stdout;
  } catch {
    return null;
  }
};

const lookFor = async (tools: typeof TOOLS): Promise<{ can: Capabilities; prlimit: boolean }> => {
  const [version, probe, encoders, prlimit] = await Promise.all([
    ask(tools.ffmpeg, ['-version']),
    ask(tools.ffprobe, ['-version']),
    ask(tools.ffmpeg, ['-hide_banner', '-encoders']),
    ask(tools.prlimit, ['--version']),
  ]);
  const ffmpeg = probe === null ? null : (/^ffmpeg version (\S+)/.exec(version ?? '')?.[1] ?? null);
  const named =
    ffmpeg === null ? [] : [...(encoders ?? '').matchAll(/^ [A-Z.]{6} (\S+)/gm)].map(([, name = '']) => name);
  return { can: { ffmpeg, sharp: await sharpVersion(), forms: formsWith(new Set(named)) }, prlimit: prlimit !== null };
};

/** Read from its package: the gateway itself does not load libvips. */
const sharpVersion = async (): Promise<string> => {
  const program = createRequire(import.meta.url).resolve('sharp');
  const { version } = JSON.parse(await readFile(join(dirname(program), '../package.json'), 'utf8')) as {
    version: string;
  };
  return version;
};
