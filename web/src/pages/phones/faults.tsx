/** What can be made to go wrong: a switch each, with what it does and what Waybill makes of it. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { post, type Schema } from '../../api/client.ts';
import { ActionButton, Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Confirm } from '../../ui/dialog.tsx';
import { Field, Switch } from '../../ui/field.tsx';
import { tell, tellProblem } from '../../ui/toast.tsx';
import { type Fault, FAULTS, MORE_FAULTS, type Strike, TIMES_MAX } from './fault-kinds.ts';
import './faults.css';

type Sandbox = Schema<'Sandbox'>;

const CODES = [
  [500, '500: passes, retried'],
  [479, '479: stale, retried'],
  [403, '403: blocked, given up'],
  [463, '463: no new chats, given up'],
  [429, '429: too many, cools the queue'],
] as const;

const left = (times: number | null): string => {
  if (times === null) return 'On until you switch it off.';
  if (times > 1_000) return 'Strikes until you switch it off.';
  return times === 1 ? 'Strikes once more.' : `Strikes ${times} more times.`;
};

interface FaultSwitchProps {
  readonly fault: Fault;
  readonly armed: Sandbox['armed'];
  readonly strike: Strike;
  readonly children: ComponentChildren;
}

const Code = ({ code, set }: { code: number; set: (code: number) => void }) => (
  <select
    class="input fault-code"
    aria-label="The code that it is refused with"
    value={code}
    onChange={({ currentTarget }) => set(Number(currentTarget.value))}
  >
    {CODES.map(([each, word]) => (
      <option key={each} value={each}>
        {word}
      </option>
    ))}
  </select>
);

const FaultSwitch = ({ fault, armed, strike, children }: FaultSwitchProps) => {
  const mine = armed.filter(({ kind }) => kind === fault.kind);
  const times = mine.some((each) => each.times === null)
    ? null
    : mine.reduce((sum, each) => sum + (each.times ?? 0), 0);
  const set = (on: boolean): void => {
    const done = on ? fault.arm(strike) : post('/api/sandbox/disarm', { body: { kind: fault.kind } });
    void done.catch(tellProblem);
  };
  return (
    <li>
      <Switch checked={mine.length > 0} set={set}>
        <strong>{fault.title}</strong>
        <span class="fault-sentence">{fault.sentence}</span>
        {mine.length > 0 && <span class="fault-left tone-retrying">{left(times)}</span>}
      </Switch>
      {children}
    </li>
  );
};

const clear = async (): Promise<void> => {
  await post('/api/sandbox/clear', { body: { inboxes: true } });
  tell('The phones are empty, and nothing goes wrong any more.');
};

const Clear = () => {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button kind="danger" icon="trash" onClick={() => setAsking(true)}>
        Empty the phones
      </Button>
      {asking && (
        <Confirm title="Empty all phones?" verb="Empty the phones" danger act={clear} close={() => setAsking(false)}>
          <p>Their chats are forgotten and every fault ends. What Waybill has on record stays.</p>
        </Confirm>
      )}
    </>
  );
};

const ENDS = [
  [401, '401: the device was unlinked'],
  [440, '440: another one took its place'],
  [515, '515: begin again'],
  [503, '503: not available'],
  [428, '428: the end of the stream'],
  [411, '411: the order to downgrade'],
] as const;

/** Ends the line with an error of the stream. */
const StreamError = () => (
  <select
    class="input"
    aria-label="End the line with an error"
    value=""
    onChange={({ currentTarget }) => {
      void post('/api/sandbox/stream-error', { body: { code: Number(currentTarget.value) } }).catch(tellProblem);
      currentTarget.value = '';
    }}
  >
    <option value="" disabled>
      End it with an error…
    </option>
    {ENDS.map(([code, word]) => (
      <option key={code} value={code}>
        {word}
      </option>
    ))}
  </select>
);

const Connection = ({ sandbox }: { sandbox: Sandbox }) => {
  const up = sandbox.connections.some(({ account }) => account !== null);
  return (
    <div class="stack-tight">
      <p>
        {up
          ? 'Waybill is connected.'
          : sandbox.qrWaiting
            ? 'Waybill shows a QR and waits for a phone.'
            : 'Waybill is not connected.'}
      </p>
      <div class="row">
        {up && (
          <ActionButton icon="link" act={() => post('/api/sandbox/drop', { body: { mode: 'close' } })}>
            Cut the connection
          </ActionButton>
        )}
        {sandbox.qrWaiting && (
          <ActionButton kind="primary" icon="phones" act={() => post('/api/sandbox/scan', { body: {} })}>
            Scan the QR
          </ActionButton>
        )}
        {up && (
          <ActionButton icon="out" act={() => post('/api/sandbox/stream-error', { body: { code: 401 } })}>
            Unlink on the phone
          </ActionButton>
        )}
        {sandbox.armed.length > 0 && (
          <ActionButton icon="stop" act={() => post('/api/sandbox/clear', { body: {} })}>
            End all faults
          </ActionButton>
        )}
        <Clear />
      </div>
      {up && <StreamError />}
      <Switch
        checked={sandbox.scansByItself}
        set={(byItself) => void post('/api/sandbox/scan', { body: { byItself } }).catch(tellProblem)}
      >
        The phone scans each QR by itself
      </Switch>
    </div>
  );
};

interface FaultsProps {
  readonly sandbox: Sandbox;
  /** The phone that is looked at. */
  readonly number: string;
}

export const Faults = ({ sandbox, number }: FaultsProps) => {
  const [chosen, setStrike] = useState<Omit<Strike, 'number'>>({ times: 1, code: 500 });
  const [alone, setAlone] = useState(false);
  const strike: Strike = { ...chosen, number: alone ? number : null };
  const list = (faults: readonly Fault[]) => (
    <ul class="fault-list">
      {faults.map((fault) => (
        <FaultSwitch key={fault.kind} fault={fault} armed={sandbox.armed} strike={strike}>
          {fault.kind === 'ack_error' && <Code code={strike.code} set={(code) => setStrike({ ...chosen, code })} />}
        </FaultSwitch>
      ))}
    </ul>
  );
  return (
    <Card title="Make something go wrong" class="faults">
      <div class="stack">
        <p class="ink-soft">Switch one on, send a message, and open its waybill to see what Waybill made of it.</p>
        <Field label="How often it strikes">
          {(field) => (
            <select
              {...field}
              class="input"
              value={strike.times}
              onChange={({ currentTarget }) => setStrike({ ...chosen, times: Number(currentTarget.value) })}
            >
              <option value={1}>Once</option>
              <option value={3}>Three times</option>
              <option value={TIMES_MAX}>Until switched off</option>
            </select>
          )}
        </Field>
        <Switch checked={alone} set={setAlone}>
          Messages to +{number} only
        </Switch>
        {list(FAULTS)}
        <details>
          <summary>More faults</summary>
          {list(MORE_FAULTS)}
        </details>
        <Connection sandbox={sandbox} />
      </div>
    </Card>
  );
};
