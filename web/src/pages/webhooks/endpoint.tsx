/** One endpoint: how it stands, what it asks for, what can be done with it, and what it was sent. */
import { useState } from 'preact/hooks';
import { patch, type Schema } from '../../api/client.ts';
import { linkTo } from '../../router.ts';
import { mayOperate } from '../../shell/rights.ts';
import { Badge } from '../../ui/badge.tsx';
import { Card } from '../../ui/card.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Once } from '../../ui/once.tsx';
import { Page as Frame } from '../../ui/page.tsx';
import { Ago, Clock, Countdown } from '../../ui/time.tsx';
import { tell } from '../../ui/toast.tsx';
import { WEBHOOK_LOOKS } from '../../ui/tone.ts';
import { Arrivals } from './arrivals.tsx';
import { Deliveries } from './deliveries.tsx';
import { WebhookForm } from './form.tsx';
import { Lag } from './lag.tsx';
import { hasReceivers, receiverAt } from './receiver.ts';
import { Replay } from './replay.tsx';
import { Steps } from './steps.tsx';
import { useWebhook } from './use-webhooks.ts';
import { changeOf, type Wanted, wantedOf } from './wanted.ts';
import { healthOf, sessionsOf } from './words.ts';

type Webhook = Schema<'Webhook'>;

const Health = ({ webhook }: { webhook: Webhook }) => (
  <>
    <dt>State</dt>
    <dd class="row">
      <Badge {...WEBHOOK_LOOKS[webhook.state]} />
      <span>
        {healthOf(webhook)}, since <Ago at={webhook.since} />
        {webhook.probeAt !== null && (
          <>
            ; probed <Countdown until={webhook.probeAt} />
          </>
        )}
      </span>
    </dd>
    <dt>Lag</dt>
    <dd>
      <Lag of={webhook.lag} />
    </dd>
    {webhook.overlapUntil !== null && (
      <>
        <dt>Secrets</dt>
        <dd>
          The former one signs as well, until <Clock at={webhook.overlapUntil} />
        </dd>
      </>
    )}
  </>
);

const Asked = ({ webhook }: { webhook: Webhook }) => (
  <>
    <dt>Address</dt>
    <dd class="mono small">{webhook.url}</dd>
    <dt>Events</dt>
    <dd class="mono small">{webhook.events.join(', ')}</dd>
    <dt>Sessions</dt>
    <dd>{sessionsOf(webhook)}</dd>
    {webhook.chats !== null && (
      <>
        <dt>Chats</dt>
        <dd class="mono small">{webhook.chats.join(', ')}</dd>
      </>
    )}
    <dt>A request has</dt>
    <dd>
      {webhook.payload === 'full' ? 'everything' : 'ids only'}
      {webhook.batch !== null && `, of up to ${webhook.batch.maxEvents} events`}
      {webhook.headers.length > 0 && `, with headers of its own: ${webhook.headers.join(', ')}`}
    </dd>
    <dt>Order</dt>
    <dd>{webhook.ordering === 'chat' ? 'in order within each chat' : 'in no order'}</dd>
    <dt>Made</dt>
    <dd>
      <Clock at={webhook.createdAt} />
      {webhook.source === 'environment' && ', by WAYBILL_WEBHOOK_URL'}
    </dd>
  </>
);

const Whole = ({ webhook, reload }: { webhook: Webhook; reload: () => void }) => {
  const [changing, setChanging] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const { id, name } = webhook;
  const receiver = hasReceivers() ? receiverAt(webhook.url) : null;
  const change = async (wanted: Wanted): Promise<void> => {
    await patch('/api/webhooks/{id}', { params: { id }, body: changeOf(wanted) });
    setChanging(false);
    reload();
    tell(`${name} is changed.`);
  };
  return (
    <>
      {secret !== null && (
        <Once
          title={`The new secret of ${name}`}
          label="Secret"
          text={secret}
          hint="Give it to the receiver before the former one ends."
          close={() => setSecret(null)}
        />
      )}
      {changing ? (
        <WebhookForm
          title={`Change ${name}`}
          verb="Change it"
          first={wantedOf(webhook)}
          send={change}
          close={() => setChanging(false)}
        />
      ) : (
        <Card title="Endpoint">
          <div class="stack">
            <dl class="facts">
              <Health webhook={webhook} />
              <Asked webhook={webhook} />
            </dl>
            {mayOperate() && (
              <Steps webhook={webhook} change={() => setChanging(true)} show={setSecret} reload={reload} />
            )}
          </div>
        </Card>
      )}
      {receiver !== null && <Arrivals id={receiver} />}
      {mayOperate() && <Replay id={id} />}
      <Deliveries id={id} />
    </>
  );
};

export const EndpointPage = ({ id }: { id: string }) => {
  const live = useWebhook(id);
  return (
    <Frame
      title={live.data?.name ?? 'Endpoint'}
      lead={
        <>
          An endpoint of webhooks. <a href={linkTo('/webhooks')}>All endpoints</a>
        </>
      }
    >
      <Loaded live={live} lines={8}>
        {(webhook) => <Whole webhook={webhook} reload={live.reload} />}
      </Loaded>
    </Frame>
  );
};
