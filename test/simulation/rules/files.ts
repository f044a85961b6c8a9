/**
 * The files of messages: their bytes are those that a client gave, they stay while a message needs them, and none is
 * left over.
 */
import { createHash } from 'node:crypto';
import type { Recorded } from '../../../src/events/log/log.ts';
import type { Millis } from '../../../src/kernel/clock.ts';
import { partsOfStream } from '../../../src/kernel/ids.ts';
import { filesIn } from '../given-files.ts';
import type { Disk } from '../disk.ts';
import type { JobEntry, Ledger } from '../ledger.ts';
import type { Look } from '../tally.ts';
import type { PortRules } from '../world.ts';
import type { Broken } from './rule.ts';

export interface FileRules extends Pick<PortRules, 'uploading'> {
  take(facts: readonly Recorded[]): void;
  /** Every message that has not ended has its files. */
  look(): void;
  /** Right after the removal of files that nothing needs. */
  tidied(now: Millis): void;
}

const UNFINISHED = ['waiting', 'active', 'retrying'];

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

export const fileRules = (ledger: Ledger, disk: Disk, broken: Broken, look: Look): FileRules => {
  /** Uploads that have not expired. */
  const kept = new Set<string>();
  /** The files that a message had when it was queued: what it passes on may be gone by then. */
  const had = new Map<string, readonly string[]>();

  const isThere = (media: string): boolean => {
    const bytes = ledger.given(media);
    return bytes !== null && (disk.files.has(sha256(bytes)) || disk.lost.has(sha256(bytes)));
  };
  const needed = (): JobEntry[] => [...ledger.jobs.values()].filter(({ status }) => UNFINISHED.includes(status));

  return {
    take(facts) {
      for (const { type, stream, data } of facts) {
        const id = `med_${stream.split('/')[2]}`;
        if (type === 'media.stored') kept.add(id);
        if (type === 'media.expired') kept.delete(id);
        if (type === 'job.queued' && data.media) had.set(data.messageId, data.media.filter(isThere));
        // What failed needs nothing, and may have lost its files when a person tries it again.
        const again = type === 'job.retried' ? ledger.jobs.get(partsOfStream(stream).id) : undefined;
        if (again) had.set(again.messageId, again.media.filter(isThere));
      }
    },
    uploading({ messageId, content }, bytes) {
      for (const [place, id] of filesIn(content).entries()) {
        look('a file is whole');
        const given = ledger.given(id);
        const found = bytes[place] ?? null;
        const isKept = given !== null && kept.has(id) && disk.files.has(sha256(given));
        if (found === null && isKept) broken(`${messageId} is sent without ${id}, whose file is there`);
        if (found !== null && found !== given) broken(`${messageId} is sent with "${found}", and "${given}" was given`);
      }
    },
    look() {
      for (const { id, messageId } of needed()) {
        for (const media of had.get(messageId) ?? []) {
          look('a file that is needed is kept');
          if (!isThere(media)) broken(`job ${id} needs ${media}, whose file was removed`);
        }
      }
    },
    tidied(now) {
      look('no file is left over');
      const uses = new Set([...kept, ...needed().flatMap(({ media }) => media)]);
      const expected = new Set([...uses].map((id) => sha256(ledger.given(id) ?? '')));
      // A file of this millisecond may be one that is just being stored.
      for (const [hash, { modifiedAt }] of disk.files)
        if (!expected.has(hash) && modifiedAt < now) broken(`the file ${hash} is left over`);
    },
  };
};
