/** A new key: what it may do, what it reaches, and from where. */
import { useState } from 'preact/hooks';
import { nameOf, sessions } from '../../shell/sessions.ts';
import { Card } from '../../ui/card.tsx';
import { Choices } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { Ticks } from '../../ui/ticks.tsx';
import { SessionChoice } from '../../ui/session-choice.tsx';
import { useSubmit } from '../../ui/use-submit.ts';
import { TimeField } from '../../ui/time-field.tsx';
import { type Preset, PRESET_HINTS, PRESETS, type Scope, SCOPE_GROUPS } from './scopes.ts';
import { FIELDS, isComplete, NOTHING, type Wanted } from './wanted.ts';

const BY_TICK = 'tick';
const CHOICES = [...PRESETS, [BY_TICK, 'By tick']] as const;

interface ScopesProps {
  readonly wanted: Wanted;
  readonly change: (more: Partial<Wanted>) => void;
}

const Scopes = ({ wanted: { preset, scopes }, change }: ScopesProps) => {
  const choose = (choice: Preset | typeof BY_TICK): void => change({ preset: choice === BY_TICK ? null : choice });
  /** The ticks of a group in place of those that it had. */
  const tick = (options: readonly (readonly [Scope, string])[], ticked: readonly Scope[]): void =>
    change({ scopes: [...scopes.filter((one) => !options.some(([scope]) => scope === one)), ...ticked] });
  return (
    <div class="stack-tight wide">
      <Choices legend="What it may do" value={preset ?? BY_TICK} options={CHOICES} choose={choose} />
      {preset === null ? (
        <div class="scope-groups">
          {SCOPE_GROUPS.map(({ title, options }) => (
            <Ticks
              key={title}
              legend={title}
              options={options}
              ticked={scopes.filter((one) => options.some(([scope]) => scope === one))}
              change={(ticked) => tick(options, ticked)}
            />
          ))}
        </div>
      ) : (
        <p class="quiet small">{PRESET_HINTS[preset]}</p>
      )}
    </div>
  );
};

type Text = 'name' | 'chats' | 'ips' | 'ratePerMinute';

interface TextOf {
  readonly name: Text;
  readonly label: string;
  readonly hint: string;
  readonly placeholder?: string;
}

const NAME: TextOf = { name: 'name', label: 'Name', hint: 'What the key is for.', placeholder: 'order service' };
const CHATS: TextOf = {
  name: 'chats',
  label: 'Chats',
  hint: 'Ids of chats with a space between them. Left empty: all.',
  placeholder: '6281234567890@s.whatsapp.net',
};
const IPS: TextOf = {
  name: 'ips',
  label: 'Addresses',
  hint: 'From where it may be used, with a space between them. Left empty: from anywhere.',
  placeholder: '203.0.113.7 10.0.0.0/8',
};
const RATE: TextOf = { name: 'ratePerMinute', label: 'Requests a minute', hint: 'Left empty: 600,000.' };

const NO_DIGITS = /\D/g;

export const KeyForm = ({ send, close }: { send: (wanted: Wanted) => Promise<unknown>; close: () => void }) => {
  const [wanted, setWanted] = useState(NOTHING);
  const { busy, wrong, submit } = useSubmit({ fields: FIELDS });
  const known = (sessions.value ?? []).map((item) => [item.id, nameOf(item)] as const);
  const change = (more: Partial<Wanted>): void => setWanted({ ...wanted, ...more });
  const text = ({ name, ...more }: TextOf) => (
    <TextField
      {...more}
      error={wrong[name]}
      inputMode={name === 'ratePerMinute' ? 'numeric' : 'text'}
      autocomplete="off"
      spellcheck={false}
      value={wanted[name]}
      change={(value) => change({ [name]: name === 'ratePerMinute' ? value.replace(NO_DIGITS, '') : value })}
    />
  );
  return (
    <Card title="Make a key">
      <Form
        columns={2}
        verb="Make it"
        busy={busy}
        disabled={!isComplete(wanted)}
        send={() => void submit(() => send(wanted))}
        close={close}
      >
        {text(NAME)}
        <SessionChoice known={known} chosen={wanted.sessions} choose={(sessions) => change({ sessions })} />
        <Scopes wanted={wanted} change={change} />
        {text(CHATS)}
        {text(IPS)}
        <TimeField
          label="Expires"
          empty="never."
          value={wanted.expiresAt}
          error={wrong['expiresAt']}
          change={(expiresAt) => change({ expiresAt })}
        />
        {text(RATE)}
      </Form>
    </Card>
  );
};
