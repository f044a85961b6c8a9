/** Sending one message by hand, and the same as a request. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { get, post, type Schema } from '../../api/client.ts';
import { ApiProblem } from '../../api/problem.ts';
import { below } from '../../base.ts';
import { serverNow } from '../../live/clock.ts';
import { DEFAULT_SESSION } from '../../place.ts';
import { query, session } from '../../router.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Code } from '../../ui/code.tsx';
import { Choices, Field } from '../../ui/field.tsx';
import { Page as Frame } from '../../ui/page.tsx';
import { tellProblem } from '../../ui/toast.tsx';
import { chatName } from '../../words/chats.ts';
import { PRIORITIES } from '../../words/priorities.ts';
import { curlOf } from './curl.ts';
import { bodyOf, charactersIn, type Draft, EMPTY_DRAFT, MESSAGE_MAX, whatIsWrong } from './draft.ts';
import { NumberField } from './number-field.tsx';
import { Sent } from './sent.tsx';
import './send.css';
import { SendTime } from './send-time.tsx';
import { useNumber } from './use-number.ts';

type Queued = Schema<'QueuedJob'>;
type Errors = Readonly<Record<string, string>>;

const FIELDS: readonly string[] = Object.keys(EMPTY_DRAFT);

/** The gateway's errors, by the name of the field; empty when one of them belongs to no field. */
const errorsOf = (thrown: unknown): Errors => {
  if (!(thrown instanceof ApiProblem)) return {};
  if (thrown.code.startsWith('number.')) return { number: thrown.message };
  const errors = thrown.errors.map(({ path, message }) => [path.replace(/^\//, ''), message] as const);
  return errors.every(([field]) => FIELDS.includes(field)) ? Object.fromEntries(errors) : {};
};

/** A draft with the number and the text of a job that cannot be retried: `?from=JOB`. */
const useDraft = () => {
  const [draft, setDraft] = useState<Draft>(EMPTY_DRAFT);
  const from = query.value.get('from');
  useEffect(() => {
    if (from === null) return undefined;
    const stop = new AbortController();
    const copy = async (): Promise<void> => {
      const job = await get('/api/whatsapp/jobs/{jobId}', { params: { jobId: from }, signal: stop.signal });
      const { message, priority } = job;
      setDraft({ ...EMPTY_DRAFT, number: chatName(job.chatId), message: message ?? '', priority });
    };
    void copy().catch((thrown: unknown) => stop.signal.aborted || tellProblem(thrown));
    return () => stop.abort();
  }, [from]);
  return [draft, setDraft] as const;
};

const address = (): string => {
  const named = session.value === DEFAULT_SESSION ? '' : `?session=${encodeURIComponent(session.value)}`;
  return `${location.origin}${below('/api/whatsapp/send-message')}${named}`;
};

export const Page = () => {
  const [draft, setDraft] = useDraft();
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Errors>({});
  const [tried, setTried] = useState(false);
  const [sent, setSent] = useState<readonly Queued[]>([]);
  const form = useRef<HTMLFormElement>(null);
  const reading = useNumber(draft.number);
  const wrong = { ...(tried ? whatIsWrong(draft, reading, serverNow()) : {}), ...refused };
  const wrongFields = Object.keys(wrong).join(' ');
  // The first field with an error takes the focus, where its error is read aloud.
  useEffect(() => {
    if (wrongFields !== '' && !busy) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [tried, refused]);

  const change = (some: Partial<Draft>): void => {
    setDraft({ ...draft, ...some });
    setRefused({});
  };

  const send = async (): Promise<void> => {
    setTried(true);
    if (Object.keys(whatIsWrong(draft, reading, serverNow())).length > 0) return;
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
    <Frame title="Send" lead="The message is on disk before this page says so. Whatever fails then, it arrives once.">
      <div class="send">
        <Card title="New message">
          <form class="stack" ref={form} onSubmit={submit} noValidate>
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
            <Code label="With curl, and an access token in TOKEN" text={curlOf(address(), bodyOf(draft))} />
          </Card>
          <Sent jobs={sent} />
        </div>
      </div>
    </Frame>
  );
};
