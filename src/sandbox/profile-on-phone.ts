/** What the account's phone changes of its own profile. */
import { jidOf } from './addresses.ts';
import { patchWith, sumOf } from './app-state/collections.ts';
import { appStateKeyOf } from './app-state/crypto.ts';
import { tellDevices } from './app-state/sharing.ts';
import type { ProfileOnPhone } from './control/chats.ts';
import { type Node, node, seconds } from './nodes.ts';
import { NAMES } from './profiles.ts';
import { newMessageId, PHONE_NUMBER, type World } from './world.ts';

/** The account's phone changes its profile: a name by the app state, the rest by notices to devices that are online. */
export const changeProfileOnPhone = async (world: World, change: ProfileOnPhone): Promise<void> => {
  const { clock, entropy, memory } = world;
  const notify = (type: string, child: Node): void => {
    const attributes = { type, from: jidOf(PHONE_NUMBER), id: newMessageId(entropy), t: seconds(clock.now()) };
    for (const { peer } of world.online.values()) peer.send(node('notification', attributes, [child]));
  };
  if (change.name !== undefined) {
    const action = {
      index: ['setting_pushName'],
      value: { pushNameSetting: { name: change.name }, timestamp: clock.now() },
    };
    const key = appStateKeyOf(memory.state.seed);
    const before = sumOf(memory.state, key, NAMES.collection);
    memory.record(patchWith(key, NAMES.collection, before, action, 1));
    tellDevices(world, NAMES.collection, before.version + 1, null);
  }
  if (change.about !== undefined) {
    memory.record({ type: 'profile_set', about: change.about });
    notify('status', node('set', {}, change.about === null ? undefined : Buffer.from(change.about)));
  }
  if (change.picture === null) {
    memory.record({ type: 'profile_set', picture: null });
    notify('picture', node('delete', { jid: jidOf(PHONE_NUMBER) }));
  } else if (change.picture !== undefined) {
    const id = String(clock.now());
    memory.record({ type: 'profile_set', picture: { id, directPath: await world.media.keep(change.picture) } });
    notify('picture', node('set', { jid: jidOf(PHONE_NUMBER), id }));
  }
  world.changed();
};
