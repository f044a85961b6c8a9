/** The linked account: whether messages can go out, and what to do when they cannot. */
import { useEffect, useState } from 'preact/hooks';
import { post, type Schema } from '../../api/client.ts';
import { SessionBadge } from '../../ui/badge.tsx';
import { ActionButton } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Ago } from '../../ui/time.tsx';
import { SESSION_LOOKS } from '../../ui/look.ts';
import { chatName } from '../../words/chats.ts';
import { sessionAdvice } from '../../words/session.ts';
import { LogOutButton } from '../sessions/log-out-button.tsx';
import { type ByCode, NOT_BY_CODE, Pairing } from '../sessions/pairing.tsx';

type Session = Schema<'Status'>['session'];

const start = () => post('/api/whatsapp/session/start');
const restart = () => post('/api/whatsapp/session/restart');
const stop = () => post('/api/whatsapp/session/stop');

const isDown = ({ state }: Session): boolean => state === 'stopped' || state === 'loggedOut' || state === 'halted';

/** What can be done with the session as it is. */
const Steps = ({ session }: { session: Session }) =>
  isDown(session) ? (
    <ActionButton kind="primary" icon="play" act={start}>
      Start the session
    </ActionButton>
  ) : (
    <>
      {session.state !== 'qr' && (
        <ActionButton icon="retry" act={restart}>
          Restart
        </ActionButton>
      )}
      <ActionButton icon="stop" act={stop}>
        Stop
      </ActionButton>
      {session.account && session.connected && <LogOutButton of={session.id} account={chatName(session.account)} />}
    </>
  );

/** The account and the times beside the state. */
const Details = ({ session }: { session: Session }) => (
  <dl class="facts">
    {session.account && (
      <>
        <dt>Account</dt>
        <dd class="mono">{chatName(session.account)}</dd>
      </>
    )}
    {session.since && (
      <>
        <dt>Since</dt>
        <dd>
          <Ago at={session.since} />
        </dd>
      </>
    )}
    {session.restarts > 0 && (
      <>
        <dt>Restarts in a row</dt>
        <dd>{session.restarts}</dd>
      </>
    )}
    {session.lastDisconnect && (
      <>
        <dt>Last disconnect</dt>
        <dd>
          <Ago at={session.lastDisconnect.at} />: {session.lastDisconnect.reason}
          {session.lastDisconnect.code !== null && ` (${session.lastDisconnect.code})`}
        </dd>
      </>
    )}
  </dl>
);

export const SessionCard = ({ session }: { session: Session }) => {
  const [byCode, setByCode] = useState<ByCode>(NOT_BY_CODE);
  useEffect(() => {
    if (session.connected) setByCode(NOT_BY_CODE);
  }, [session.connected]);
  const look = SESSION_LOOKS[session.state];
  return (
    <Card title="Session" class="session-card" actions={<SessionBadge state={session.state} />}>
      <div class="stack">
        {session.state === 'ready' || session.state === 'qr' ? (
          <p class="quiet">{sessionAdvice(session)}</p>
        ) : (
          <Notice tone={look.tone} icon={look.icon}>
            {sessionAdvice(session)}
          </Notice>
        )}
        {session.state === 'qr' ? (
          <Pairing of={session.id} byCode={byCode} change={(some) => setByCode((now) => ({ ...now, ...some }))} />
        ) : (
          <Details session={session} />
        )}
        <div class="row">
          <Steps session={session} />
        </div>
      </div>
    </Card>
  );
};
