/** What an endpoint was sent, the newest events first. */
import { useState } from 'preact/hooks';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Choices } from '../../ui/field.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Empty } from '../../ui/notice.tsx';
import { DeliveryRow } from './delivery.tsx';
import { useDeliveries } from './use-webhooks.ts';

const STATES = [
  ['all', 'All'],
  ['waiting', 'Waiting'],
  ['retrying', 'Retrying'],
  ['delivered', 'Delivered'],
  ['failed', 'Failed'],
  ['dropped', 'Not asked for'],
] as const;
type State = (typeof STATES)[number][0];

const PAGE = 25;
const LIMIT_MAX = 500;

export const Deliveries = ({ id }: { id: string }) => {
  const [state, setState] = useState<State>('all');
  const [limit, setLimit] = useState(PAGE);
  const live = useDeliveries(id, state, limit);
  return (
    <Card
      title="Deliveries"
      flush
      actions={<Choices legend="State" hideLegend value={state} options={STATES} choose={setState} />}
    >
      <Loaded live={live} lines={5}>
        {({ items, nextCursor }) => (
          <>
            {items.length === 0 && (
              <Empty icon="envelope" title={state === 'all' ? 'Nothing was sent yet' : 'None stands so'}>
                <p>Deliveries are kept for 30 days.</p>
              </Empty>
            )}
            <ul class="rows flush">
              {items.map((delivery) => (
                <DeliveryRow key={delivery.id} webhook={id} delivery={delivery} reload={live.reload} />
              ))}
            </ul>
            {nextCursor !== null && limit < LIMIT_MAX && (
              <div class="deliveries-more">
                <Button onClick={() => setLimit(Math.min(limit * 4, LIMIT_MAX))}>Show more</Button>
              </div>
            )}
          </>
        )}
      </Loaded>
    </Card>
  );
};
