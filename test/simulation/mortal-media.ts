/** Files and their index as one process uses them: after its death, nothing that it had begun has an effect. */
import type { MediaFiles } from '../../src/messages/media.ts';
import type { MediaIndex } from '../../src/messages/media-index.ts';
import { heardBy, type Moment, never } from './mortal.ts';

interface Mortal {
  alive(): boolean;
  mayDie(moment: Moment): void;
}

export const mortalFiles = (files: MediaFiles, { alive, mayDie }: Mortal): MediaFiles => ({
  ...files,
  async take(bytes, terms) {
    mayDie('before a file');
    if (!alive()) return never();
    const stored = await heardBy(alive, files.take(bytes, terms));
    mayDie('after a file');
    return alive() ? stored : never();
  },
  removeUnless: (sha256, isNeeded) =>
    alive()
      ? heardBy(
          alive,
          files.removeUnless(sha256, async () => (await isNeeded()) || !alive()),
        )
      : never(),
});

export const mortalIndex = (index: MediaIndex, alive: () => boolean): MediaIndex => ({
  ...index,
  add: (id, sha256) => void (alive() && index.add(id, sha256)),
  forget: (id) => void (alive() && index.forget(id)),
});
