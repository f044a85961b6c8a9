/** What can be done with a session in the list. */
import { useState } from 'preact/hooks';
import { post } from '../../api/client.ts';
import { navigate, session } from '../../router.ts';
import { anySession, learnSessions, nameOf, type SessionItem } from '../../shell/sessions.ts';
import { ActionButton, Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/dialog.tsx';
import { tell } from '../../ui/toast.tsx';
import { chatName } from '../../words/chats.ts';
import { LogOutButton } from './log-out-button.tsx';
import { removeSession } from './remove.ts';

const DOWN: ReadonlySet<SessionItem['state']> = new Set(['stopped', 'loggedOut', 'halted']);

const Remove = ({ item }: { item: SessionItem }) => {
  const [asking, setAsking] = useState<{ readonly waiting: string | null } | null>(null);
  const name = nameOf(item);

  const remove = async (): Promise<void> => {
    const refusal = await removeSession(item.id, { cancel: asking?.waiting != null });
    if (refusal !== null) {
      // The dialog stays, and says what else would happen.
      setAsking({ waiting: refusal });
      return;
    }
    setAsking(null);
    tell(`${name} is removed.`);
    await learnSessions();
    if (session.value === item.id) navigate('/sessions', { of: anySession(), replace: true });
  };

  return (
    <>
      <Button kind="bare" icon="trash" label={`Remove ${name}`} onClick={() => setAsking({ waiting: null })}>
        Remove
      </Button>
      {asking && (
        <Confirm
          // A second question is another dialog.
          key={asking.waiting}
          title={asking.waiting === null ? `Remove ${name}?` : `Messages of ${name} wait`}
          verb={asking.waiting === null ? 'Remove the session' : 'Cancel them and remove it'}
          danger
          act={remove}
          close={() => setAsking((now) => (now?.waiting === asking.waiting ? null : now))}
        >
          {asking.waiting === null ? (
            <p>
              The phone is unlinked and the keys are put away. The history stays on record; a session of the same name
              continues it.
            </p>
          ) : (
            <p>{asking.waiting} They would be cancelled and never be sent.</p>
          )}
        </Confirm>
      )}
    </>
  );
};

export const SessionSteps = ({ item }: { item: SessionItem }) => {
  const query = { session: item.id };
  const name = nameOf(item);
  return (
    <>
      {DOWN.has(item.state) ? (
        <ActionButton icon="play" label={`Start ${name}`} act={() => post('/api/whatsapp/session/start', { query })}>
          Start
        </ActionButton>
      ) : (
        <>
          {item.state !== 'qr' && (
            <ActionButton
              icon="retry"
              label={`Restart ${name}`}
              act={() => post('/api/whatsapp/session/restart', { query })}
            >
              Restart
            </ActionButton>
          )}
          <ActionButton icon="stop" label={`Stop ${name}`} act={() => post('/api/whatsapp/session/stop', { query })}>
            Stop
          </ActionButton>
        </>
      )}
      {item.account !== null && item.connected && (
        <LogOutButton of={item.id} account={chatName(item.account)} label={`Unlink the phone of ${name}`} />
      )}
      <Remove item={item} />
    </>
  );
};
