/** `/sessions`: every linked account, how it stands, and how one is added, started, stopped and removed. */
import { linkTo } from '../../router.ts';
import { nameOf, type SessionItem, sessions } from '../../shell/sessions.ts';
import { SessionBadge } from '../../ui/badge.tsx';
import { Card } from '../../ui/card.tsx';
import { Skeleton } from '../../ui/notice.tsx';
import { Page as Frame } from '../../ui/page.tsx';
import { Ago } from '../../ui/time.tsx';
import { chatName } from '../../words/chats.ts';
import { AddSession } from './add.tsx';
import { SessionSteps } from './steps.tsx';
import './sessions.css';

const SessionRow = ({ item }: { item: SessionItem }) => (
  <li class="session-row">
    <div class="session-name">
      <a href={linkTo('/', item.id)}>{nameOf(item)}</a>
      {item.label !== null && <span class="quiet small mono">{item.id}</span>}
      <span class="quiet small">
        {item.account !== null && `${chatName(item.account)}, `}
        {item.since === null ? (
          'never started'
        ) : (
          <>
            changed <Ago at={item.since} />
          </>
        )}
      </span>
    </div>
    <SessionBadge state={item.state} />
    <SessionSteps item={item} />
  </li>
);

export const Page = () => {
  const items = sessions.value;
  return (
    <Frame title="Sessions" lead="One session is one WhatsApp account, with a queue and pages of its own.">
      <AddSession />
      <Card title={items === null ? 'Sessions' : `Sessions (${items.length})`} flush>
        {items === null ? (
          <Skeleton lines={4} />
        ) : (
          <ul class="session-list">
            {items.map((item) => (
              <SessionRow key={item.id} item={item} />
            ))}
          </ul>
        )}
      </Card>
    </Frame>
  );
};
