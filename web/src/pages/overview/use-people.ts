/** Who is who: facts name people and keys by their ids. */
import { get } from '../../api/client.ts';
import { keyNames } from '../../live/key-names.ts';
import { about, useLive } from '../../live/use-live.ts';

const ACTIONS_MAX = 100;

/** By id: the emails of those who logged in or out lately, and the names of keys. */
export const usePeople = (): ReadonlyMap<string, string> => {
  const { data } = useLive(
    'people',
    (signal) => get('/api/audit/actions', { query: { area: 'users', by: 'people', limit: ACTIONS_MAX }, signal }),
    about('user.'),
  );
  const emails = data?.items.flatMap(({ by, who }) => (who === null ? [] : [[by, who] as const])) ?? [];
  return new Map([...keyNames.value, ...emails]);
};
