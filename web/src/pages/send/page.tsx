/** Sending one message by hand, and the same as a request. */
import { useState } from 'preact/hooks';
import { post, type Schema } from '../../api/client.ts';
import { ApiProblem } from '../../api/problem.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Code } from '../../ui/code.tsx';
import { Choices, Field } from '../../ui/field.tsx';
import { Page as Frame } from '../../ui/page.tsx';
import { tellProblem } from '../../ui/toast.tsx';
import { curlOf } from './curl.ts';
import { bodyOf, charactersIn, type Draft, EMPTY_DRAFT, MESSAGE_MAX, PRIORITIES, whatIsWrong } from './draft.ts';
import { NumberField } from './number-field.tsx';
import { Sent } from './sent.tsx';
import './send.css';
import { SendTime } from './send-time.tsx';
import { useNumber } from './use-number.ts';

type Queued = Schema<'QueuedJob'>;

/** What the gateway found wrong, by the name of the field. */
const errorsOf = (thrown: unknown): Readonly<Record<string, string>> => {
  if (!(thrown instanceof ApiProblem)) return {};
  if (thrown.code === 'number.invalid') return { number: thrown.message };
  return Object.fromEntries(thrown.errors.map(({ path, message }) => [path, message]));
};

export const Page = () => {
  const [draft, setDraft] = useState<Draft>(EMPTY_DRAFT);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Readonly<Record<string, string>>>({});
  const [tried, setTried] = useState(false);
  const [sent, setSent] = useState<readonly Queued[]>([]);
  const reading = useNumber(draft.number);
  const wrong = { ...(tried ? whatIsWrong(draft, reading) : {}), ...refused };

  const change = (some: Partial<Draft>): void => {
    setDraft({ ...draft, ...some });
    setRefused({});
  };

  const send = async (): Promise<void> => {
    setTried(true);
    if (Object.keys(whatIsWrong(draft, reading)).length > 0) return;
    setBusy(true);
    try {
      const job = await post('/api/whatsapp/send-message', { body: bodyOf(draft) });
      setSent([job, ...sent]);
      setTried(false);
      setDraft({ ...draft, message: '' });
    } catch (thrown) {
      const errors = errorsOf(thrown);
      setRefused(errors);
      if (Object.keys(errors).length === 0) tellProblem(thrown);
    } finally {
      setBusy(false);
    }
  };

  const submit = (event: Event): void => {
    event.preventDefault();
    void send();
  };

  return (
    <Frame title="Send" lead="The message is on disk before this page says so. Whatever fails then, it goes out once.">
      <div class="send">
        <Card title="New message">
          <form class="stack" onSubmit={submit} noValidate>
            <NumberField
              value={draft.number}
              reading={reading}
              error={wrong.number}
              change={(number) => change({ number })}
            />
            <Field
              label="Message"
              error={wrong.message}
              hint={`${charactersIn(draft.message).toLocaleString('en')} of ${MESSAGE_MAX.toLocaleString('en')} characters`}
            >
              {(field) => (
                <textarea
                  {...field}
                  class="input"
                  dir="auto"
                  value={draft.message}
                  onInput={({ currentTarget }) => change({ message: currentTarget.value })}
                />
              )}
            </Field>
            <div class="send-options">
              <Choices
                legend="Priority"
                value={draft.priority}
                options={PRIORITIES}
                choose={(priority) => change({ priority })}
              />
              <SendTime value={draft.sendAt} error={wrong.sendAt} change={(sendAt) => change({ sendAt })} />
            </div>
            <div>
              <Button kind="primary" icon="send" type="submit" busy={busy}>
                {draft.sendAt === '' ? 'Send' : 'Schedule'}
              </Button>
            </div>
          </form>
        </Card>
        <div class="stack">
          <Card title="The same as a request">
            <Code label="With curl, and an access token in TOKEN" text={curlOf(location.origin, bodyOf(draft))} />
          </Card>
          <Sent jobs={sent} />
        </div>
      </div>
    </Frame>
  );
};
