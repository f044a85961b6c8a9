/**
 * Runs ffmpeg and ffprobe on a file. Both get a list of arguments, never a line for a shell. The file is named with its
 * protocol, `file:`, and no other protocol is allowed; the demuxer is named too, by the sniffed type. So a playlist, a
 * list of files to concatenate, or a name such as `concat:…` opens nothing else.
 */
import { spawn } from 'node:child_process';

const DEMUXERS: Readonly<Record<string, string>> = {
  'audio/aac': 'aac',
  'audio/aiff': 'aiff',
  'audio/amr': 'amr',
  'audio/flac': 'flac',
  'audio/mp4': 'mov',
  'audio/mpeg': 'mp3',
  'audio/ogg': 'ogg',
  'audio/ogg; codecs=opus': 'ogg',
  'audio/wav': 'wav',
  'audio/webm': 'matroska',
  'audio/x-ms-asf': 'asf',
  'image/gif': 'gif',
  'video/3gpp': 'mov',
  'video/3gpp2': 'mov',
  'video/mp2t': 'mpegts',
  'video/mp4': 'mov',
  'video/mpeg': 'mpeg',
  'video/ogg': 'ogg',
  'video/quicktime': 'mov',
  'video/vnd.avi': 'avi',
  'video/webm': 'matroska',
  'video/x-flv': 'flv',
  'video/x-matroska': 'matroska',
  'video/x-ms-asf': 'asf',
};

const ALLOC_BYTES_MAX = '400000000';
const PIXELS_MAX = '40000000';
const PROBE_BYTES = '10000000';
const OUTPUT_BYTES_MAX = 1_000_000;
const ERROR_BYTES_MAX = 2000;

export const demuxerOf = (mimetype: string): string | null => DEMUXERS[mimetype] ?? null;

const bounded = (tool: 'ffmpeg' | 'ffprobe'): readonly string[] => [
  '-hide_banner',
  '-loglevel',
  'error',
  '-max_alloc',
  ALLOC_BYTES_MAX,
  ...(tool === 'ffmpeg' ? ['-nostdin', '-y'] : []),
];

/** The arguments that name the input. */
const input = (path: string, demuxer: string): readonly string[] => [
  '-protocol_whitelist',
  'file',
  '-probesize',
  PROBE_BYTES,
  '-max_pixels',
  PIXELS_MAX,
  '-f',
  demuxer,
  // Files that a MOV refers to stay closed.
  ...(demuxer === 'mov' ? ['-enable_drefs', '0', '-use_absolute_path', '0'] : []),
  '-i',
  `file:${path}`,
];

export interface Run {
  readonly tool: string;
  readonly path: string;
  readonly demuxer: string;
  /** What follows the input. */
  readonly args: readonly string[];
}

/** Decodes and encodes with one thread each. Resolves to null, or to what ffmpeg complained about. */
export const ffmpeg = async (
  { tool, path, demuxer, args }: Run,
  hear?: (chunk: Buffer) => void,
): Promise<string | null> =>
  run(tool, [...bounded('ffmpeg'), '-threads', '1', ...input(path, demuxer), ...args], hear ?? (() => {}));

/** What ffprobe prints, as JSON; null if it cannot read the file. */
export const ffprobe = async ({ tool, path, demuxer, args }: Run): Promise<unknown> => {
  const chunks: Buffer[] = [];
  let size = 0;
  const complaint = await run(
    tool,
    [...bounded('ffprobe'), ...args, '-of', 'json', ...input(path, demuxer)],
    (chunk) => {
      size += chunk.length;
      if (size <= OUTPUT_BYTES_MAX) chunks.push(chunk);
    },
  );
  return complaint === null && size <= OUTPUT_BYTES_MAX ? JSON.parse(Buffer.concat(chunks).toString()) : null;
};

const run = (tool: string, args: readonly string[], hear: (chunk: Buffer) => void): Promise<string | null> =>
  new Promise((resolve, reject) => {
    const child = spawn(tool, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let complaint = '';
    child.stdout.on('data', hear);
    child.stderr.on('data', (chunk: Buffer) => {
      if (complaint.length < ERROR_BYTES_MAX) complaint += chunk.toString();
    });
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(code === 0 ? null : complaint || `ended with ${code ?? signal}`));
  });
