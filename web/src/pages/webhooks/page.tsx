/** `/webhooks`: the addresses that are told what happens; `/webhooks/ID`: one of them, and what it was sent. */
import { useState } from 'preact/hooks';
import { post, type Schema } from '../../api/client.ts';
import { linkTo, navigate } from '../../router.ts';
import type { PageProps } from '../../routes.ts';
import { mayOperate } from '../../shell/rights.ts';
import { Badge } from '../../ui/badge.tsx';
import { ActionButton, Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Empty } from '../../ui/notice.tsx';
import { Once } from '../../ui/once.tsx';
import { Page as Frame } from '../../ui/page.tsx';
import { WEBHOOK_LOOKS } from '../../ui/tone.ts';
import { EndpointPage } from './endpoint.tsx';
import { WebhookForm } from './form.tsx';
import { Lag } from './lag.tsx';
import { hasReceivers, tryHere } from './receiver.ts';
import { useWebhooks } from './use-webhooks.ts';
import { creationOf, NOTHING, type Wanted } from './wanted.ts';
import './webhooks.css';
import { healthOf } from './words.ts';

type Webhook = Schema<'Webhook'>;
type Created = Schema<'WebhookCreated'>;

const Row = ({ webhook }: { webhook: Webhook }) => (
  <li class="webhook-row">
    <div class="grow">
      <a href={linkTo(`/webhooks/${webhook.id}`)}>{webhook.name}</a>
      <p class="mono small ellipsis" title={webhook.url}>
        {webhook.url}
      </p>
      <p class="quiet small">{webhook.events.join(', ')}</p>
    </div>
    <div class="webhook-health">
      <Badge {...WEBHOOK_LOOKS[webhook.state]} />
      <p class="small">{healthOf(webhook)}</p>
      <p class="quiet small">
        <Lag of={webhook.lag} />
      </p>
    </div>
  </li>
);

const MakeButtons = ({ make }: { make: () => void }) => (
  <>
    {hasReceivers() && (
      <ActionButton icon="play" act={async () => navigate(`/webhooks/${await tryHere()}`)}>
        Try it here
      </ActionButton>
    )}
    <Button kind="primary" icon="hook" onClick={make}>
      Make an endpoint
    </Button>
  </>
);

const ListPage = () => {
  const live = useWebhooks();
  const [making, setMaking] = useState(false);
  const [made, setMade] = useState<Created | null>(null);
  const make = async (wanted: Wanted): Promise<void> => {
    setMade(await post('/api/webhooks', { body: creationOf(wanted) }));
    setMaking(false);
    live.reload();
  };
  return (
    <Frame
      title="Webhooks"
      lead="Addresses of yours that are told what happens: at least once, in order within each chat, and signed."
      actions={mayOperate() && !making && <MakeButtons make={() => setMaking(true)} />}
    >
      {made && (
        <Once
          title={`The secret of ${made.name}`}
          label="Secret"
          text={made.secret}
          hint="The receiver verifies signatures with it."
          close={() => setMade(null)}
        />
      )}
      {making && (
        <WebhookForm
          title="Make an endpoint"
          verb="Make it"
          first={NOTHING}
          send={make}
          close={() => setMaking(false)}
        />
      )}
      <Card title="Endpoints" flush>
        <Loaded live={live} lines={4}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty icon="hook" title="Nobody is told yet">
                <p>An endpoint is an address that Waybill calls when messages come in, go out or fail.</p>
                {hasReceivers() && <p>Try it here makes one onto this gateway itself, which shows what arrives.</p>}
              </Empty>
            ) : (
              <ul class="rows">
                {items.map((webhook) => (
                  <Row key={webhook.id} webhook={webhook} />
                ))}
              </ul>
            )
          }
        </Loaded>
      </Card>
    </Frame>
  );
};

export const Page = ({ id }: PageProps) => (id === undefined ? <ListPage /> : <EndpointPage key={id} id={id} />);
