/** The stores of media files: on disk, and in memory for the simulation. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemEntropy } from '../../src/kernel/entropy.ts';
import { openMediaFiles } from '../../src/storage/media/media-files.ts';
import { manualClock } from '../support/manual-clock.ts';
import { memoryDisk, memoryMedia } from '../support/memory-media.ts';
import { mediaContract } from './media-contract.ts';

mediaContract('media on disk', () => {
  const folder = mkdtempSync(join(tmpdir(), 'waybill-media-'));
  const clock = manualClock();
  const open = () => openMediaFiles({ folder, clock, entropy: systemEntropy });
  const files = open();
  return {
    files,
    clock,
    reopened: open,
    writePart: (path, bytes) => writeFileSync(path, bytes),
    damage: (sha256, bytes) => writeFileSync(files.pathOf(sha256), bytes),
    plant: (name) => writeFileSync(join(folder, name), 'planted'),
    close: () => rmSync(folder, { recursive: true }),
  };
});

mediaContract('media in memory', () => {
  const disk = memoryDisk();
  const clock = manualClock();
  return {
    files: memoryMedia(clock, disk),
    clock,
    reopened: () => memoryMedia(clock, disk),
    writePart: (path, bytes) => void disk.parts.set(path, Buffer.from(bytes)),
    damage: (sha256, bytes) => void disk.files.set(sha256, { bytes: Buffer.from(bytes), modifiedAt: clock.now() }),
    plant: (name) => void disk.foreign.set(name, { bytes: Buffer.from('planted'), modifiedAt: clock.now() }),
    close: () => {},
  };
});
