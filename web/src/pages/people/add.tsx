/** A new person: an email, a first password, and a role. */
import { useState } from 'preact/hooks';
import { post } from '../../api/client.ts';
import { Card } from '../../ui/card.tsx';
import { Choices } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { tell } from '../../ui/toast.tsx';
import { useSubmit } from '../../ui/use-submit.ts';
import { Password } from './password.tsx';
import { PASSWORD_MIN, type Role, ROLE_HINTS, ROLES } from './roles.ts';

const FIELDS = ['email', 'password', 'role'] as const;

export const AddPerson = ({ added }: { added: () => void }) => {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [role, setRole] = useState<Role>('operator');
  const { busy, wrong, submit } = useSubmit({ fields: FIELDS, codes: { 'user.exists': 'email' } });
  const add = async (): Promise<void> => {
    await post('/api/users', { body: { email: email.trim(), password, role } });
    tell(`${email.trim()} is added.`);
    setEmail('');
    setPassword('');
    added();
  };
  return (
    <Card title="Add a person">
      <Form
        columns={3}
        verb="Add"
        busy={busy}
        disabled={email.trim() === '' || password.length < PASSWORD_MIN}
        send={() => void submit(add)}
      >
        <TextField
          label="Email"
          hint="What they log in with."
          error={wrong['email']}
          type="email"
          autocomplete="off"
          placeholder="anna@example.com"
          value={email}
          change={setEmail}
        />
        <Password label="First password" value={password} error={wrong['password']} change={setPassword} />
        <div class="stack-tight">
          <Choices legend="Role" value={role} options={ROLES} choose={setRole} />
          <p class="quiet small">{ROLE_HINTS[role]}</p>
        </div>
      </Form>
    </Card>
  );
};
