/** How devices of the account come to the same app state: the key, the queries, the notifications. */
import { proto } from 'baileys/WAProto/index.js';
import { messageOf } from '../../kernel/fault.ts';
import type { LinkedDevice } from '../memory.ts';
import { bytesOf, childOf, childrenOf, type Node, node, resultOf, seconds } from '../nodes.ts';
import { post } from '../outbox.ts';
import { newMessageId, PHONE_NUMBER, type World } from '../world.ts';
import { checked, snapshotOf, sumOf } from './collections.ts';
import { appStateKeyOf } from './crypto.ts';

const { APP_STATE_SYNC_KEY_SHARE } = proto.Message.ProtocolMessage.Type;

/** The phone shares the key with a device that it has linked. */
export const shareKey = (world: World, jid: string): void => {
  const at = world.clock.now();
  const { id, data } = appStateKeyOf(world.memory.state.seed);
  const fingerprint = { rawId: 1, currentIndex: 0, deviceIndexes: [0] };
  const keyData = { keyData: data, fingerprint, timestamp: seconds(at) };
  const message = proto.Message.encode({
    protocolMessage: {
      type: APP_STATE_SYNC_KEY_SHARE,
      appStateSyncKeyShare: { keys: [{ keyId: { keyId: id }, keyData }] },
    },
  }).finish();
  const answer = Buffer.from(message).toString('base64');
  post(world, jid, { kind: 'peer', id: newMessageId(world.entropy), answer, at });
};

/** Tells the other devices that a collection has changed. */
export const tellDevices = (world: World, collection: string, version: number, except: string | null): void => {
  world.changed();
  for (const { jid, number, linked } of world.memory.state.devices.values()) {
    if (!linked || number !== PHONE_NUMBER || jid === except) continue;
    post(world, jid, {
      kind: 'app_state',
      id: newMessageId(world.entropy),
      collection,
      version,
      at: world.clock.now(),
    });
  }
};

const CONFLICT = 409;
const BAD_REQUEST = 400;

const refused = (name: string, version: number, code: number): Node =>
  node('collection', { name, version, type: 'error' }, [node('error', { code })]);

/** A device writes a patch. It must be made from the last version. */
const takePatch = (world: World, { jid }: LinkedDevice, collection: Node, patch: Node): Node => {
  const { name = '', version } = collection.attrs;
  const key = appStateKeyOf(world.memory.state.seed);
  const before = sumOf(world.memory.state, key, name);
  if (Number(version) !== before.version) return refused(name, before.version, CONFLICT);
  try {
    world.memory.record(checked(key, name, before, bytesOf(patch)));
  } catch (error) {
    world.logger.warn({ reason: messageOf(error) }, 'a device wrote a wrong patch of the app state');
    return refused(name, before.version, BAD_REQUEST);
  }
  tellDevices(world, name, before.version + 1, jid);
  return node('collection', { name, version: before.version + 1, type: 'result' });
};

/** The whole of a collection, which the device fetches from the media host. */
const snapshotNode = async ({ memory, media }: World, name: string): Promise<Node> => {
  const { size, sha256, sealed } = await media.seal(snapshotOf(memory.state, name), 'app_state');
  const reference = proto.ExternalBlobReference.encode({
    mediaKey: Buffer.from(sealed.key, 'base64'),
    directPath: sealed.directPath,
    fileSizeBytes: size,
    fileSha256: Buffer.from(sha256, 'hex'),
    fileEncSha256: Buffer.from(sealed.sha256, 'base64'),
  });
  return node('snapshot', {}, Buffer.from(reference.finish()));
};

/** The patches that a device has not seen, or the whole if it has seen none. */
const unseenBy = async (world: World, { attrs }: Node): Promise<Node> => {
  const { name = '', version = 0, return_snapshot } = attrs;
  const patches = world.memory.state.appState.get(name) ?? [];
  const marks = { name, version: patches.length, type: 'result', has_more_patches: 'false' };
  const unseen = patches.slice(Number(version));
  if (unseen.length === 0) return node('collection', marks);
  if (return_snapshot === 'true') return node('collection', marks, [await snapshotNode(world, name)]);
  const nodes = unseen.map((patch) => node('patch', {}, Buffer.from(patch, 'base64')));
  return node('collection', marks, [node('patches', {}, nodes)]);
};

export const appStateQuery = async (world: World, device: LinkedDevice, iq: Node): Promise<Node> => {
  const collections: Node[] = [];
  for (const collection of childrenOf(childOf(iq, 'sync'))) {
    const patch = childOf(collection, 'patch');
    collections.push(patch ? takePatch(world, device, collection, patch) : await unseenBy(world, collection));
  }
  return resultOf(iq, [node('sync', {}, collections)]);
};
