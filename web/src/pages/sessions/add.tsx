/** A new session: what it is set to, and a start, after which its QR waits for a phone. */
import { post } from '../../api/client.ts';
import { learnSessions, sessions } from '../../shell/sessions.ts';
import { Card } from '../../ui/card.tsx';
import type { Wrong } from '../../ui/use-submit.ts';
import { SessionForm } from './form.tsx';
import { creationOf, NOTHING, type Wanted, whyNot } from './wanted.ts';

const wrongBefore = ({ id }: Wanted): Wrong => {
  const why = whyNot(id, sessions.value?.map((item) => item.id) ?? []);
  return why === null ? {} : { id: why };
};

export const AddSession = ({ added, close }: { added: (id: string) => void; close: () => void }) => {
  const add = async (wanted: Wanted): Promise<void> => {
    const { id } = await post('/api/whatsapp/sessions', { body: creationOf(wanted) });
    await learnSessions();
    added(id);
  };
  return (
    <Card title="Add a session">
      <SessionForm of={null} first={NOTHING} verb="Add and start" wrongBefore={wrongBefore} send={add} close={close} />
    </Card>
  );
};
