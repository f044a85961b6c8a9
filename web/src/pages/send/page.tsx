/** Sending one message by hand, and the same as a request. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { post, type Schema } from '../../api/client.ts';
import { type Upload, useUpload } from '../../api/use-upload.ts';
import { below } from '../../base.ts';
import { serverNow } from '../../live/clock.ts';
import { DEFAULT_SESSION } from '../../place.ts';
import { session } from '../../router.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Code } from '../../ui/code.tsx';
import { Choices } from '../../ui/field.tsx';
import { Page as Frame } from '../../ui/page.tsx';
import { tellProblem } from '../../ui/toast.tsx';
import { PRIORITIES } from '../../words/priorities.ts';
import { NOTHING_BESIDE } from './beside.ts';
import { curlOf } from './curl.ts';
import { bodyOf, type Draft, fieldsOf, whatIsWrong, type Wrong } from './draft.ts';
import { errorsOf } from './errors.ts';
import { KindChoice, KindFields } from './kind-fields.tsx';
import { MoreFields } from './more-fields.tsx';
import { NumberField } from './number-field.tsx';
import { Preview } from './preview.tsx';
import { Sent } from './sent.tsx';
import './send.css';
import { TimeField } from '../../ui/time-field.tsx';
import { useDraft } from './use-draft.ts';
import { useNumber } from './use-number.ts';

const address = (): string => {
  const named = session.value === DEFAULT_SESSION ? '' : `?session=${encodeURIComponent(session.value)}`;
  return `${location.origin}${below('/api/whatsapp/messages')}${named}`;
};

/** A file that is pasted anywhere on the page; with a kind that has no file it becomes a picture. */
const usePaste = (take: (file: File) => void): void => {
  const newest = useRef(take);
  newest.current = take;
  useEffect(() => {
    const paste = (event: ClipboardEvent): void => {
      const file = event.clipboardData?.files[0];
      if (!file) return;
      event.preventDefault();
      newest.current(file);
    };
    addEventListener('paste', paste);
    return () => removeEventListener('paste', paste);
  }, []);
};

interface FormProps {
  readonly draft: Draft;
  readonly change: (some: Partial<Draft>) => void;
  readonly wrong: Wrong;
  readonly reading: Schema<'NumberReading'> | null;
  readonly upload: Upload;
  readonly busy: boolean;
}

const Fields = ({ draft, change, wrong, reading, upload, busy }: FormProps) => (
  <>
    <NumberField
      value={draft.number}
      reading={reading}
      error={wrong['number']}
      change={(number) => change({ number })}
    />
    <KindChoice kind={draft.kind} choose={(kind) => change({ kind })} />
    <KindFields
      {...draft}
      wrong={wrong}
      upload={upload}
      change={(name, value) => change({ values: { ...draft.values, [name]: value } })}
    />
    <div class="send-options">
      <Choices
        legend="Priority"
        value={draft.priority}
        options={PRIORITIES}
        choose={(priority) => change({ priority })}
      />
      <TimeField
        label="Not before"
        empty="at once"
        value={draft.sendAt}
        error={wrong['sendAt']}
        change={(sendAt) => change({ sendAt })}
      />
    </div>
    <MoreFields draft={draft} wrong={wrong} change={change} />
    <div>
      <Button kind="primary" icon="send" type="submit" busy={busy}>
        {draft.sendAt === '' ? 'Send' : 'Schedule'}
      </Button>
    </div>
  </>
);

export const Page = () => {
  const [draft, setDraft] = useDraft();
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Wrong>({});
  const [tried, setTried] = useState(false);
  const [sent, setSent] = useState<readonly Schema<'SentMessage'>[]>([]);
  const form = useRef<HTMLFormElement>(null);
  const reading = useNumber(draft.number);
  const wrong: Wrong = { ...(tried ? whatIsWrong(draft, reading, serverNow()) : {}), ...refused };
  const wrongFields = Object.keys(wrong).join(' ');
  // The first field with an error takes the focus, where its error is read aloud.
  useEffect(() => {
    if (wrongFields !== '' && !busy) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [tried, refused]);

  const change = (some: Partial<Draft>): void => {
    setDraft((before) => ({ ...before, ...some }));
    setRefused({});
  };
  const upload = useUpload(({ id }) => {
    setDraft((before) => ({ ...before, values: { ...before.values, media: id } }));
    setRefused({});
  });
  usePaste((file) => {
    if (!fieldsOf(draft.kind).some(({ input }) => input === 'file')) change({ kind: 'image' });
    upload.begin(file);
  });

  const send = async (): Promise<void> => {
    setTried(true);
    if (Object.keys(whatIsWrong(draft, reading, serverNow())).length > 0) return;
    setBusy(true);
    try {
      const answer = await post('/api/whatsapp/messages', { body: bodyOf(draft) });
      // Only a dry run answers without a job.
      if ('jobId' in answer) setSent([answer, ...sent]);
      setTried(false);
      setDraft({ ...draft, ...NOTHING_BESIDE, values: {} });
    } catch (thrown) {
      const errors = errorsOf(thrown, draft);
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
            <Fields
              draft={draft}
              change={change}
              wrong={wrong}
              reading={reading}
              upload={upload}
              busy={busy || upload.underWay !== null}
            />
          </form>
        </Card>
        <div class="stack">
          <Preview draft={draft} />
          <Card title="The same as a request">
            <Code label="With curl, and an access token in TOKEN" text={curlOf(address(), bodyOf(draft))} />
          </Card>
          <Sent jobs={sent} />
        </div>
      </div>
    </Frame>
  );
};
