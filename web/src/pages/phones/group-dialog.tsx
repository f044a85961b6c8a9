/** What members of a group change in it: its rules, and who is in it with which role. */
import { useState } from 'preact/hooks';
import { type BodyOf, patch, post, remove, type Schema } from '../../api/client.ts';
import { ActionButton, Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Switch } from '../../ui/field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { tell, tellProblem } from '../../ui/toast.tsx';

type Group = Schema<'SandboxWholeGroup'>;
type Action = BodyOf<'/api/sandbox/groups/{id}/participants', 'post'>['action'];

const OUTCOMES: Readonly<Record<number, string>> = {
  403: 'lets nobody add it',
  404: 'is no member, or not on WhatsApp',
  406: 'made the group',
  408: 'has just left',
  409: 'is a member already',
  419: 'has no room in it',
};

/** People change each other; `by` is left out for an admin other than the account. */
const changeMember = async (id: string, action: Action, number: string, by?: string): Promise<void> => {
  const { results } = await post('/api/sandbox/groups/{id}/participants', {
    params: { id },
    body: { action, members: [number], ...(by ? { by } : {}) },
  });
  for (const { ok, code } of results) if (!ok) tell(`+${number} ${OUTCOMES[code] ?? `cannot be changed (${code})`}.`);
};

const RULES = [
  ['announceOnly', 'Only admins write'],
  ['locked', 'Only admins change the group'],
  ['joinApproval', 'Admins approve those who join'],
] as const;

const Rules = ({ group }: { group: Group }) => {
  const change = (body: BodyOf<'/api/sandbox/groups/{id}', 'patch'>) =>
    patch('/api/sandbox/groups/{id}', { params: { id: group.id }, body });
  const [subject, setSubject] = useState(group.subject);
  const [description, setDescription] = useState(group.description ?? '');
  return (
    <div class="stack-tight">
      <TextField label="Subject" value={subject} change={setSubject} />
      <TextField label="Description" value={description} change={setDescription} />
      <div>
        <ActionButton
          disabled={subject.trim() === '' || (subject === group.subject && description === (group.description ?? ''))}
          act={() => change({ subject, description: description || null })}
        >
          Change the words
        </ActionButton>
      </div>
      {RULES.map(([rule, words]) => (
        <Switch key={rule} checked={group[rule]} set={(on) => void change({ [rule]: on }).catch(tellProblem)}>
          {words}
        </Switch>
      ))}
      <Switch
        checked={group.disappearingSeconds > 0}
        set={(on) => void change({ disappearingSeconds: on ? 86_400 : 0 }).catch(tellProblem)}
      >
        Messages disappear after a day
      </Switch>
    </div>
  );
};

const MemberRow = ({ id, member }: { id: string; member: Group['members'][number] }) => {
  const { number, role, account } = member;
  const raise = role === 'member' ? 'promote' : 'demote';
  return (
    <li>
      <span class="grow">
        {account ? 'Your account' : `+${number}`} {role !== 'member' && <span class="quiet small">{role}</span>}
      </span>
      <div class="acts">
        <ActionButton act={() => changeMember(id, raise, number)}>
          {raise === 'promote' ? 'Promote' : 'Demote'}
          <span class="hidden-text"> +{number}</span>
        </ActionButton>
        <ActionButton act={() => changeMember(id, 'remove', number)}>
          Remove<span class="hidden-text"> +{number}</span>
        </ActionButton>
        {!account && (
          <ActionButton act={() => changeMember(id, 'remove', number, number)}>
            Leaves<span class="hidden-text"> +{number}</span>
          </ActionButton>
        )}
      </div>
    </li>
  );
};

const Newcomer = ({ group: { id, invite } }: { group: Group }) => {
  const [text, setText] = useState('');
  const number = text.replace(/\D/g, '');
  const disabled = number.length < 5;
  return (
    <div class="stack-tight">
      <TextField
        label="Somebody else"
        type="tel"
        autocomplete="off"
        placeholder="+62 812-3456-7890"
        value={text}
        change={setText}
      />
      <div class="acts">
        <ActionButton disabled={disabled} act={() => changeMember(id, 'add', number)}>
          Is added
        </ActionButton>
        <ActionButton
          disabled={disabled}
          act={() => post('/api/sandbox/groups/join', { body: { number, code: invite } })}
        >
          Joins by the invite
        </ActionButton>
        <ActionButton
          disabled={disabled}
          act={() => post('/api/sandbox/groups/{id}/requests', { params: { id }, body: { number } })}
        >
          Asks to join
        </ActionButton>
      </div>
      <p class="quiet small">
        The code of the invite is <code>{invite}</code>.
      </p>
    </div>
  );
};

const Requests = ({ group: { id, requests } }: { group: Group }) =>
  requests.length === 0 ? null : (
    <ul class="member-list" aria-label="Those who ask to join">
      {requests.map(({ number }) => (
        <li key={number}>
          <span class="grow">+{number} asks to join</span>
          <ActionButton act={() => changeMember(id, 'add', number)}>Approve</ActionButton>
          <ActionButton act={() => remove('/api/sandbox/groups/{id}/requests/{number}', { params: { id, number } })}>
            Takes it back
          </ActionButton>
        </li>
      ))}
    </ul>
  );

/** More members than anybody goes through. */
const MEMBERS_SHOWN = 50;

const Whole = ({ group, close }: { group: Group; close: () => void }) => (
  <Dialog label="Members and rules" close={close}>
    <h2 dir="auto">{group.subject}</h2>
    <ul class="member-list" aria-label="Members" tabIndex={0}>
      {group.members.slice(0, MEMBERS_SHOWN).map((member) => (
        <MemberRow key={member.number} id={group.id} member={member} />
      ))}
    </ul>
    {group.size > MEMBERS_SHOWN && <p class="quiet small">and {group.size - MEMBERS_SHOWN} more</p>}
    <Requests group={group} />
    <Newcomer group={group} />
    <Rules group={group} />
  </Dialog>
);

export const GroupChanges = ({ group }: { group: Group }) => {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button icon="people" onClick={() => setOpen(true)}>
        Change it
      </Button>
      {open && <Whole group={group} close={() => setOpen(false)} />}
    </>
  );
};
