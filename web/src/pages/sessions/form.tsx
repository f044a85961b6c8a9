/** A session that is made, or set to something else. */
import { useState } from 'preact/hooks';
import { get } from '../../api/client.ts';
import { useLive } from '../../live/use-live.ts';
import type { SessionItem } from '../../shell/sessions.ts';
import { Choices } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { type Wrong, useSubmit } from '../../ui/use-submit.ts';
import { FIELDS, type ProxyChoice, type Wanted } from './wanted.ts';

interface FieldsProps {
  readonly wanted: Wanted;
  readonly wrong: Wrong;
  readonly change: (some: Partial<Wanted>) => void;
}

interface LineProps extends FieldsProps {
  readonly name: 'id' | 'label' | 'country' | 'url';
  readonly label: string;
  readonly hint: string;
  readonly placeholder: string;
  readonly max: number;
}

const Line = ({ name, max, wanted, wrong, change, ...more }: LineProps) => (
  <TextField
    {...more}
    error={wrong[name === 'url' ? 'proxy' : name]}
    mono={name !== 'label'}
    autocomplete="off"
    autocapitalize="none"
    spellcheck={false}
    maxLength={max}
    value={wanted[name]}
    change={(text) => change({ [name]: text })}
  />
);

const CHOICES: readonly (readonly [ProxyChoice, string])[] = [
  ['none', 'None'],
  ['another', 'Through one'],
];
const CHOICES_WITH: typeof CHOICES = [
  ['kept', 'The one it has'],
  ['none', 'None'],
  ['another', 'Another one'],
];

/** The proxy that a session has, without its password. */
const Kept = ({ of }: { of: string }) => {
  const live = useLive(
    `proxy ${of}`,
    (signal) => get('/api/whatsapp/session/proxy', { query: { session: of }, signal }),
    ({ type, session }) => type.startsWith('session.') && session === of,
  );
  return <p class="mono small">{live.data?.url ?? ' '}</p>;
};

const ProxyFields = ({ of, ...props }: FieldsProps & { of: SessionItem | null }) => (
  <div class="stack-tight wide">
    <Choices
      legend="Proxy"
      value={props.wanted.proxy}
      options={of?.proxied ? CHOICES_WITH : CHOICES}
      choose={(proxy) => props.change({ proxy })}
    />
    {of?.proxied && props.wanted.proxy === 'kept' && <Kept of={of.id} />}
    {props.wanted.proxy === 'another' && (
      <Line
        {...props}
        name="url"
        label="Address of the proxy"
        hint="SOCKS5 or HTTP. All that the session sends and fetches goes through it, or does not go."
        placeholder="socks5://user:password@proxy.example.com:1080"
        max={1_000}
      />
    )}
  </div>
);

interface Props {
  /** Null for a session that is made. */
  readonly of: SessionItem | null;
  readonly first: Wanted;
  readonly verb: string;
  readonly wrongBefore?: (wanted: Wanted) => Wrong;
  readonly send: (wanted: Wanted) => Promise<unknown>;
  readonly close: () => void;
}

export const SessionForm = ({ of, first, verb, wrongBefore = () => ({}), send, close }: Props) => {
  const [wanted, setWanted] = useState(first);
  const [early, setEarly] = useState<Wrong>({});
  const { busy, wrong, submit } = useSubmit({ fields: FIELDS, codes: { 'session.exists': 'id', 'proxy.': 'proxy' } });
  const fields = {
    wanted,
    wrong: { ...wrong, ...early },
    change: (some: Partial<Wanted>) => setWanted((now) => ({ ...now, ...some })),
  };
  const press = (): void => {
    const found = wrongBefore(wanted);
    setEarly(found);
    if (Object.keys(found).length === 0) void submit(() => send(wanted));
  };
  return (
    <Form verb={verb} busy={busy} send={press} close={close}>
      {!of && (
        <Line
          {...fields}
          name="id"
          label="Name"
          hint="It stands in addresses and in the log, so it cannot be changed later."
          placeholder="shop"
          max={32}
        />
      )}
      <Line
        {...fields}
        name="label"
        label="Label"
        hint="What people call it; it can be changed at any time."
        placeholder="Shop in Jakarta"
        max={100}
      />
      <Line
        {...fields}
        name="country"
        label="Country"
        hint="Two letters, for numbers without a country code. Left empty, the country of the gateway counts."
        placeholder="ID"
        max={2}
      />
      <ProxyFields {...fields} of={of} />
    </Form>
  );
};
