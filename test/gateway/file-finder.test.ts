/** The file of a message, as it is found for each recipient. */
import { beforeEach, expect, test } from 'vitest';
import { fileFinder } from '../../src/gateway/media/finder.ts';
import { ANNA } from '../support/inside.ts';
import { type Running, running } from '../support/running.ts';

let run: Running;
beforeEach(async () => {
  run = await running();
});

const upload = async (text: string): Promise<string> => {
  async function* bytes() {
    yield Buffer.from(text);
  }
  const told = await run.gateway.media.store(bytes(), { session: 'default', origin: 'upload' }, ANNA);
  if (!told.ok) throw new Error(told.refusal.detail);
  return told.value.id;
};

/** A finder, and the positions of the records that it read. */
const watched = () => {
  const read: number[] = [];
  const log: Pick<Running['log'], 'beside'> = {
    beside(kind, position, place) {
      read.push(position);
      return run.log.beside(kind, position, place);
    },
  };
  return { read, find: fileFinder({ ...run.mediaRoom, log, reads: run.reads }) };
};

test('a file for many recipients is read once', async () => {
  const [one, other] = [await upload('a parcel'), await upload('a barrel')];
  const { read, find } = watched();
  const first = find(one);
  expect(first).toMatchObject({ id: one, size: 8, path: run.mediaRoom.files.pathOf(first?.sha256 ?? '') });
  expect(find(other)).toMatchObject({ id: other, size: 8 });
  expect(find(one)).toEqual(first);
  expect(read).toHaveLength(2);
});

test('a file that was found before is gone once its upload is forgotten', async () => {
  const id = await upload('a parcel');
  const { find } = watched();
  expect(find(id)).not.toBeNull();
  run.mediaRoom.index.forget(id);
  expect(find(id)).toBeNull();
});
