/** Who is logged in, and another password for them. */
import { useState } from 'preact/hooks';
import { post } from '../../api/client.ts';
import { keepLogin } from '../../api/session.ts';
import { me } from '../../shell/gateway.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Form } from '../../ui/form.tsx';
import { TextField } from '../../ui/text-field.tsx';
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
  return (
    <Form
      columns={1}
      verb="Change it"
      busy={busy}
      disabled={current === '' || password.length < PASSWORD_MIN}
      send={() => void submit(change)}
      close={close}
    >
      <TextField
        label="Your password until now"
        error={wrong['current']}
        type="password"
        autocomplete="current-password"
        value={current}
        change={setCurrent}
      />
      <Password label="New password" value={password} error={wrong['password']} change={setPassword} />
    </Form>
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
