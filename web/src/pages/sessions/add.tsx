/** A new session: its name, and a start, after which its QR waits for a phone. */
import { useState } from 'preact/hooks';
import { post } from '../../api/client.ts';
import { sentenceOf } from '../../api/problem.ts';
import { navigate } from '../../router.ts';
import { learnSessions, sessions } from '../../shell/sessions.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Field } from '../../ui/field.tsx';

const NAME = /^[a-z0-9][a-z0-9-]{0,31}$/;

const whyNot = (name: string): string | null => {
  if (!NAME.test(name)) return 'Up to 32 of a to z, 0 to 9 and -, not beginning with -.';
  return sessions.value?.some(({ id }) => id === name) ? 'There is a session of this name already.' : null;
};

export const AddSession = () => {
  const [name, setName] = useState('');
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const start = async (): Promise<void> => {
    await post('/api/whatsapp/session/start', { query: { session: name } });
    await learnSessions();
    // Its overview shows the QR.
    navigate('/', { of: name });
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    const why = whyNot(name);
    setError(why);
    if (why !== null) return;
    setBusy(true);
    void start()
      .catch((thrown: unknown) => setError(sentenceOf(thrown)))
      .finally(() => setBusy(false));
  };

  return (
    <Card title="Add a session">
      <form class="add-session" onSubmit={submit}>
        <Field label="Name" error={error} hint="It stands in addresses and in the log, so it cannot be changed later.">
          {(field) => (
            <input
              {...field}
              class="input mono"
              type="text"
              required
              autocomplete="off"
              autocapitalize="none"
              spellcheck={false}
              maxLength={32}
              placeholder="shop"
              value={name}
              onInput={({ currentTarget }) => setName(currentTarget.value)}
            />
          )}
        </Field>
        <Button kind="primary" type="submit" busy={busy}>
          Add and start
        </Button>
      </form>
    </Card>
  );
};
