/** What arrives at a receiver for trying: each request with a tick where its signature holds, and how it is answered. */
import { useState } from 'preact/hooks';
import { patch } from '../../api/client.ts';
import { mayOperate } from '../../shell/rights.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Code } from '../../ui/code.tsx';
import { Choices } from '../../ui/field.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Empty } from '../../ui/notice.tsx';
import { tellProblem } from '../../ui/toast.tsx';
import { OpeningRow } from './opening-row.tsx';
import { type Arrived, eventIn, laidOut, type Receiver, SIGNATURE_LOOKS, useReceiver } from './receiver.ts';

/** Longer than an endpoint waits. */
const TOO_LATE_MS = 20_000;

const SHOWN_AT_FIRST = 8;
const REQUESTS_MAX = 100;

const ANSWERS = [
  ['200', '200'],
  ['500', '500'],
  ['410', '410'],
  ['late', 'Too late'],
] as const;
type Answer = (typeof ANSWERS)[number][0];

const answerOf = ({ answering: { status, delayMs } }: Receiver): Answer | null =>
  delayMs > 0 ? 'late' : (ANSWERS.find(([answer]) => answer === String(status))?.[0] ?? null);

const STATUSES: Readonly<Record<Answer, 200 | 410 | 500>> = { 200: 200, 500: 500, 410: 410, late: 200 };

const AnswerChoice = ({ receiver, reload }: { receiver: Receiver; reload: () => void }) => {
  const tell = (answer: Answer): void => {
    const body = { status: STATUSES[answer], delayMs: answer === 'late' ? TOO_LATE_MS : 0 };
    patch('/api/sandbox/receivers/{id}', { params: { id: receiver.id }, body }).then(reload, tellProblem);
  };
  return (
    <>
      <span class="quiet small">It answers</span>
      <Choices legend="It answers" hideLegend value={answerOf(receiver)} options={ANSWERS} choose={tell} />
    </>
  );
};

const headersText = ({ headers }: Arrived): string =>
  Object.entries(headers)
    .map(([name, value]) => `${name}: ${value ?? '(not shown)'}`)
    .join('\n');

const ArrivedRow = ({ request }: { request: Arrived }) => {
  const type = eventIn(request) ?? 'Something else';
  return (
    <OpeningRow
      look={SIGNATURE_LOOKS[request.signature]}
      type={type}
      note={`Answered with ${request.status}`}
      at={request.at}
      name={`the request ${type} ${request.headers['webhook-id'] ?? ''}`}
    >
      <Code label="Headers that arrived" text={headersText(request)} />
      <Code label={`Body that arrived, ${request.bytes} bytes`} text={laidOut(request.body)} />
    </OpeningRow>
  );
};

export const Arrivals = ({ id }: { id: string }) => {
  const live = useReceiver(id);
  const [all, setAll] = useState(false);
  return (
    <Card
      title="What arrives here"
      flush
      actions={live.data && mayOperate() && <AnswerChoice receiver={live.data} reload={live.reload} />}
    >
      <Loaded live={live} lines={3}>
        {({ requests }) =>
          requests.length === 0 ? (
            <Empty icon="hook" title="Nothing has arrived yet">
              <p>Press Test, or let something happen: write a message from a phone, or pause the queue.</p>
            </Empty>
          ) : (
            <>
              <ul class="rows flush">
                {requests.slice(0, all ? REQUESTS_MAX : SHOWN_AT_FIRST).map((request) => (
                  <ArrivedRow key={`${request.at} ${request.headers['webhook-id']}`} request={request} />
                ))}
              </ul>
              {!all && requests.length > SHOWN_AT_FIRST && (
                <div class="deliveries-more">
                  <Button onClick={() => setAll(true)}>Show all {requests.length}</Button>
                </div>
              )}
            </>
          )
        }
      </Loaded>
    </Card>
  );
};
