/** One job of a media process, from the path to the report. */
import { messageOf } from '../../kernel/fault.ts';
import { type Job, type Luggage, type Report, Unreadable } from '../crossing.ts';
import { type Flaw, type Inspected, kindOf, plain } from '../inspected.ts';
import type { RefusalCode } from '../../kernel/result.ts';
import { convertTracks } from './conversions.ts';
import { convertToImage, convertToSquare, inspectPicture } from './pictures.ts';
import { sniff } from './sniff.ts';
import { convertToSticker } from './stickers.ts';
import { inspectTracks } from './tracks.ts';

type Tell = (report: Report) => void;

export const work = async (job: Job, luggage: Luggage, tell: Tell): Promise<Report> => {
  try {
    if (job.type === 'inspect') return { type: 'inspected', inspected: await inspect(job, luggage, tell) };
    await convert(job, luggage);
    return { type: 'converted' };
  } catch (thrown) {
    if (thrown instanceof Unreadable) return refused(thrown.flaw);
    if (isOfSystem(thrown)) return { type: 'failed', why: messageOf(thrown) };
    return refused({ reason: 'damaged', detail: 'The file is damaged and cannot be read.' });
  }
};

const refused = (flaw: Flaw): Report => ({
  type: 'refused',
  refusal: { code: codeOf(flaw), detail: flaw.detail },
});

/** Whether a call of the system failed: a file that is gone, a full disk. */
const isOfSystem = (thrown: unknown): boolean => thrown instanceof Error && 'syscall' in thrown;

const codeOf = ({ reason }: Flaw): RefusalCode => {
  if (reason === 'no_reader') return 'media.conversion_unavailable';
  return reason === 'too_large' ? 'media.too_large' : 'media.unreadable';
};

const EMPTY: Flaw = { reason: 'empty', detail: 'The file is empty. Send one with bytes in it.' };

/** Bytes that cannot be read are no failure: the file can still be a document, and its flaw says why nothing else. */
const inspect = async (
  { path, named }: Extract<Job, { type: 'inspect' }>,
  { tools }: Luggage,
  tell: Tell,
): Promise<Inspected> => {
  const { mimetype, size } = await sniff(path, named);
  const kind = kindOf(mimetype);
  tell({ type: 'sniffed', mimetype, size });
  if (size === 0) return plain(mimetype, 'document', size, EMPTY);
  try {
    if (kind === 'image') return await inspectPicture(path, mimetype, size);
    if (kind === 'video' || kind === 'audio') return await inspectTracks(path, mimetype, size, tools);
    return plain(mimetype, kind, size, null);
  } catch (thrown) {
    if (isOfSystem(thrown)) throw thrown;
    const flaw: Flaw =
      thrown instanceof Unreadable ? thrown.flaw : { reason: 'damaged', detail: `The ${mimetype} file is damaged.` };
    return plain(mimetype, kind, size, flaw);
  }
};

const convert = async ({ path, form, into }: Extract<Job, { type: 'convert' }>, { tools }: Luggage): Promise<void> => {
  const { mimetype } = await sniff(path, {});
  if (form === 'image') await convertToImage(path, mimetype, into);
  else if (form === 'picture') await convertToSquare(path, mimetype, into);
  else if (form === 'sticker') await convertToSticker(path, mimetype, into);
  else await convertTracks(path, mimetype, form, { into, tools });
};
