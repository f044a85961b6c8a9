/** Who is logged in, and another password for them. */
import { useState } from 'preact/hooks';
import { post } from '../../api/client.ts';
import { keepLogin } from '../../api/session.ts';
import { me } from '../../shell/gateway.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Field } from '../../ui/field.tsx';
import { tell } from '../../ui/toast.tsx';
import { useSubmit } from '../../ui/use-submit.ts';
import { Password } from '../people/password.tsx';
import { PASSWORD_MIN, ROLES } from '../people/roles.ts';

const FIELDS = ['current', 'password'] as const;

const PasswordForm = ({ close }: { close: () => void }) => {
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState('');
  const { busy, wrong, submit } = useSubmit({ fields: FIELDS });
  const change = async (): Promise<void> => {
    keepLogin(await post('/api/auth/password', { body: { current, password } }));
    tell('You have a new password. Your other logins have ended.');
    close();
  };
  const press = (event: Event): void => {
    event.preventDefault();
    void submit(change);
  };
  return (
    <form class="stack" onSubmit={press} noValidate>
      <Field label="Your password until now" error={wrong['current']}>
        {(field) => (
          <input
            {...field}
            class="input"
            type="password"
            autocomplete="current-password"
            value={current}
            onInput={({ currentTarget }) => setCurrent(currentTarget.value)}
          />
        )}
      </Field>
      <Password label="New password" value={password} error={wrong['password']} change={setPassword} />
      <div class="row">
        <Button kind="primary" type="submit" busy={busy} disabled={current === '' || password.length < PASSWORD_MIN}>
          Change it
        </Button>
        <Button onClick={close}>Leave it</Button>
      </div>
    </form>
  );
};

export const Account = () => {
  const [changing, setChanging] = useState(false);
  const person = me.value?.kind === 'person' ? me.value : null;
  const role = ROLES.find(([name]) => name === person?.role)?.[1] ?? '';
  return (
    <Card title="Account">
      <div class="stack">
        <p>
          <strong>{person?.email}</strong> <span class="quiet">{role}</span>
        </p>
        {changing ? (
          <PasswordForm close={() => setChanging(false)} />
        ) : (
          <div>
            <Button icon="key" onClick={() => setChanging(true)}>
              Change your password
            </Button>
          </div>
        )}
      </div>
    </Card>
  );
};
