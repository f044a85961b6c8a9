/** Clearing the queue: it asks which messages, says how many these are, and counts while it is done. */
import { useState } from 'preact/hooks';
import { Bar } from '../../ui/bar.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Confirm } from '../../ui/dialog.tsx';
import { Choices } from '../../ui/field.tsx';
import { count } from '../../words/chats.ts';
import { type Clearing, type What, useClearing } from './use-clearing.ts';

/** How many there are of each now. */
export interface Clearable {
  readonly waiting: number;
  readonly retrying: number;
  readonly failed: number;
}

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
      {dismissed > 0 && <p>{count(dismissed, 'failed message')} will be dismissed from the retry queue.</p>}
      <p class="quiet">Messages that are active stay. Nothing leaves the log.</p>
    </div>
  );
};

const Progress = ({ clearing: { cleared, total } }: { clearing: Clearing }) => (
  <div class="stack-tight" role="status">
    <p class="number">
      {cleared.toLocaleString('en')} of {count(total, 'message')} cleared…
    </p>
    <Bar percent={Math.floor((100 * cleared) / Math.max(total, 1))} label="Messages cleared" />
  </div>
);

export const Clear = ({ now }: { now: Clearable }) => {
  const [what, setWhat] = useState<What | null>(null);
  const [asking, setAsking] = useState(false);
  const { clearing, clear } = useClearing();
  const amount = what === null ? 0 : amountOf(what, now);
  const word = count(amount, 'message');

  return (
    <Card title="Clear">
      <div class="stack">
        <Choices legend="Which messages" value={what} options={WHAT} choose={setWhat} />
        {clearing ? (
          <Progress clearing={clearing} />
        ) : (
          <div class="row-apart">
            <span class="quiet">
              {what === null ? 'Choose which.' : amount === 0 ? 'There are none now.' : `${word} now.`}
            </span>
            <Button kind="danger" icon="trash" disabled={amount === 0} onClick={() => setAsking(true)}>
              Clear…
            </Button>
          </div>
        )}
      </div>
      {asking && what !== null && (
        <Confirm
          title={`Clear ${word}?`}
          verb={`Clear ${word}`}
          danger
          disabled={amount === 0}
          act={() => clear(what)}
          close={() => setAsking(false)}
        >
          <Consequence what={what} now={now} />
        </Confirm>
      )}
    </Card>
  );
};
