/** Where an export goes, and how its file comes to be: under another name, until it is whole. */
import { existsSync } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { messageOf } from '../../kernel/fault.ts';
import { EXIT, Ending } from '../exits.ts';
import type { FormatName } from './formats.ts';

export interface ExportPlace {
  readonly file: string;
  readonly mediaFolder: string;
}

/** Named folders of media are relative to the file, with slashes on every system. */
export const MEDIA_FOLDER = 'media';

/** A name that every file system takes. */
const nameOf = (chatId: string): string => `chat-${chatId.replaceAll(/[^\w-]+/g, '-')}`;

/** A path that ends like its format is a file; any other is a folder. */
export const placeOf = (out: string | null, chatId: string, format: FormatName): ExportPlace => {
  const path = out ?? nameOf(chatId);
  const file = path.endsWith(`.${format}`) ? path : join(path, `messages.${format}`);
  return { file, mediaFolder: join(dirname(file), MEDIA_FOLDER) };
};

/** @throws Ending with exit 74 */
export const unwritable = (path: string, thrown: unknown): Ending =>
  new Ending(EXIT.io, `${path} cannot be written: ${messageOf(thrown)}.\nName another place with --out PATH.`);

/** Gives `work` the file to write to. If it fails, no file is left. */
export const writing = async (
  { file }: ExportPlace,
  work: (put: (text: string) => Promise<void>) => Promise<void>,
): Promise<void> => {
  if (existsSync(file)) throw new Ending(EXIT.io, `${file} is there already.\nName another place with --out PATH.`);
  const part = `${file}.part`;
  const opened = await mkdir(dirname(file), { recursive: true })
    .then(() => open(part, 'w'))
    .catch((thrown: unknown) => {
      throw unwritable(file, thrown);
    });
  try {
    await work(async (text) => {
      if (text === '') return;
      await opened.writeFile(text).catch((thrown: unknown) => {
        throw unwritable(file, thrown);
      });
    });
    await opened.close();
    await rename(part, file);
  } catch (thrown) {
    await opened.close();
    await rm(part, { force: true });
    throw thrown;
  }
};
