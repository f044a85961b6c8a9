/** Linking a phone: the QR with its countdown, a code for phones that cannot scan, or the phone in the box. */
import { get, post, request, type Schema } from '../../api/client.ts';
import { problemOf } from '../../api/problem.ts';
import { serverNow, useNow } from '../../live/clock.ts';
import { useLive } from '../../live/use-live.ts';
import { gateway } from '../../shell/gateway.ts';
import { ActionButton, Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Countdown } from '../../ui/time.tsx';
import { tellProblem } from '../../ui/toast.tsx';
import './pairing.css';

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

interface Shown {
  readonly qr: string;
  /** An address that holds the picture, which the policy lets in. */
  readonly picture: string;
  readonly expiresAt: string;
}

const loadQr = async (session: string, signal: AbortSignal): Promise<Shown> => {
  await phoneHasScanned(signal);
  const { qr, expiresAt } = await get(QR, { query: { session }, signal });
  const answer = await request('get', `${QR}?session=${encodeURIComponent(session)}`, {
    headers: { Accept: 'image/svg+xml' },
    signal,
  });
  if (!answer.ok) throw await problemOf(answer);
  return { qr, picture: `data:image/svg+xml,${encodeURIComponent(await answer.text())}`, expiresAt };
};

/** Scans the QR of this session, or the last one that was shown if that has not arrived yet. */
const SandboxPhone = ({ qr }: { qr: string | undefined }) => (
  <div class="sandbox-hint stack-tight">
    <p>
      <strong>No phone at hand?</strong> This gateway runs with a WhatsApp in a box. Its phone can scan the QR for you,
      and nothing leaves this machine.
    </p>
    <div>
      <ActionButton
        kind="primary"
        icon="phones"
        act={() => post('/api/sandbox/scan', { body: qr === undefined ? {} : { qr } })}
      >
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
  /** The session that is linked. */
  readonly of: string;
  readonly byCode: ByCode;
  readonly change: (some: Partial<ByCode>) => void;
}

const CodeForm = ({ of, byCode: { number, code }, change }: PairingProps) => {
  const submit = (event: Event): void => {
    event.preventDefault();
    post('/api/whatsapp/session/pairing-code', { query: { session: of }, body: { number } }).then(
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
  const { of } = props;
  const qr = useLive(
    `qr ${of}`,
    (signal) => loadQr(of, signal),
    ({ type, session }) => type === 'session.qr_issued' && session === of,
  );
  return (
    <div class="pairing">
      {gateway.value?.whatsapp === 'sandbox' && <SandboxPhone qr={qr.data?.qr} />}
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
