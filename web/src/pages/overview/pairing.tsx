/** Linking a phone: the QR with its countdown, a code for phones that cannot scan, or the phone in the box. */
import { get, post, request, type Schema } from '../../api/client.ts';
import { problemOf } from '../../api/problem.ts';
import { serverNow, useNow } from '../../live/clock.ts';
import { about, useLive } from '../../live/use-live.ts';
import { gateway } from '../../shell/gateway.ts';
import { ActionButton, Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Countdown } from '../../ui/time.tsx';
import { tellProblem } from '../../ui/toast.tsx';

const QR = '/api/whatsapp/session/qr';

/** The phone in the box scans within a moment, and then there is no QR to ask for. */
const SANDBOX_SCANS_WITHIN_MS = 500;

const phoneHasScanned = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, gateway.value?.whatsapp === 'sandbox' ? SANDBOX_SCANS_WITHIN_MS : 0);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });

/** As a picture that the policy lets in: an address that holds it. */
const loadQr = async (signal: AbortSignal): Promise<{ picture: string; expiresAt: string }> => {
  await phoneHasScanned(signal);
  const { expiresAt } = await get(QR, { signal });
  const answer = await request('get', QR, { headers: { Accept: 'image/svg+xml' }, signal });
  if (!answer.ok) throw await problemOf(answer);
  return { picture: `data:image/svg+xml,${encodeURIComponent(await answer.text())}`, expiresAt };
};

const SandboxPhone = () => (
  <div class="sandbox-hint stack-tight">
    <p>
      <strong>No phone at hand?</strong> This gateway runs with a WhatsApp in a box. Its phone can scan the QR for you,
      and nothing leaves this machine.
    </p>
    <div>
      <ActionButton kind="primary" icon="phones" act={() => post('/api/sandbox/scan', { body: {} })}>
        Scan with the sandbox phone
      </ActionButton>
    </div>
  </div>
);

/** The number and the answer in the form for a pairing code. Both are kept while the connection closes and opens again. */
export interface ByCode {
  readonly open: boolean;
  readonly number: string;
  readonly code: Schema<'PairingCode'> | null;
}

export const NOT_BY_CODE: ByCode = { open: false, number: '', code: null };

interface PairingProps {
  readonly byCode: ByCode;
  readonly change: (some: Partial<ByCode>) => void;
}

const CodeForm = ({ byCode: { number, code }, change }: PairingProps) => {
  const submit = (event: Event): void => {
    event.preventDefault();
    post('/api/whatsapp/session/pairing-code', { body: { number } }).then(
      (answer) => change({ code: answer }),
      tellProblem,
    );
  };
  useNow();
  if (code && Date.parse(code.expiresAt) > serverNow()) {
    return (
      <p>
        Type <strong class="pairing-code">{code.code.replace(/(.{4})(?=.)/g, '$1-')}</strong> on the phone; it ends{' '}
        <Countdown until={code.expiresAt} />.
      </p>
    );
  }
  return (
    <form class="row code-form" onSubmit={submit}>
      <Field label="Number of the phone">
        {(field) => (
          <input
            {...field}
            class="input"
            type="tel"
            required
            placeholder="+62 812 3456 7890"
            value={number}
            onInput={({ currentTarget }) => change({ number: currentTarget.value })}
          />
        )}
      </Field>
      <Button type="submit">Get a code</Button>
    </form>
  );
};

export const Pairing = (props: PairingProps) => {
  const qr = useLive('qr', loadQr, about('session.qr_issued'));
  return (
    <div class="pairing">
      {gateway.value?.whatsapp === 'sandbox' && <SandboxPhone />}
      <Loaded live={qr} lines={8}>
        {({ picture, expiresAt }) => (
          <figure class="qr">
            <span class="qr-stamp">
              <img src={picture} alt="The QR to scan" width="208" height="208" />
            </span>
            <figcaption class="quiet small">
              A new one comes <Countdown until={expiresAt} over="in a moment" />
            </figcaption>
          </figure>
        )}
      </Loaded>
      <div class="stack">
        <ol class="steps">
          <li>Open WhatsApp on the phone.</li>
          <li>
            Go to <strong>Linked devices</strong>, then <strong>Link a device</strong>.
          </li>
          <li>Point the phone at the QR.</li>
        </ol>
        <details open={props.byCode.open} onToggle={({ currentTarget }) => props.change({ open: currentTarget.open })}>
          <summary>Link with a code instead</summary>
          <CodeForm {...props} />
        </details>
      </div>
    </div>
  );
};
