/** `/people`: who can log in, and with which role. For administrators. */
import { get } from '../../api/client.ts';
import { about, useLive } from '../../live/use-live.ts';
import { AdminsOnly } from '../../shell/admins-only.tsx';
import { Card } from '../../ui/card.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Page as Frame } from '../../ui/page.tsx';
import { AddPerson } from './add.tsx';
import './people.css';
import { PersonRow } from './row.tsx';

const LISTED_MAX = 500;

const People = () => {
  const live = useLive(
    'users',
    (signal) => get('/api/users', { query: { limit: LISTED_MAX }, signal }),
    about('user.added', 'user.removed', 'user.role_changed'),
  );
  return (
    <>
      <AddPerson added={live.reload} />
      <Card title="People" flush>
        <Loaded live={live} lines={4}>
          {({ items }) => {
            const admins = items.filter(({ role }) => role === 'admin').length;
            return (
              <ul class="rows">
                {items.map((person) => (
                  <PersonRow
                    key={person.id}
                    person={person}
                    isLastAdmin={person.role === 'admin' && admins === 1}
                    reload={live.reload}
                  />
                ))}
              </ul>
            );
          }}
        </Loaded>
      </Card>
    </>
  );
};

export const Page = () => (
  <Frame title="People" lead="Who can log in. Everything they do is on record under their name.">
    <AdminsOnly>
      <People />
    </AdminsOnly>
  </Frame>
);
