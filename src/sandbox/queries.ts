/** The queries of a logged-in device. Each is answered, because an unanswered query costs the client a minute. */
import { appStateQuery } from './app-state/sharing.ts';
import { blockListQuery } from './block-list.ts';
import { groupPictureQuery } from './groups/pictures.ts';
import { groupQuery } from './groups/queries.ts';
import { keyBundles, usync } from './lookups.ts';
import type { LinkedDevice } from './memory.ts';
import { bytesOf, childOf, childrenOf, errorOf, type Node, node, resultOf, toNumber } from './nodes.ts';
import { aboutQuery, pictureQuery } from './profiles.ts';
import type { World } from './world.ts';

export interface Asked {
  readonly world: World;
  readonly device: LinkedDevice;
  /** The device is ready for its pending messages. */
  ready(): void;
  /** The device asks to be unlinked. */
  unlink(): void;
  answer(stanza: Node): void;
}

/** The device's own one-time keys: how many are left, whether they are right, and new ones. */
const ownKeys = ({ world, device, answer }: Asked, iq: Node): void => {
  if (childOf(iq, 'count')) return answer(resultOf(iq, [node('count', { value: device.preKeys.size })]));
  if (childOf(iq, 'digest')) return answer(resultOf(iq, [node('digest')]));
  if (childOf(iq, 'key')) return answer(keyBundles(world, iq));
  const keys = childrenOf(childOf(iq, 'list')).map(
    (key) => [toNumber(bytesOf(childOf(key, 'id'))), bytesOf(childOf(key, 'value')).toString('base64')] as const,
  );
  if (keys.length > 0) world.memory.record({ type: 'keys_added', jid: device.jid, keys });
  answer(resultOf(iq));
};

const privacy = (iq: Node): Node =>
  iq.attrs['type'] === 'get'
    ? resultOf(iq, [node('privacy', {}, [node('category', { name: 'readreceipts', value: 'all' })])])
    : resultOf(iq);

/** The client's own chores. An armed rate limit is meant for other queries. */
const isChore = (iq: Node): boolean =>
  iq.attrs['xmlns'] === 'w:p' ||
  iq.attrs['xmlns'] === 'w:sync:app:state' ||
  (iq.attrs['xmlns'] === 'blocklist' && iq.attrs['type'] === 'get') ||
  (iq.attrs['xmlns'] === 'privacy' && iq.attrs['type'] === 'set');

/** The hosts for uploads, and the token for them. */
const mediaConn = ({ media, faults }: World, iq: Node): Node => {
  const refused = faults.take('media_conn_error');
  if (refused) return errorOf(iq, refused.code, refused.code === 429 ? 'rate-overlimit' : 'internal-server-error');
  const hosts = media.hostnames.map((hostname) =>
    node('host', { hostname, maxContentLengthBytes: media.bodyBytesMax }),
  );
  return resultOf(iq, [node('media_conn', { auth: media.auth, ttl: 3600 }, hosts)]);
};

export const answerQuery = async (asked: Asked, iq: Node): Promise<void> => {
  const { world, device, answer } = asked;
  if (!isChore(iq) && world.faults.take('rate_overlimit')) return answer(errorOf(iq, 429, 'rate-overlimit'));
  switch (iq.attrs['xmlns']) {
    case 'encrypt':
      return ownKeys(asked, iq);
    case 'usync': {
      const found = usync(world, iq, device.device);
      return found ? answer(found) : undefined;
    }
    case 'passive':
      answer(resultOf(iq));
      return asked.ready();
    case 'abt':
      return answer(resultOf(iq, [node('props', { protocol: 1 })]));
    case 'blocklist':
      return answer(blockListQuery(world, iq));
    case 'privacy':
      return answer(privacy(iq));
    case 'w:sync:app:state':
      return answer(await appStateQuery(world, device, iq));
    case 'w:g2':
      return answer(groupQuery(world, device, iq));
    case 'w:profile:picture':
      if (iq.attrs['target']?.endsWith('@g.us')) return answer(groupPictureQuery(world, device, iq));
      return answer(await pictureQuery(world, iq));
    case 'status':
      return answer(aboutQuery(world, iq));
    case 'w:m':
      return answer(childOf(iq, 'media_conn') ? mediaConn(world, iq) : resultOf(iq));
    case 'md':
      answer(resultOf(iq));
      return childOf(iq, 'remove-companion-device') ? asked.unlink() : undefined;
    default:
      return answer(resultOf(iq));
  }
};
