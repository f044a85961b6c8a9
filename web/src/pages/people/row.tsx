/** One person, and what can be done about them. */
import { useState } from 'preact/hooks';
import { patch, post, remove, type Schema } from '../../api/client.ts';
import { me } from '../../shell/gateway.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/dialog.tsx';
import { Choices } from '../../ui/field.tsx';
import { Clock } from '../../ui/time.tsx';
import { tell } from '../../ui/toast.tsx';
import type { Look } from '../../ui/tone.ts';
import { Password } from './password.tsx';
import { PASSWORD_MIN, type Role, ROLE_HINTS, ROLES } from './roles.ts';

type Person = Schema<'User'>;

const LOOKS: Readonly<Record<Role, Look>> = {
  admin: { tone: 'active', icon: 'audit', word: 'Administrator' },
  operator: { tone: 'completed', icon: 'person', word: 'Operator' },
  viewer: { tone: 'waiting', icon: 'book', word: 'Viewer' },
};

interface DialogProps {
  readonly person: Person;
  readonly reload: () => void;
  readonly close: () => void;
}

const ChangeRole = ({ person: { id, email, role: now }, reload, close }: DialogProps) => {
  const [role, setRole] = useState(now);
  const act = async (): Promise<void> => {
    await patch('/api/users/{id}', { params: { id }, body: { role } });
    reload();
    tell(`${email} has another role.`);
  };
  return (
    <Confirm title={`Another role for ${email}`} verb="Change the role" disabled={role === now} act={act} close={close}>
      <Choices legend="Role" value={role} options={ROLES} choose={setRole} />
      <p class="quiet">{ROLE_HINTS[role]} It counts from the next request on.</p>
    </Confirm>
  );
};

const SetPassword = ({ person: { id, email }, close }: DialogProps) => {
  const [password, setPassword] = useState('');
  const act = async (): Promise<void> => {
    await post('/api/users/{id}/password', { params: { id }, body: { password } });
    tell(`${email} has a new password.`);
  };
  return (
    <Confirm
      title={`A new password for ${email}`}
      verb="Set the password"
      disabled={password.length < PASSWORD_MIN}
      act={act}
      close={close}
    >
      <Password label="New password" value={password} change={setPassword} />
      <p class="quiet">
        {id === me.value?.id ? 'You have to log in again, everywhere.' : 'Every login of this person ends.'}
      </p>
    </Confirm>
  );
};

const Remove = ({ person: { id, email }, reload, close }: DialogProps) => {
  const act = async (): Promise<void> => {
    await remove('/api/users/{id}', { params: { id } });
    reload();
    tell(`${email} is removed.`);
  };
  return (
    <Confirm title={`Remove ${email}?`} verb="Remove the person" danger act={act} close={close}>
      <p>
        {id === me.value?.id ? 'This is you: you are logged out at once. ' : 'Every login of this person ends. '}
        What they did stays on record.
      </p>
    </Confirm>
  );
};

const DIALOGS = { role: ChangeRole, password: SetPassword, remove: Remove } as const;

interface Props {
  readonly person: Person;
  readonly isLastAdmin: boolean;
  readonly reload: () => void;
}

export const PersonRow = ({ person, isLastAdmin, reload }: Props) => {
  const [asking, setAsking] = useState<keyof typeof DIALOGS | null>(null);
  const Asked = asking && DIALOGS[asking];
  const { id, email, role, addedAt } = person;
  return (
    <li class="person-row">
      <div class="grow">
        <p>
          <strong>{email}</strong>
          {id === me.value?.id && <span class="quiet"> (you)</span>}
        </p>
        <p class="quiet small">
          Added <Clock at={addedAt} />
        </p>
        {isLastAdmin && (
          <p class="small">The last administrator keeps the role and stays. Make somebody else one first.</p>
        )}
      </div>
      <Badge {...LOOKS[role]} />
      <div class="row person-steps">
        <Button
          icon="pencil"
          label={`Change the role of ${email}`}
          disabled={isLastAdmin}
          onClick={() => setAsking('role')}
        >
          Role
        </Button>
        <Button icon="key" label={`Set a password for ${email}`} onClick={() => setAsking('password')}>
          Password
        </Button>
        <Button
          kind="danger"
          icon="trash"
          label={`Remove ${email}`}
          disabled={isLastAdmin}
          onClick={() => setAsking('remove')}
        >
          Remove
        </Button>
      </div>
      {Asked && <Asked person={person} reload={reload} close={() => setAsking(null)} />}
    </li>
  );
};
