/** An endpoint that is made, or changed. */
import { useState } from 'preact/hooks';
import { nameOf, sessions } from '../../shell/sessions.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Choices, Field } from '../../ui/field.tsx';
import { SessionChoice } from '../../ui/session-choice.tsx';
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
  const press = (event: Event): void => {
    event.preventDefault();
    void submit(() => send(wanted));
  };
  return (
    <Card title={title}>
      <form class="stack webhook-form" onSubmit={press} noValidate>
        <Field label="Name" hint="For people." error={wrong['name']}>
          {(field) => (
            <input
              {...field}
              class="input"
              maxLength={100}
              placeholder="Orders"
              value={wanted.name}
              onInput={({ currentTarget }) => change({ name: currentTarget.value })}
            />
          )}
        </Field>
        <Field
          label="Address"
          hint="Where requests go. A private one has to be named by WAYBILL_FETCH_ALLOW."
          error={wrong['url']}
        >
          {(field) => (
            <input
              {...field}
              class="input mono"
              type="url"
              autocomplete="off"
              spellcheck={false}
              placeholder="https://shop.example/hooks/waybill"
              value={wanted.url}
              onInput={({ currentTarget }) => change({ url: currentTarget.value })}
            />
          )}
        </Field>
        <div class="stack-tight wide">
          <Field
            label="Events"
            hint="Types with a space between them. A * at the end stands for the rest of a type."
            error={wrong['events']}
          >
            {(field) => (
              <input
                {...field}
                class="input mono"
                autocomplete="off"
                autocapitalize="none"
                spellcheck={false}
                value={wanted.events}
                onInput={({ currentTarget }) => change({ events: currentTarget.value })}
              />
            )}
          </Field>
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
        <div class="row wide">
          <Button kind="primary" type="submit" busy={busy} disabled={!isComplete(wanted)}>
            {verb}
          </Button>
          <Button onClick={close}>Leave it</Button>
        </div>
      </form>
    </Card>
  );
};
