/** Clearing the queue: one sees how many it will be before it is done. */
import { useState } from 'preact/hooks';
import { post } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Confirm } from '../../ui/dialog.tsx';
import { Choices } from '../../ui/field.tsx';
import { tell } from '../../ui/toast.tsx';
import { count } from '../../words/chats.ts';

/** How many there are of each now. */
export interface Clearable {
  readonly waiting: number;
  readonly retrying: number;
  readonly failed: number;
}

type What = keyof Clearable | 'all';

const WHAT = [
  ['waiting', 'Waiting'],
  ['retrying', 'Retrying'],
  ['failed', 'Failed'],
  ['all', 'All three'],
] as const;

const amountOf = (what: What, now: Clearable): number =>
  what === 'all' ? now.waiting + now.retrying + now.failed : now[what];

const Consequence = ({ what, now }: { what: What; now: Clearable }) => {
  const cancelled = what === 'failed' ? 0 : amountOf(what, { ...now, failed: 0 });
  const dismissed = what === 'failed' || what === 'all' ? now.failed : 0;
  return (
    <div class="stack-tight">
      {cancelled > 0 && <p>{count(cancelled, 'message')} will be cancelled and never be sent.</p>}
      {dismissed > 0 && <p>{count(dismissed, 'failed message')} will be put aside from the retry queue.</p>}
      <p class="quiet">What is being sent right now stays. Nothing leaves the log.</p>
    </div>
  );
};

export const Clear = ({ now }: { now: Clearable }) => {
  const [what, setWhat] = useState<What>('waiting');
  const [asking, setAsking] = useState(false);
  const amount = amountOf(what, now);

  const clear = async (): Promise<void> => {
    const { cleared } = await post('/api/whatsapp/queue/clear', { body: { status: what } });
    tell(`${count(cleared, 'message')} cleared.`);
  };

  return (
    <Card title="Clear">
      <div class="stack">
        <Choices legend="Which messages" hideLegend value={what} options={WHAT} choose={setWhat} />
        <div class="row-apart">
          <span class="quiet">{amount === 0 ? 'There are none now.' : `${count(amount, 'message')} now.`}</span>
          <Button kind="danger" icon="trash" disabled={amount === 0} onClick={() => setAsking(true)}>
            Clear…
          </Button>
        </div>
      </div>
      {asking && (
        <Confirm
          title={`Clear ${count(amount, 'message')}?`}
          verb={`Clear ${count(amount, 'message')}`}
          danger
          disabled={amount === 0}
          act={clear}
          close={() => setAsking(false)}
        >
          <Consequence what={what} now={now} />
        </Confirm>
      )}
    </Card>
  );
};
