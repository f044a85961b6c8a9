/** First steps with a fresh Waybill and the WhatsApp in a box. They disappear after the first message. */
import type { ComponentChildren } from 'preact';
import type { Schema } from '../../api/client.ts';
import { linkTo } from '../../router.ts';
import { gateway } from '../../shell/gateway.ts';
import { Card } from '../../ui/card.tsx';
import { Icon } from '../../ui/icon.tsx';

const Step = ({ done, children }: { done: boolean; children: ComponentChildren }) => (
  <li class={done ? 'step-done' : undefined}>
    <span class="step-mark">{done && <Icon name="check" size={14} />}</span>
    <div>
      {children}
      {done && <span class="hidden-text">Done</span>}
    </div>
  </li>
);

const hasWorked = ({ queue }: Schema<'Status'>): boolean =>
  queue.active + queue.waiting + queue.retrying + queue.completed + queue.failed + queue.cancelled > 0;

const linkSentence = ({ session }: Schema<'Status'>): string => {
  if (session.connected) return 'It has scanned the QR.';
  return session.state === 'qr'
    ? 'It scans the QR below for you.'
    : 'Once the session is started, it scans the QR for you.';
};

export const FirstSteps = ({ status }: { status: Schema<'Status'> }) => {
  if (gateway.value?.whatsapp !== 'sandbox' || hasWorked(status)) return null;
  const linked = status.session.connected;
  return (
    <Card title="Try it without a phone" class="first-steps">
      <p>
        This gateway talks to a WhatsApp in a box: phones that receive and answer, and nothing that leaves this machine.
      </p>
      <ol class="first-steps-list">
        <Step done={linked}>
          <strong>Link the phone in the box.</strong> {linkSentence(status)}
        </Step>
        <Step done={false}>
          <strong>
            <a href={linkTo('/send')}>Send a message</a>
          </strong>{' '}
          to any number, such as 0812 3456 7890. One that ends in 0404 is not on WhatsApp, to see that too.
        </Step>
        <Step done={false}>
          <strong>
            <a href={linkTo('/phones')}>Look at the phones</a>
          </strong>{' '}
          that received it, answer from them, and make them misbehave.
        </Step>
      </ol>
    </Card>
  );
};
