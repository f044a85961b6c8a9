/** The line in which somebody writes: the program, the person whose phone it is, or the account on its own phone. */
import { useState } from 'preact/hooks';
import type { FormField } from '../../kinds/kind.ts';
import { wordsOf } from '../../kinds/kinds.ts';
import { Button } from '../../ui/button.tsx';
import { Choices, Field, Switch } from '../../ui/field.tsx';
import { Icon } from '../../ui/icon.tsx';
import { tellProblem } from '../../ui/toast.tsx';
import {
  contentOf,
  fieldsOf,
  takesFile,
  TROUBLES,
  type TroubleName,
  whyNot,
  type Written,
  WRITTEN_KINDS,
  type WrittenKind,
} from './written.ts';

type Person = 'contact' | 'phone';
type Writer = 'program' | Person;

const WRITERS: Readonly<Record<Writer, string>> = {
  program: 'As your program',
  contact: 'As the contact',
  phone: 'On your phone',
};

const HINTS: Readonly<Record<Writer, string>> = {
  program: 'A message through Waybill…',
  contact: 'An answer from this phone…',
  phone: "A message from the account's own phone…",
};

const LABELS: Readonly<Record<Writer, string>> = {
  program: 'Message of your program',
  contact: 'Answer of the contact',
  phone: 'Message of your phone',
};

/** Sends a message; persons write every kind. Left out are those who cannot write here. */
export interface Send {
  readonly program?: (text: string) => Promise<unknown>;
  readonly contact: (content: object, more: object) => Promise<unknown>;
  readonly phone?: (content: object, more: object) => Promise<unknown>;
}

const EMPTY: Written = { kind: 'text', values: {}, file: null };

/** The bytes of a file in base64. */
const readFile = (file: File): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    // As a `data:` address, whose last part is the bytes.
    reader.addEventListener('load', () =>
      resolve(typeof reader.result === 'string' ? (reader.result.split(',')[1] ?? '') : ''),
    );
    reader.addEventListener('error', () => reject(reader.error ?? new Error('The file cannot be read.')));
    reader.readAsDataURL(file);
  });

interface DraftProps {
  readonly written: Written;
  readonly change: (some: Partial<Written>) => void;
}

const FileInput = ({ written: { kind, file }, change }: DraftProps) => {
  const take = async (chosen: File): Promise<void> => {
    const mimetype = chosen.type || 'application/octet-stream';
    change({ file: { name: chosen.name, mimetype, data: await readFile(chosen) } });
  };
  return (
    <Field label={wordsOf(kind).word} hint={file?.name ?? 'Choose a small one'}>
      {(field) => (
        <input
          {...field}
          type="file"
          accept={wordsOf(kind).fields.find(({ input }) => input === 'file')?.accept}
          onChange={({ currentTarget }) => {
            const chosen = currentTarget.files?.[0];
            if (chosen) void take(chosen).catch(tellProblem);
          }}
        />
      )}
    </Field>
  );
};

interface InputProps {
  readonly field: FormField;
  readonly value: string;
  readonly set: (value: string) => void;
}

const Input = ({ field: { label, input, placeholder, hint }, value, set }: InputProps) => {
  if (input === 'switch') {
    return (
      <Switch checked={value === 'yes'} set={(on) => set(on ? 'yes' : '')}>
        {label}
      </Switch>
    );
  }
  return (
    <Field label={label} hint={typeof hint === 'string' ? hint : undefined}>
      {(field) =>
        input === 'text' ? (
          <textarea
            {...field}
            class="input short"
            placeholder={placeholder}
            value={value}
            onInput={({ currentTarget }) => set(currentTarget.value)}
          />
        ) : (
          <input
            {...field}
            class="input"
            autocomplete="off"
            placeholder={placeholder}
            value={value}
            onInput={({ currentTarget }) => set(currentTarget.value)}
          />
        )
      }
    </Field>
  );
};

/** The form of every kind but a text, whose form is the line itself. */
const Fields = (props: DraftProps) => {
  const { written, change } = props;
  return (
    <div class="written-fields">
      {takesFile(written.kind) && <FileInput {...props} />}
      {fieldsOf(written.kind).map((field) => (
        <Input
          key={field.name}
          field={field}
          value={written.values[field.name] ?? ''}
          set={(value) => change({ values: { ...written.values, [field.name]: value } })}
        />
      ))}
    </div>
  );
};

interface HowProps extends DraftProps {
  readonly trouble: TroubleName;
  readonly setTrouble: (trouble: TroubleName) => void;
}

const How = ({ written, change, trouble, setTrouble }: HowProps) => (
  <div class="row">
    <select
      class="input phone-choice"
      aria-label="Kind of message"
      value={written.kind}
      onChange={({ currentTarget }) => change({ kind: currentTarget.value as WrittenKind, file: null })}
    >
      {WRITTEN_KINDS.map((kind) => (
        <option key={kind} value={kind}>
          {wordsOf(kind).word}
        </option>
      ))}
    </select>
    <select
      class="input phone-choice"
      aria-label="How it arrives"
      value={trouble}
      onChange={({ currentTarget }) => setTrouble(currentTarget.value as TroubleName)}
    >
      {Object.entries(TROUBLES).map(([name, [word]]) => (
        <option key={name} value={name}>
          {word}
        </option>
      ))}
    </select>
  </div>
);

/** The message that is answered. */
export interface Answered {
  readonly messageId: string;
  readonly text: string;
}

interface Props {
  readonly send: Send;
  readonly answered: Answered | null;
  readonly setAnswered: (answered: Answered | null) => void;
}

export const Writing = ({ send, answered, setAnswered }: Props) => {
  const [chosen, setWriter] = useState<Writer>(send.program ? 'program' : 'contact');
  const [written, setWritten] = useState<Written>(EMPTY);
  const [trouble, setTrouble] = useState<TroubleName>('none');
  const [busy, setBusy] = useState(false);
  // Only persons answer a message here.
  const writer = answered && chosen === 'program' ? 'contact' : chosen;
  const draft = writer === 'program' ? { ...written, kind: 'text' as const } : written;
  const fault = whyNot(draft);
  const change = (some: Partial<Written>): void => setWritten((before) => ({ ...before, ...some }));

  const write = (): Promise<unknown> => {
    if (writer === 'program') return send.program?.(written.values['body'] ?? '') ?? Promise.resolve();
    const more = { ...TROUBLES[trouble][1], ...(answered ? { replyTo: answered.messageId } : {}) };
    return send[writer]?.(contentOf(draft), more) ?? Promise.resolve();
  };
  const begin = (): void => {
    setWritten({ ...EMPTY, kind: written.kind });
    setTrouble('none');
    setAnswered(null);
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    if (fault !== null) return;
    setBusy(true);
    void write()
      .then(begin, tellProblem)
      .finally(() => setBusy(false));
  };
  const writers = (Object.keys(WRITERS) as Writer[]).filter((each) => send[each]);
  return (
    <form class="writing" onSubmit={submit}>
      <div class="row-apart">
        {writers.length > 1 && (
          <Choices
            legend="Who writes"
            hideLegend
            value={writer}
            options={writers.map((each) => [each, WRITERS[each]] as const)}
            choose={setWriter}
          />
        )}
        {writer !== 'program' && <How written={written} change={change} trouble={trouble} setTrouble={setTrouble} />}
      </div>
      {answered && (
        <div class="row">
          <Icon name="answer" />
          <span class="quote small grow ellipsis">{answered.text}</span>
          <Button kind="bare" icon="cross" onClick={() => setAnswered(null)}>
            <span class="hidden-text">Do not answer it</span>
          </Button>
        </div>
      )}
      {draft.kind !== 'text' && <Fields written={draft} change={change} />}
      <div class="writing-line">
        {draft.kind === 'text' ? (
          <input
            class="input"
            dir="auto"
            aria-label={LABELS[writer]}
            placeholder={send.program ? HINTS[writer] : 'What everybody sees…'}
            autocomplete="off"
            value={written.values['body'] ?? ''}
            onInput={({ currentTarget }) => change({ values: { ...written.values, body: currentTarget.value } })}
          />
        ) : (
          <span class="quiet small grow">{fault}</span>
        )}
        <Button kind="primary" type="submit" icon="send" busy={busy} disabled={fault !== null}>
          {writer === 'program' ? 'Send' : send.program ? 'Answer' : 'Publish'}
        </Button>
      </div>
    </form>
  );
};
