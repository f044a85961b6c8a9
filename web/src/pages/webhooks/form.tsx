/** An endpoint that is made, or changed. */
import { useState } from 'preact/hooks';
import { nameOf, sessions } from '../../shell/sessions.ts';
import { Card } from '../../ui/card.tsx';
import { Choices } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { SessionChoice } from '../../ui/session-choice.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useSubmit } from '../../ui/use-submit.ts';
import { FormMore } from './form-more.tsx';
import { eventsIn, FIELDS, isComplete, type Wanted, withEvent } from './wanted.ts';

const SUGGESTED = [
  '*',
  'message.*',
  'message.received',
  'message.failed',
  'draft.*',
  'session.*',
  'queue.*',
  'group.*',
  'media.*',
  'webhook.failing',
] as const;

const PAYLOADS = [
  ['full', 'Everything'],
  ['thin', 'Ids only'],
] as const;

const ORDERINGS = [
  ['chat', 'In order within each chat'],
  ['none', 'In no order'],
] as const;

const Suggestions = ({ events, change }: { events: string; change: (events: string) => void }) => {
  const taken = eventsIn(events);
  return (
    <div class="event-chips" role="group" aria-label="Events that are often asked for">
      {SUGGESTED.map((type) => (
        <button
          key={type}
          type="button"
          aria-pressed={taken.includes(type)}
          onClick={() => change(withEvent(events, type))}
        >
          {type}
        </button>
      ))}
    </div>
  );
};

interface Props {
  readonly title: string;
  readonly verb: string;
  readonly first: Wanted;
  readonly send: (wanted: Wanted) => Promise<unknown>;
  readonly close: () => void;
}

export const WebhookForm = ({ title, verb, first, send, close }: Props) => {
  const [wanted, setWanted] = useState(first);
  const { busy, wrong, submit } = useSubmit({ fields: FIELDS, codes: { 'address.': 'url', 'media.': 'url' } });
  const known = (sessions.value ?? []).map((item) => [item.id, nameOf(item)] as const);
  const change = (more: Partial<Wanted>): void => setWanted({ ...wanted, ...more });
  return (
    <Card title={title}>
      <Form
        columns={2}
        verb={verb}
        busy={busy}
        disabled={!isComplete(wanted)}
        send={() => void submit(() => send(wanted))}
        close={close}
      >
        <TextField
          label="Name"
          hint="For people."
          error={wrong['name']}
          maxLength={100}
          placeholder="Orders"
          value={wanted.name}
          change={(name) => change({ name })}
        />
        <TextField
          label="Address"
          hint="Where requests go. A private one has to be named by WAYBILL_FETCH_ALLOW."
          error={wrong['url']}
          mono
          type="url"
          autocomplete="off"
          spellcheck={false}
          placeholder="https://shop.example/hooks/waybill"
          value={wanted.url}
          change={(url) => change({ url })}
        />
        <div class="stack-tight wide">
          <TextField
            label="Events"
            hint="Types with a space between them. A * at the end stands for the rest of a type."
            error={wrong['events']}
            mono
            autocomplete="off"
            autocapitalize="none"
            spellcheck={false}
            value={wanted.events}
            change={(events) => change({ events })}
          />
          <Suggestions events={wanted.events} change={(events) => change({ events })} />
        </div>
        <SessionChoice known={known} chosen={wanted.sessions} choose={(sessions) => change({ sessions })} />
        <Choices
          legend="What a request has"
          value={wanted.payload}
          options={PAYLOADS}
          choose={(payload) => change({ payload })}
        />
        <Choices
          legend="Order"
          value={wanted.ordering}
          options={ORDERINGS}
          choose={(ordering) => change({ ordering })}
        />
        <FormMore wanted={wanted} wrong={wrong} change={change} />
      </Form>
    </Card>
  );
};
