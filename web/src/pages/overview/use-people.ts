/** Who is who: facts name people by their ids. */
import { get } from '../../api/client.ts';
import { about, useLive } from '../../live/use-live.ts';

const ACTIONS_MAX = 100;

/** The emails, by id, of those who logged in or out lately. */
export const usePeople = (): ReadonlyMap<string, string> => {
  const { data } = useLive(
    'people',
    (signal) => get('/api/audit/actions', { query: { area: 'users', by: 'people', limit: ACTIONS_MAX }, signal }),
    about('user.'),
  );
  return new Map(data?.items.flatMap(({ by, who }) => (who === null ? [] : [[by, who]])));
};
