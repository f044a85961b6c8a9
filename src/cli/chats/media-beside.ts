/** The files of exported messages: fetched from the gateway, once each, under names that are safe everywhere. */
import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { EXIT, Ending } from '../exits.ts';
import type { HttpClient } from '../http-client.ts';
import { MEDIA_FOLDER, unwritable } from './export-file.ts';
import type { ChatMessage, Media } from './message.ts';

const EXTENSIONS: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'audio/aac': 'aac',
  'audio/mp4': 'm4a',
  'audio/mpeg': 'mp3',
  'audio/ogg': 'ogg',
  'image/gif': 'gif',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'text/plain': 'txt',
  'video/mp4': 'mp4',
};

/** A browser would run what stands in these, as a page of this computer. */
const RUNS = /^(?:x?html?|xht|shtml?|mht|mhtml|svgz?|xml|xsl|xslt|js|mjs|hta)$/;

/** By the type; else by the sender's name for it. */
const extensionOf = ({ mimetype, fileName }: Media): string => {
  const known = EXTENSIONS[(mimetype ?? '').split(';', 1)[0] ?? ''];
  if (known !== undefined) return known;
  const named = /\.([a-z0-9]{1,8})$/i.exec(fileName ?? '')?.[1]?.toLowerCase() ?? 'bin';
  return RUNS.test(named) ? `${named}.txt` : named;
};

export const fileKeeper = (client: HttpClient, folder: string) => {
  let files = 0;
  let missing = 0;

  const fetch = async (id: string, path: string): Promise<void> => {
    const bytes = await client.open(`/api/whatsapp/media/${encodeURIComponent(id)}/content`);
    const part = `${path}.part`;
    try {
      await mkdir(folder, { recursive: true });
      await pipeline(bytes, createWriteStream(part));
      await rename(part, path);
    } catch (thrown) {
      await rm(part, { force: true });
      if (bytes.errored) throw new Ending(EXIT.unavailable, 'Waybill broke off in the middle of a file: try again.');
      throw unwritable(path, thrown);
    }
  };

  return {
    /** The path of the message's file, relative to the export; null if it has none, or it is not to be had. */
    async keep({ media }: ChatMessage): Promise<string | null> {
      if (media === null) return null;
      const { state, id } = media;
      if (state !== 'stored' || id === null || !/^\w+$/.test(id)) {
        missing += 1;
        return null;
      }
      const name = `${id}.${extensionOf(media)}`;
      const path = join(folder, name);
      // A forward has the file of its message.
      if (existsSync(path)) return `${MEDIA_FOLDER}/${name}`;
      try {
        await fetch(id, path);
      } catch (thrown) {
        // It has expired since it was listed.
        if (!(thrown instanceof Ending) || thrown.exit !== EXIT.failed) throw thrown;
        missing += 1;
        return null;
      }
      files += 1;
      return `${MEDIA_FOLDER}/${name}`;
    },
    counts: () => ({ files, missing }),
  };
};
