/**
 * The media workshop: says what bytes are, and makes them into what WhatsApp shows.
 *
 * Bytes of strangers are read in processes of their own, bounded in time, memory and number. A file that breaks one ends
 * that process and gets a refusal; the gateway and the other files go on.
 */
import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { access, constants, readFile, rm } from 'node:fs/promises';
import { delimiter, dirname, isAbsolute, join } from 'node:path';
import { promisify } from 'node:util';
import type { Clock } from '../kernel/clock.ts';
import { Fault } from '../kernel/fault.ts';
import type { Logger } from '../kernel/logger.ts';
import { type Crew, crewOf, OVER_TIME, type Outcome } from './crew.ts';
import { type Capabilities, type Form, type Inspected, kindOf, type Named, plain } from './inspected.ts';
import { formsWith, lacking } from './policy.ts';
import { ok, type Result, refuse } from '../kernel/result.ts';

export interface MediaWorkshop {
  /** Refused only with `gateway.busy`. Bytes that cannot be read are inspected too: `flaw` says why. */
  inspect(path: string, named: Named): Promise<Result<Inspected>>;
  /** Writes `into`, which is not there after a refusal. */
  convert(path: string, form: Form, into: string): Promise<Result<void>>;
  capabilities(): Promise<Capabilities>;
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

/** Starts nothing, and looks for no program, before there is work. */
export const createWorkshop = (options: WorkshopOptions): MediaWorkshop => {
  const { tools = TOOLS } = options;
  let opened: Promise<{ can: Capabilities; crew: Crew }> | null = null;
  let isClosed = false;
  const open = async () => {
    const found = await lookFor(tools);
    const crew = crewOf({
      bench: {
        program: options.program ?? PROGRAM,
        luggage: {
          tools: found.can.ffmpeg === null ? null : { ffmpeg: tools.ffmpeg, ffprobe: tools.ffprobe },
          rssBytesMax: options.rssBytesMax ?? RSS_BYTES_MAX,
        },
        folder: options.folder,
        prlimit: found.prlimit ? tools.prlimit : null,
      },
      clock: options.clock,
      logger: options.logger,
      processesMax: options.processesMax ?? 2,
      waitingMax: options.waitingMax ?? 64,
      idleMs: options.idleMs ?? IDLE_MS,
    });
    if (isClosed) await crew.close();
    return { can: found.can, crew };
  };
  const opening = () => (opened ??= open());
  return {
    capabilities: async () => (await opening()).can,
    async close() {
      isClosed = true;
      await (await opened)?.crew.close();
    },
    async inspect(path, named) {
      const { crew } = await opening();
      return inspectedFrom(await crew.do({ type: 'inspect', path, named }, INSPECT_MS));
    },
    async convert(path, form, into) {
      const { can, crew } = await opening();
      if (!can.forms.includes(form) && !(form === 'voice' && can.ffmpeg === null)) {
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

/** Whether a program can be started by this name. */
const isThere = async (tool: string): Promise<boolean> => {
  const folders = isAbsolute(tool) ? [''] : (process.env['PATH'] ?? '').split(delimiter);
  const found = await Promise.all(
    folders.map((folder) =>
      access(join(folder, tool), constants.X_OK).then(
        () => true,
        () => false,
      ),
    ),
  );
  return found.includes(true);
};

/** The version and the encoders of ffmpeg, or null if it is not there. It prints both at once, in two streams. */
const ffmpegSays = async (tool: string): Promise<{ version: string; encoders: string } | null> => {
  try {
    const { stdout, stderr } = await run(tool, ['-encoders'], {
      timeout: LOOK_MS,
      killSignal: 'SIGKILL',
      maxBuffer: 1_000_000,
    });
    const version = /^ffmpeg version (\S+)/.exec(stderr)?.[1];
    return version === undefined ? null : { version, encoders: stdout };
  } catch {
    return null;
  }
};

const lookFor = async (tools: typeof TOOLS): Promise<{ can: Capabilities; prlimit: boolean }> => {
  const [prober, prlimit] = await Promise.all([isThere(tools.ffprobe), isThere(tools.prlimit)]);
  const said = prober ? await ffmpegSays(tools.ffmpeg) : null;
  const encoders = [...(said?.encoders ?? '').matchAll(/^ [A-Z.]{6} (\S+)/gm)].map(([, name = '']) => name);
  const can = { ffmpeg: said?.version ?? null, sharp: await sharpVersion(), forms: formsWith(new Set(encoders)) };
  return { can, prlimit };
};

/** Read from its package: the gateway itself does not load libvips. */
const sharpVersion = async (): Promise<string> => {
  const program = createRequire(import.meta.url).resolve('sharp');
  const { version } = JSON.parse(await readFile(join(dirname(program), '../package.json'), 'utf8')) as {
    version: string;
  };
  return version;
};
