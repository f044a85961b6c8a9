/** Stands in the place of a page whose session does not exist. */
import { post } from '../api/client.ts';
import { DEFAULT_SESSION } from '../place.ts';
import { linkTo, session } from '../router.ts';
import { ActionButton } from '../ui/button.tsx';
import { Empty } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { learnSessions, nameOf, type SessionItem, sessions } from './sessions.ts';

const SHOWN_MAX = 10;

/** Whether the session of the address exists; null while that is not known. The default session does, unless it was removed. */
export const sessionExists = (): boolean | null =>
  sessions.value?.some(({ id }) => id === session.value) ?? (session.value === DEFAULT_SESSION ? true : null);

const start = async (): Promise<void> => {
  await post('/api/whatsapp/session/start');
  await learnSessions();
};

/** The addresses without a session are those of the default one, so people come here after it was removed. */
const StartDefault = () => (
  <div>
    <ActionButton icon="play" act={start}>
      Start it again
    </ActionButton>
  </div>
);

const Others = ({ items }: { items: readonly SessionItem[] }) => (
  <p>
    These exist:{' '}
    {items.slice(0, SHOWN_MAX).map((item, index) => (
      <span key={item.id}>
        {index > 0 && ', '}
        <a href={linkTo('/', item.id)}>{nameOf(item)}</a>
      </span>
    ))}
    {items.length > SHOWN_MAX && ' and more'}.
  </p>
);

export const NoSession = () => (
  <Page title="No such session">
    <Empty
      icon="search"
      title={
        session.value === DEFAULT_SESSION ? 'The default session was removed' : `There is no session “${session.value}”`
      }
    >
      {session.value === DEFAULT_SESSION && <StartDefault />}
      {sessions.value && sessions.value.length > 0 && <Others items={sessions.value} />}
      <p>
        <a href={linkTo('/sessions')}>Add a session</a>, or look at all of them.
      </p>
    </Empty>
  </Page>
);
