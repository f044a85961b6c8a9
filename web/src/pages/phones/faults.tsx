/** What can be made to go wrong: a switch each, with what it does and what Waybill makes of it. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { post, type Schema } from '../../api/client.ts';
import { ActionButton, Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Confirm } from '../../ui/dialog.tsx';
import { Field, Switch } from '../../ui/field.tsx';
import { tell, tellProblem } from '../../ui/toast.tsx';
import './faults.css';

type Sandbox = Schema<'Sandbox'>;
type Kind = Sandbox['armed'][number]['kind'];

interface Strike {
  readonly times: number;
  readonly code: number;
}

interface Fault {
  readonly kind: Kind;
  readonly title: string;
  readonly sentence: string;
  readonly arm: (strike: Strike) => Promise<unknown>;
}

const FAULTS: readonly Fault[] = [
  {
    kind: 'lose_ack',
    title: 'Lose the acknowledgement',
    sentence:
      'The phone shows the message, but WhatsApp never confirms it. Waybill sends it again under the same id, and the phone shows it once.',
    arm: ({ times }) => post('/api/sandbox/lose-ack', { body: { times } }),
  },
  {
    kind: 'ack_error',
    title: 'Refuse the message',
    sentence: 'WhatsApp answers with an error. By its code, Waybill tries again or gives up.',
    arm: ({ times, code }) => post('/api/sandbox/ack-error', { body: { times, code } }),
  },
  {
    kind: 'cut_after_write',
    title: 'Cut the line in the middle of a message',
    sentence:
      'The connection closes after the message was taken and before it is acknowledged. Waybill connects and sends it again.',
    arm: () => post('/api/sandbox/drop', { body: { mode: 'after_write' } }),
  },
  {
    kind: 'rate_overlimit',
    title: 'Limit the rate',
    sentence:
      'Asking about a number is answered with “too many”. Waybill gives up that message and lets the whole queue cool down.',
    arm: ({ times }) => post('/api/sandbox/rate-overlimit', { body: { times } }),
  },
  {
    kind: 'refuse_login',
    title: 'Refuse to connect',
    sentence:
      'The next log-ins fail with 503. Cut the connection to see Waybill come back by itself, more slowly each time.',
    arm: ({ times }) => post('/api/sandbox/refuse', { body: { code: 503, times } }),
  },
  {
    kind: 'media_refused',
    title: 'Expire a file',
    sentence:
      'The media host has a file no more. Waybill asks the phone to upload it again, and the message says how that went.',
    arm: ({ times }) =>
      post('/api/sandbox/media-fault', { body: { how: 'refused', code: 404, transfer: 'download', times } }),
  },
  {
    kind: 'silence',
    title: 'Fall silent',
    sentence: 'Nothing is answered, though the line is up. The keep-alive notices, and Waybill connects again.',
    arm: () => post('/api/sandbox/silence', { body: { on: true } }),
  },
];

const UNTIL_SWITCHED_OFF = 1_000_000;

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
        <Clear />
      </div>
      <Switch
        checked={sandbox.scansByItself}
        set={(byItself) => void post('/api/sandbox/scan', { body: { byItself } }).catch(tellProblem)}
      >
        The phone scans each QR by itself
      </Switch>
    </div>
  );
};

export const Faults = ({ sandbox }: { sandbox: Sandbox }) => {
  const [strike, setStrike] = useState<Strike>({ times: 1, code: 500 });
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
              onChange={({ currentTarget }) => setStrike({ ...strike, times: Number(currentTarget.value) })}
            >
              <option value={1}>Once</option>
              <option value={3}>Three times</option>
              <option value={UNTIL_SWITCHED_OFF}>Until switched off</option>
            </select>
          )}
        </Field>
        <ul class="fault-list">
          {FAULTS.map((fault) => (
            <FaultSwitch key={fault.kind} fault={fault} armed={sandbox.armed} strike={strike}>
              {fault.kind === 'ack_error' && <Code code={strike.code} set={(code) => setStrike({ ...strike, code })} />}
            </FaultSwitch>
          ))}
        </ul>
        <Connection sandbox={sandbox} />
      </div>
    </Card>
  );
};
