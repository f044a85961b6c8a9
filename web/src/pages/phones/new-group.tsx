/** People make a group. */
import { useState } from 'preact/hooks';
import { post } from '../../api/client.ts';
import { linesOf } from '../../kinds/kind.ts';
import { navigate } from '../../router.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/dialog.tsx';
import { Field, Switch } from '../../ui/field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { phonesPath } from './paths.ts';

const digitsOf = (text: string): string[] => linesOf(text).map((line) => line.replace(/\D/g, ''));

const Form = ({ close }: { close: () => void }) => {
  const [subject, setSubject] = useState('');
  const [people, setPeople] = useState('');
  const [account, setAccount] = useState(true);
  const [byNumber, setByNumber] = useState(false);
  const make = async (): Promise<void> => {
    const addressing = byNumber ? 'pn' : 'lid';
    const group = await post('/api/sandbox/groups', {
      body: { subject, members: digitsOf(people), account, addressing },
    });
    navigate(phonesPath({ room: group.id }));
  };
  const unready = subject.trim() === '' || digitsOf(people).length === 0;
  return (
    <Confirm title="New group" verb="Make the group" disabled={unready} act={make} close={close}>
      <TextField label="Subject" value={subject} change={setSubject} />
      <Field label="Members" hint="A number a line; the first one makes the group">
        {(field) => (
          <textarea
            {...field}
            class="input"
            placeholder="+62 812-3456-7890"
            value={people}
            onInput={({ currentTarget }) => setPeople(currentTarget.value)}
          />
        )}
      </Field>
      <Switch checked={account} set={setAccount}>
        Your account is a member
      </Switch>
      <Switch checked={byNumber} set={setByNumber}>
        People see each other’s numbers
      </Switch>
    </Confirm>
  );
};

export const NewGroup = () => {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button icon="people" onClick={() => setOpen(true)}>
        New group
      </Button>
      {open && <Form close={() => setOpen(false)} />}
    </>
  );
};
