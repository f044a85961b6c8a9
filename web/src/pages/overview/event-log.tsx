/** Events as they happen, newest first: those of every session, with its name where there are several. */
import type { Fact } from '../../live/feed.ts';
import { latest } from '../../live/live.ts';
import { linkTo, session } from '../../router.ts';
import { Card } from '../../ui/card.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Empty } from '../../ui/notice.tsx';
import { Clock } from '../../ui/time.tsx';
import { hasSeveral } from '../../shell/sessions.ts';
import { jobOf, lineOf } from '../../words/facts.ts';
import { usePeople } from './use-people.ts';

const SHOWN = 60;

/** A link to the session's overview, quieter for the session that is shown. */
const SessionName = ({ of }: { of: string }) => (
  <a class={`session-tag ${of === session.value ? 'own' : ''}`} href={linkTo('/', of)}>
    {of}
  </a>
);

const EventRow = ({ fact, people }: { fact: Fact; people: ReadonlyMap<string, string> }) => {
  const { tone, icon, text } = lineOf(fact, (id) => people.get(id));
  const job = jobOf(fact);
  const of = fact.session;
  return (
    <li class={`tone-${tone}`}>
      <span class="event-mark">
        <Icon name={icon} size={12} />
      </span>
      <span class="grow">
        {of !== null && hasSeveral.value && <SessionName of={of} />}
        {text}
        {job && (
          <>
            {' '}
            <a class="mono small" href={linkTo(`/jobs/${job}`, of ?? session.value)} title={`Job ${job}`}>
              {job.slice(-6)}
            </a>
          </>
        )}
      </span>
      <span class="quiet small">
        <Clock at={fact.at} />
      </span>
    </li>
  );
};

export const EventLog = () => {
  const people = usePeople();
  return (
    <Card title="Events" flush class="event-card" actions={<a href={linkTo('/inspector')}>Inspect</a>}>
      {latest.value.length === 0 ? (
        <Empty icon="clock" title="Nothing has happened yet" />
      ) : (
        // Scrolled with the keyboard too.
        <div class="event-scroll" tabIndex={0} role="group" aria-label="The latest events">
          <ol class="events">
            {latest.value.slice(0, SHOWN).map((fact) => (
              <EventRow key={fact.position} fact={fact} people={people} />
            ))}
          </ol>
        </div>
      )}
    </Card>
  );
};
