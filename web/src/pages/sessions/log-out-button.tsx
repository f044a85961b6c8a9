/** Unlinks the phone, after a question. */
import { useState } from 'preact/hooks';
import { post } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/dialog.tsx';

interface Props {
  /** The session, by its id. */
  readonly of: string;
  readonly account: string;
  readonly label?: string;
}

export const LogOutButton = ({ of, account, label }: Props) => {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button kind="danger" icon="out" label={label} onClick={() => setAsking(true)}>
        Unlink the phone
      </Button>
      {asking && (
        <Confirm
          title={`Unlink ${account}?`}
          verb="Unlink the phone"
          danger
          act={() => post('/api/whatsapp/session/logout', { query: { session: of } })}
          close={() => setAsking(false)}
        >
          <p>Messages wait until a phone is linked again, with a new QR. Nothing that was accepted is lost.</p>
        </Confirm>
      )}
    </>
  );
};
