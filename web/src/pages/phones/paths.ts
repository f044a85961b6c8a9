/** Addresses of the phones page. What stands beside the chats stays. */
import { query } from '../../router.ts';

interface Asked {
  readonly number?: string | null | undefined;
  /** The id of a group, `status@broadcast`, or the id of a channel. */
  readonly room?: string | null;
}

export const phonesPath = ({ number = null, room = null }: Asked = {}): string => {
  const all = { number, room, show: query.value.get('show') };
  const asked = new URLSearchParams(Object.entries(all).flatMap(([name, value]) => (value ? [[name, value]] : [])));
  return asked.size === 0 ? '/phones' : `/phones?${asked.toString()}`;
};
