/** How devices of the account come to the same app state: the key, the queries, the notifications. */
import { proto } from 'baileys/WAProto/index.js';
import { messageOf } from '../../kernel/fault.ts';
import type { LinkedDevice } from '../memory.ts';
import { bytesOf, childOf, childrenOf, type Node, node, resultOf, seconds } from '../nodes.ts';
import { post } from '../outbox.ts';
import { newMessageId, PHONE_NUMBER, type World } from '../world.ts';
import { checked, sumOf } from './collections.ts';
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

/** The patches that a device has not seen. */
const patchesFor = ({ memory }: World, { attrs }: Node): Node => {
  const patches = memory.state.appState.get(attrs['name'] ?? '') ?? [];
  const unseen = patches.slice(Number(attrs['version'] ?? 0));
  const nodes = unseen.map((patch) => node('patch', {}, Buffer.from(patch, 'base64')));
  const marks = { name: attrs['name'], version: patches.length, type: 'result', has_more_patches: 'false' };
  return node('collection', marks, nodes.length > 0 ? [node('patches', {}, nodes)] : undefined);
};

export const appStateQuery = (world: World, device: LinkedDevice, iq: Node): Node => {
  const collections = childrenOf(childOf(iq, 'sync')).map((collection) => {
    const patch = childOf(collection, 'patch');
    return patch ? takePatch(world, device, collection, patch) : patchesFor(world, collection);
  });
  return resultOf(iq, [node('sync', {}, collections)]);
};
