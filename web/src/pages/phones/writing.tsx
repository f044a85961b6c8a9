/** The line in which somebody writes: the program, or the person whose phone it is. */
import { useState } from 'preact/hooks';
import { Button } from '../../ui/button.tsx';
import { Choices } from '../../ui/field.tsx';
import { tellProblem } from '../../ui/toast.tsx';

type Writer = 'program' | 'contact';

const HINTS: Readonly<Record<Writer, string>> = {
  program: 'A message through Waybill…',
  contact: 'An answer from this phone…',
};

/** Sends a text as one of the two. */
export type Send = Readonly<Record<Writer, (text: string) => Promise<unknown>>>;

export const Writing = ({ send }: { send: Send }) => {
  const [writer, setWriter] = useState<Writer>('program');
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const submit = (event: Event): void => {
    event.preventDefault();
    if (text.trim() === '') return;
    setBusy(true);
    void send[writer](text)
      .then(() => setText(''), tellProblem)
      .finally(() => setBusy(false));
  };
  return (
    <form class="writing" onSubmit={submit}>
      <Choices
        legend="Who writes"
        hideLegend
        value={writer}
        options={[
          ['program', 'As your program'],
          ['contact', 'As the contact'],
        ]}
        choose={setWriter}
      />
      <div class="writing-line">
        <input
          class="input"
          dir="auto"
          aria-label={writer === 'program' ? 'Message of your program' : 'Answer of the contact'}
          placeholder={HINTS[writer]}
          autocomplete="off"
          value={text}
          onInput={({ currentTarget }) => setText(currentTarget.value)}
        />
        <Button kind="primary" type="submit" icon="send" busy={busy} disabled={text.trim() === ''}>
          {writer === 'program' ? 'Send' : 'Answer'}
        </Button>
      </div>
    </form>
  );
};
