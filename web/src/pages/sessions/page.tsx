/** `/sessions`: every linked account, how it stands, and how one is added, linked, changed, started, stopped and removed. */
import { useState } from 'preact/hooks';
import { mayOperate } from '../../shell/rights.ts';
import { sessions } from '../../shell/sessions.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Skeleton } from '../../ui/notice.tsx';
import { Page as Frame } from '../../ui/page.tsx';
import { AddSession } from './add.tsx';
import { SessionRow } from './row.tsx';
import './sessions.css';

export const Page = () => {
  const items = sessions.value;
  const [adding, setAdding] = useState(false);
  const [added, setAdded] = useState<string | null>(null);
  const close = (): void => setAdding(false);
  return (
    <Frame
      title="Sessions"
      lead="One session is one WhatsApp account, with a queue and pages of its own."
      actions={
        mayOperate() &&
        !adding && (
          <Button kind="primary" icon="link" onClick={() => setAdding(true)}>
            Add a session
          </Button>
        )
      }
    >
      {adding && (
        <AddSession
          added={(id) => {
            setAdded(id);
            close();
          }}
          close={close}
        />
      )}
      <Card title={items === null ? 'Sessions' : `Sessions (${items.length})`} flush>
        {items === null ? (
          <Skeleton lines={4} />
        ) : (
          <ul class="rows">
            {items.map((item) => (
              <SessionRow key={item.id} item={item} isNew={item.id === added} />
            ))}
          </ul>
        )}
      </Card>
    </Frame>
  );
};
