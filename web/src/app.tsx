/** The login form, or the page of the path in its frame. */
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { loggedIn } from './api/session.ts';
import { Login } from './pages/login/login.tsx';
import { linkTo, navigate, path, query, session } from './router.ts';
import { fetchAll, type Match, matchOf, type PageProps } from './routes.ts';
import { NoSession, sessionExists } from './shell/no-session.tsx';
import { Shell } from './shell/shell.tsx';
import { Empty, Skeleton, Trouble } from './ui/notice.tsx';
import { Page } from './ui/page.tsx';
import { Toasts } from './ui/toast.tsx';

const FETCH_ALL_AFTER_MS = 500;

const here = (): string => path.value + (query.value.size > 0 ? `?${query.value.toString()}` : '');

/** Where to go after logging in: the page that was asked for, or the overview. */
const next = (): string => {
  const asked = query.value.get('next') ?? '/';
  return matchOf(asked.split('?', 1)[0] ?? '') && asked !== '/login' ? asked : '/';
};

const Lost = () => (
  <Page title="Nothing here">
    <Empty icon="search" title="No page has this address">
      <p>
        <a href={linkTo('/')}>The overview</a> leads everywhere.
      </p>
    </Empty>
  </Page>
);

const Coming = () => (
  <main class="page" id="main" aria-busy="true">
    <Skeleton lines={6} />
  </main>
);

/** The page behind a match. The one before stays in view until the next has been fetched. */
const Shown = ({ match }: { match: Match }) => {
  const [shown, setShown] = useState<{ name: string; view: ComponentType<PageProps> } | null>(null);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    let current = true;
    const fetchPage = async (): Promise<void> => {
      try {
        const { Page: view } = await match.load();
        if (!current) return;
        setError(null);
        setShown({ name: match.name, view });
        setTimeout(fetchAll, FETCH_ALL_AFTER_MS);
      } catch (thrown) {
        if (current) setError(thrown);
      }
    };
    void fetchPage();
    return () => {
      current = false;
    };
  }, [match.name]);
  if (error !== null) {
    return (
      <Page title="Waybill">
        {/* An upgrade gives the files other names: only the whole page, loaded again, knows them. */}
        <Trouble error={error} retry={() => location.reload()} />
      </Page>
    );
  }
  if (!shown) return <Coming />;
  const View = shown.view;
  // Another session is another page: nothing of the one before may stay in view.
  return <View key={`${session.value} ${shown.name}`} id={shown.name === match.name ? match.id : undefined} />;
};

/** Pages that are about no session. */
const OF_NO_SESSION = new Set(['sessions', 'audit', 'settings']);

/** A page asks for nothing in the name of a session before that is known to exist. */
const InSession = ({ match }: { match: Match }) => {
  const exists = OF_NO_SESSION.has(match.name) || sessionExists();
  if (exists === null) return <Coming />;
  return exists ? <Shown match={match} /> : <NoSession />;
};

export const App = () => {
  const inside = loggedIn.value;
  const atLogin = path.value === '/login';
  useEffect(() => {
    if (!inside && !atLogin) {
      const from = here();
      navigate(from === '/' ? '/login' : `/login?next=${encodeURIComponent(from)}`, { replace: true });
    }
    if (inside && atLogin) navigate(next(), { replace: true });
  }, [inside, atLogin]);

  if (!inside) return <Login />;
  const match = matchOf(path.value);
  return (
    <>
      <Shell>{match ? <InSession match={match} /> : <Lost />}</Shell>
      <Toasts />
    </>
  );
};
