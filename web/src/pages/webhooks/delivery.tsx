/** One delivery; opened, its request, its answer, and a way to send it again. */
import { post } from '../../api/client.ts';
import { mayOperate } from '../../shell/rights.ts';
import { ActionButton } from '../../ui/button.tsx';
import { Code } from '../../ui/code.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Clock, Countdown } from '../../ui/time.tsx';
import { tell } from '../../ui/toast.tsx';
import { chatName, count } from '../../words/chats.ts';
import { durationText } from '../../words/times.ts';
import { OpeningRow } from './opening-row.tsx';
import { useDelivery } from './use-webhooks.ts';
import { type Delivery, DELIVERY_LOOKS, troubleOf } from './words.ts';

interface Props {
  readonly webhook: string;
  readonly delivery: Delivery;
  readonly reload: () => void;
}

const outcomeOf = ({ status, reason, tookMs }: Delivery): string =>
  status === null
    ? `Not answered: ${troubleOf({ status, reason })}`
    : `Answered with ${status} after ${durationText(tookMs)}`;

const Opened = ({ webhook, delivery: { id: event }, reload }: Props) => {
  const live = useDelivery(webhook, event);
  const again = async (): Promise<void> => {
    await post('/api/webhooks/{id}/deliveries/{event}/redeliver', { params: { id: webhook, event } });
    tell('It is on its way again.');
    live.reload();
    reload();
  };
  return (
    <Loaded live={live}>
      {(delivery) => (
        <>
          <dl class="facts">
            <dt>webhook-id</dt>
            <dd class="mono small">{delivery.sentAs}</dd>
            <dt>Attempts</dt>
            <dd>
              {delivery.attempts}, the first <Clock at={delivery.firstAt} />, the last <Clock at={delivery.lastAt} />
            </dd>
            {delivery.nextAt !== null && (
              <>
                <dt>Next attempt</dt>
                <dd>
                  <Clock at={delivery.nextAt} /> (<Countdown until={delivery.nextAt} />)
                </dd>
              </>
            )}
            <dt>Outcome</dt>
            <dd>{outcomeOf(delivery)}</dd>
          </dl>
          <Code label={`POST ${delivery.request.url}`} text={JSON.stringify(delivery.request.body, null, 2)} />
          {delivery.answer !== null && delivery.answer !== '' && <Code label="Its answer" text={delivery.answer} />}
          {mayOperate() && (
            <div>
              <ActionButton icon="retry" act={again}>
                Deliver it again
              </ActionButton>
            </div>
          )}
        </>
      )}
    </Loaded>
  );
};

export const DeliveryRow = (props: Props) => {
  const { delivery } = props;
  const note = (
    <>
      {outcomeOf(delivery)}
      {delivery.attempts > 1 && `, ${count(delivery.attempts, 'attempt')}`}
      {delivery.nextAt !== null && (
        <>
          , again <Countdown until={delivery.nextAt} />
        </>
      )}
      {delivery.chatId !== null && ` · ${chatName(delivery.chatId)}`}
    </>
  );
  return (
    <OpeningRow
      look={DELIVERY_LOOKS[delivery.state]}
      type={delivery.type}
      note={note}
      at={delivery.lastAt}
      name={`${delivery.type} ${delivery.id}`}
    >
      <Opened {...props} />
    </OpeningRow>
  );
};
