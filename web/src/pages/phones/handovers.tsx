/** What phones wrote and how far each message has come: WhatsApp hands it over again until a receipt confirms it. */
import { get, type Schema } from '../../api/client.ts';
import { Badge } from '../../ui/badge.tsx';
import { Card } from '../../ui/card.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Empty } from '../../ui/notice.tsx';
import { Clock } from '../../ui/time.tsx';
import type { Look } from '../../ui/tone.ts';
import { STATUS } from './rooms.tsx';
import { useSandbox } from './use-sandbox.ts';

type Handover = Schema<'SandboxHandover'>;

const SHOWN = 40;

const LOOKS: Readonly<Record<Handover['state'], Look>> = {
  queued: { tone: 'waiting', icon: 'clock', word: 'Waits' },
  handed_over: { tone: 'active', icon: 'send', word: 'Handed over' },
  confirmed: { tone: 'completed', icon: 'check', word: 'Confirmed' },
  acknowledged: { tone: 'cancelled', icon: 'minus', word: 'Acknowledged' },
  refused: { tone: 'failed', icon: 'cross', word: 'Refused' },
};

/** By the type of a receipt; `inactive` is one of an account that nobody sees online. */
const ANSWERS: Readonly<Record<string, string>> = {
  none: 'got its receipt',
  inactive: 'got its receipt',
  retry: 'asked for again',
  ack: 'acknowledged without a receipt',
};

const times = (amount: number): string => (amount === 1 ? 'once' : `${amount} times`);

const storyOf = ({ handed, redelivered, repeats, answers }: Handover): string =>
  [
    handed === 0 ? 'not handed over yet' : `handed over ${times(handed)}`,
    redelivered > 0 && `${times(redelivered)} again as it was`,
    repeats > 0 && `encrypted again ${times(repeats)}`,
    ...answers.map(({ type, code }) => `${ANSWERS[type] ?? type}${code === null ? '' : ` ${code}`}`),
  ]
    .filter(Boolean)
    .join(', ');

/** A channel has an id that is longer than any number. */
const NUMBER_MAX = 15;

const writerOf = ({ from }: Handover): string => (from.length > NUMBER_MAX ? 'A channel' : `+${from}`);

const roomOf = ({ group }: Handover): string | null =>
  group === null ? null : group === STATUS ? 'a status' : `in ${group}`;

const Row = ({ handover }: { handover: Handover }) => (
  <li>
    <span class="grow">
      {writerOf(handover)} <span class="quiet small">{roomOf(handover)}</span>
      <span class="fault-sentence">{storyOf(handover)}</span>
    </span>
    <span class="handover-end">
      <Badge {...LOOKS[handover.state]} />
      <span class="quiet small">
        <Clock at={handover.writtenAt} />
      </span>
    </span>
  </li>
);

export const Handovers = () => {
  const live = useSandbox('handovers', (signal) => get('/api/sandbox/handovers', { signal }));
  return (
    <Card title="On the way to Waybill">
      <Loaded live={live}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty icon="envelope" title="No phone has written yet">
              <p>Write as a contact, and cut the line around its receipt to see the message handed over again.</p>
            </Empty>
          ) : (
            <ul class="member-list handovers" aria-label="Messages of phones, the newest first" tabIndex={0}>
              {items
                .slice(-SHOWN)
                .toReversed()
                .map((each) => (
                  <Row key={`${each.messageId} ${each.device}`} handover={each} />
                ))}
            </ul>
          )
        }
      </Loaded>
    </Card>
  );
};
