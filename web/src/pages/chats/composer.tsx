/** The answer box: a text, a file, an answer to a message. What is sent takes the queue like any other message. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { post, type Schema } from '../../api/client.ts';
import { useUpload } from '../../api/use-upload.ts';
import { MediaView } from '../../kinds/media.tsx';
import { lineOf, nameOfPerson } from '../../kinds/message.ts';
import { Bar } from '../../ui/bar.tsx';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { tellProblem } from '../../ui/toast.tsx';
import { type Chat, nameOfChat } from './chat.ts';
import { bodyOf, type Compose, takesWords, wordsIn } from './compose.ts';

interface Props {
  readonly chat: Chat;
  readonly about: Compose | null;
  readonly setAbout: (about: Compose | null) => void;
}

const About = ({ about: { how, message }, clear }: { about: Compose; clear: () => void }) => (
  <div class="composing-about">
    <Icon name={how === 'edit' ? 'pencil' : 'answer'} />
    <div class="quote small grow" dir="auto">
      <strong>
        {how === 'edit' ? 'New words for' : message.direction === 'out' ? 'You' : nameOfPerson(message.from)}
      </strong>
      <p class="ellipsis">{lineOf(message).text}</p>
    </div>
    <Button kind="bare" icon="cross" onClick={clear}>
      <span class="hidden-text">{how === 'edit' ? 'Do not edit it' : 'Do not answer it'}</span>
    </Button>
  </div>
);

interface FileProps {
  readonly file: Schema<'Media'> | null;
  readonly upload: ReturnType<typeof useUpload>;
  readonly clear: () => void;
}

const Chosen = ({ file, upload: { underWay, error, stop }, clear }: FileProps) => {
  if (underWay) {
    return (
      <div class="row">
        <div class="grow stack-tight">
          <span class="ellipsis small">{underWay.name}</span>
          <Bar percent={underWay.percent} label={`Upload of ${underWay.name}`} />
        </div>
        <Button icon="stop" onClick={stop}>
          Stop
        </Button>
      </div>
    );
  }
  if (error !== null) return <p class="error small">{error}</p>;
  if (file === null) return null;
  return (
    <div class="composing-file">
      <MediaView id={file.id} alt="The chosen picture" />
      <Button kind="bare" icon="cross" onClick={clear}>
        Remove the file
      </Button>
    </div>
  );
};

const HEIGHT_MAX_PX = 160;

/** As high as its text, within bounds. */
const fit = (box: HTMLTextAreaElement): void => {
  box.style.height = 'auto';
  box.style.height = `${Math.min(box.scrollHeight + 2, HEIGHT_MAX_PX)}px`;
};

export const Composer = ({ chat, about, setAbout }: Props) => {
  const [text, setText] = useState('');
  const [file, setFile] = useState<Schema<'Media'> | null>(null);
  const [busy, setBusy] = useState(false);
  const box = useRef<HTMLTextAreaElement>(null);
  const upload = useUpload(setFile);
  useEffect(() => {
    if (!about) return;
    if (about.how === 'edit') setText(wordsIn(about.message));
    box.current?.focus();
  }, [about]);
  useEffect(() => {
    if (box.current) fit(box.current);
  }, [text]);

  const body = bodyOf({ chatId: chat.chatId, text, file, about });
  const clear = (): void => {
    if (about?.how === 'edit') setText('');
    setAbout(null);
  };
  const send = async (): Promise<void> => {
    if (body === null || busy || upload.underWay) return;
    setBusy(true);
    try {
      await post('/api/whatsapp/messages', { body });
      if (takesWords(file)) setText('');
      setFile(null);
      setAbout(null);
    } catch (thrown) {
      tellProblem(thrown);
    } finally {
      setBusy(false);
      box.current?.focus();
    }
  };
  const take = (chosen: File | undefined): void => {
    if (chosen) upload.begin(chosen);
  };

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        take(event.dataTransfer?.files[0]);
      }}
    >
      {about && <About about={about} clear={clear} />}
      <Chosen file={file} upload={upload} clear={() => setFile(null)} />
      <div class="composer-line">
        <label class="button bare icon-only" title="Add a file">
          <Icon name="clip" />
          <span class="hidden-text">Add a file</span>
          <input
            class="hidden-text"
            type="file"
            disabled={about?.how === 'edit'}
            onChange={({ currentTarget }) => {
              take(currentTarget.files?.[0]);
              currentTarget.value = '';
            }}
          />
        </label>
        <textarea
          class="input"
          rows={1}
          dir="auto"
          ref={box}
          aria-label={`Message to ${nameOfChat(chat)}`}
          placeholder={takesWords(file) ? 'Write a message…' : 'This file goes without words'}
          value={text}
          onInput={({ currentTarget }) => setText(currentTarget.value)}
          onPaste={(event) => {
            const pasted = event.clipboardData?.files[0];
            if (!pasted) return;
            event.preventDefault();
            take(pasted);
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
            event.preventDefault();
            void send();
          }}
        />
        <Button
          kind="primary"
          type="submit"
          icon="send"
          busy={busy}
          disabled={body === null || upload.underWay !== null}
        >
          {about?.how === 'edit' ? 'Change' : 'Send'}
        </Button>
      </div>
    </form>
  );
};
