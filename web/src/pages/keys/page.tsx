/** `/keys`: what other programs log in with. For administrators. */
import { useState } from 'preact/hooks';
import { get, post, type Schema } from '../../api/client.ts';
import { about, useLive } from '../../live/use-live.ts';
import { AdminsOnly } from '../../shell/admins-only.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Empty } from '../../ui/notice.tsx';
import { Once } from '../../ui/once.tsx';
import { Page as Frame } from '../../ui/page.tsx';
import { KeyForm } from './form.tsx';
import './keys.css';
import { KeyRow } from './row.tsx';
import { bodyOf, type Wanted } from './wanted.ts';

type Made = Schema<'ApiKeyOnce'>;

const LISTED_MAX = 500;

const useKeys = () =>
  useLive(
    'keys',
    async (signal) => {
      const query = { limit: LISTED_MAX };
      const [keys, users] = await Promise.all([
        get('/api/keys', { query, signal }),
        get('/api/users', { query, signal }),
      ]);
      return { keys: keys.items, emails: new Map(users.items.map(({ id, email }) => [id, email])) };
    },
    about('key.', 'user.added', 'user.removed'),
  );

const makerOf = (by: string, emails: ReadonlyMap<string, string>): string =>
  emails.get(by) ?? (by === 'system' ? 'the command line' : 'a user who was removed');

const Keys = () => {
  const live = useKeys();
  const [making, setMaking] = useState(false);
  const [made, setMade] = useState<Made | null>(null);
  const show = (one: Made): void => {
    setMade(one);
    live.reload();
  };
  const make = async (wanted: Wanted): Promise<void> => {
    show(await post('/api/keys', { body: bodyOf(wanted) }));
    setMaking(false);
  };
  return (
    <>
      {made && (
        <Once
          key={made.key}
          title={`The key ${made.name}`}
          label="Key"
          text={made.key}
          hint="It is sent as “Authorization: Bearer …”, and never in an address."
          close={() => setMade(null)}
        />
      )}
      {making && <KeyForm send={make} close={() => setMaking(false)} />}
      <Card
        title="Keys"
        flush
        actions={
          !making && (
            <Button kind="primary" icon="key" onClick={() => setMaking(true)}>
              Make a key
            </Button>
          )
        }
      >
        <Loaded live={live} lines={4}>
          {({ keys, emails }) =>
            keys.length === 0 ? (
              <Empty icon="key" title="There is no key yet">
                <p>A key is for a program: it may do what you choose, in the sessions and chats that you choose.</p>
              </Empty>
            ) : (
              <ul class="rows">
                {keys.map((one) => (
                  <KeyRow key={one.id} of={one} by={makerOf(one.createdBy, emails)} show={show} reload={live.reload} />
                ))}
              </ul>
            )
          }
        </Loaded>
      </Card>
    </>
  );
};

export const Page = () => (
  <Frame title="Keys" lead="What programs log in with, each with its own scopes and bounds.">
    <AdminsOnly>
      <Keys />
    </AdminsOnly>
  </Frame>
);
