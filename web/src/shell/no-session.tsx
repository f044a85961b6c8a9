/** Stands in the place of a page whose session does not exist. */
import { DEFAULT_SESSION } from '../place.ts';
import { linkTo, session } from '../router.ts';
import { Empty } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { nameOf, sessions } from './sessions.ts';

const SHOWN_MAX = 10;

/** Whether the session of the address exists; null while that is not known. The default session always does. */
export const sessionExists = (): boolean | null =>
  session.value === DEFAULT_SESSION || (sessions.value?.some(({ id }) => id === session.value) ?? null);

export const NoSession = () => (
  <Page title="No such session">
    <Empty icon="search" title={`There is no session “${session.value}”`}>
      <p>
        These exist:{' '}
        {sessions.value?.slice(0, SHOWN_MAX).map((item, index) => (
          <span key={item.id}>
            {index > 0 && ', '}
            <a href={linkTo('/', item.id)}>{nameOf(item)}</a>
          </span>
        ))}
        {(sessions.value?.length ?? 0) > SHOWN_MAX && ' and more'}.
      </p>
      <p>
        <a href={linkTo('/sessions')}>Add a session</a>, or look at all of them.
      </p>
    </Empty>
  </Page>
);
