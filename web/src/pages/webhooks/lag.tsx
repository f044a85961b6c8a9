/** How far an endpoint is behind. */
import type { Schema } from '../../api/client.ts';
import { Ago } from '../../ui/time.tsx';
import { count } from '../../words/chats.ts';

export const Lag = ({ of: { facts, oldestAt } }: { of: Schema<'Webhook'>['lag'] }) => {
  if (facts === 0 && oldestAt === null) return <>Up to date</>;
  return (
    <>
      {facts === 0 ? 'Some wait to be tried again' : `${count(facts, 'fact')} behind`}
      {oldestAt !== null && (
        <>
          , the oldest event from <Ago at={oldestAt} />
        </>
      )}
    </>
  );
};
