/** Unlinks the phone, after a question. */
import { useState } from 'preact/hooks';
import { post } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/dialog.tsx';

export const LogOutButton = ({ account }: { account: string }) => {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button kind="danger" icon="out" onClick={() => setAsking(true)}>
        Unlink the phone
      </Button>
      {asking && (
        <Confirm
          title={`Unlink ${account}?`}
          verb="Unlink the phone"
          danger
          act={() => post('/api/whatsapp/session/logout')}
          close={() => setAsking(false)}
        >
          <p>Messages wait until a phone is linked again, with a new QR. Nothing that was accepted is lost.</p>
        </Confirm>
      )}
    </>
  );
};
