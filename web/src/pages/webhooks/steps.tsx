/** What can be done with an endpoint. */
import { useState } from 'preact/hooks';
import { post, remove, type Schema } from '../../api/client.ts';
import { navigate } from '../../router.ts';
import { ActionButton, Button } from '../../ui/button.tsx';
import { Code } from '../../ui/code.tsx';
import { Confirm } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import { tell } from '../../ui/toast.tsx';
import { HoursField } from '../../ui/hours-field.tsx';
import { troubleOf } from './words.ts';

type Webhook = Schema<'Webhook'>;
type Tried = Schema<'WebhookTest'>;

const OVERLAP_HOURS = 24;

const wentWell = ({ status }: Tried): boolean => status !== null && status >= 200 && status < 300;

/** What came back of a test. */
const Outcome = ({ tried }: { tried: Tried }) => (
  <div class="stack-tight" role="status">
    <Notice tone={wentWell(tried) ? 'completed' : 'failed'} icon={wentWell(tried) ? 'check' : 'alert'}>
      {tried.status === null
        ? `The test was not answered: ${troubleOf(tried)}.`
        : `The test was answered with ${tried.status} after ${tried.tookMs} ms.`}
    </Notice>
    {tried.answer !== null && tried.answer !== '' && <Code label="What came back" text={tried.answer} />}
  </div>
);

interface RotateProps {
  readonly webhook: Webhook;
  readonly show: (secret: string) => void;
  readonly close: () => void;
}

const Rotate = ({ webhook: { id, name }, show, close }: RotateProps) => {
  const [hours, setHours] = useState(OVERLAP_HOURS);
  const rotate = async (): Promise<void> => {
    const { secret } = await post('/api/webhooks/{id}/rotate-secret', {
      params: { id },
      body: { overlapHours: hours },
    });
    show(secret);
  };
  return (
    <Confirm title={`A new secret for ${name}?`} verb="Make a new secret" act={rotate} close={close}>
      <p>It is shown once. Meanwhile requests are signed with both, so that the receiver can change at any time.</p>
      <HoursField label="The former secret signs for" value={hours} change={setHours} />
    </Confirm>
  );
};

const Remove = ({ webhook: { id, name }, close }: { webhook: Webhook; close: () => void }) => {
  const act = async (): Promise<void> => {
    await remove('/api/webhooks/{id}', { params: { id } });
    tell(`${name} is removed.`);
    navigate('/webhooks');
  };
  return (
    <Confirm title={`Remove ${name}?`} verb="Remove the endpoint" danger act={act} close={close}>
      <p>Its secret and the record of its deliveries go with it. What it was not sent yet, it is never sent.</p>
    </Confirm>
  );
};

interface Props {
  readonly webhook: Webhook;
  readonly change: () => void;
  readonly show: (secret: string) => void;
  readonly reload: () => void;
}

export const Steps = ({ webhook, change, show, reload }: Props) => {
  const [asking, setAsking] = useState<'rotate' | 'remove' | null>(null);
  const [tried, setTried] = useState<Tried | null>(null);
  const params = { id: webhook.id };
  const close = (): void => setAsking(null);
  return (
    <>
      <div class="row">
        <ActionButton icon="send" act={async () => setTried(await post('/api/webhooks/{id}/test', { params }))}>
          Test
        </ActionButton>
        {webhook.state !== 'active' && (
          <ActionButton icon="play" act={() => post('/api/webhooks/{id}/resume', { params }).then(reload)}>
            {webhook.state === 'failing' ? 'Try it now' : 'Resume'}
          </ActionButton>
        )}
        {webhook.state !== 'paused' && (
          <ActionButton icon="pause" act={() => post('/api/webhooks/{id}/pause', { params }).then(reload)}>
            Pause
          </ActionButton>
        )}
        <Button icon="pencil" onClick={change}>
          Change
        </Button>
        <Button icon="key" onClick={() => setAsking('rotate')}>
          New secret
        </Button>
        <Button kind="danger" icon="trash" onClick={() => setAsking('remove')}>
          Remove
        </Button>
      </div>
      {tried && <Outcome tried={tried} />}
      {asking === 'rotate' && <Rotate webhook={webhook} show={show} close={close} />}
      {asking === 'remove' && <Remove webhook={webhook} close={close} />}
    </>
  );
};
