/** One session: how it stands, what can be done with it, and below, where it is asked for, its form or its QR. */
import { useEffect, useState } from 'preact/hooks';
import { patch } from '../../api/client.ts';
import { linkTo } from '../../router.ts';
import { mayOperate } from '../../shell/rights.ts';
import { learnSessions, nameOf, type SessionItem } from '../../shell/sessions.ts';
import { Button } from '../../ui/button.tsx';
import { SESSION_LOOKS } from '../../ui/look.ts';
import { Ago } from '../../ui/time.tsx';
import { tell } from '../../ui/toast.tsx';
import { chatName, count } from '../../words/chats.ts';
import { SessionForm } from './form.tsx';
import { type ByCode, NOT_BY_CODE, Pairing } from './pairing.tsx';
import { SessionSteps } from './steps.tsx';
import { changeOf, type Wanted, wantedOf } from './wanted.ts';

const State = ({ state }: Pick<SessionItem, 'state'>) => {
  const { tone, word } = SESSION_LOOKS[state];
  return <span class={`session-state tone-${tone}`}>{word}</span>;
};

/** What stands below the name, each part if there is something to say. */
const aboutOf = ({ id, label, account, country, proxied, lastDisconnect, queue }: SessionItem): string =>
  [
    label === null ? null : id,
    account === null ? null : chatName(account),
    country === null ? null : `numbers of ${country}`,
    proxied && lastDisconnect?.cause === 'proxy' ? 'its proxy failed' : proxied ? 'through a proxy' : null,
    queue.waiting > 0 ? `${count(queue.waiting, 'message')} waiting` : null,
  ]
    .filter((part) => part !== null)
    .join(' · ');

/** The QR, kept in view while the phone and the gateway get to know each other. */
const Linking = ({ id }: { id: string }) => {
  const [byCode, setByCode] = useState<ByCode>(NOT_BY_CODE);
  return (
    <div class="session-below">
      <Pairing of={id} byCode={byCode} change={(some) => setByCode((now) => ({ ...now, ...some }))} />
    </div>
  );
};

interface Props {
  readonly item: SessionItem;
  /** It was added just now. */
  readonly isNew: boolean;
}

export const SessionRow = ({ item, isNew }: Props) => {
  const [shown, setShown] = useState<'form' | 'linking' | null>(null);
  const name = nameOf(item);
  // The list may have it before its form has the answer.
  useEffect(() => {
    if (isNew) setShown('linking');
  }, [isNew]);
  useEffect(() => {
    if (item.connected) setShown((now) => (now === 'linking' ? null : now));
  }, [item.connected]);
  const change = async (wanted: Wanted): Promise<void> => {
    await patch('/api/whatsapp/sessions/{id}', { params: { id: item.id }, body: changeOf(wanted) });
    await learnSessions();
    setShown(null);
    tell(`${wanted.label.trim() || item.id} is changed.`);
  };
  const toggle = (what: 'form' | 'linking') => setShown((now) => (now === what ? null : what));
  return (
    <li class="session-row">
      <div class="session-name">
        <a href={linkTo('/', item.id)}>{name}</a>
        <span class="quiet small">{aboutOf(item)}</span>
        <span class="quiet small">
          {item.since === null ? (
            'never started'
          ) : (
            <>
              changed <Ago at={item.since} />
            </>
          )}
        </span>
      </div>
      <State state={item.state} />
      {mayOperate() && (
        <div class="row session-steps">
          {item.state === 'qr' && (
            <Button
              kind="primary"
              icon="phones"
              label={`Link a phone to ${name}`}
              expanded={shown === 'linking'}
              onClick={() => toggle('linking')}
            >
              Link a phone
            </Button>
          )}
          <Button icon="pencil" label={`Change ${name}`} expanded={shown === 'form'} onClick={() => toggle('form')}>
            Change
          </Button>
          <SessionSteps item={item} />
        </div>
      )}
      {shown === 'linking' && item.state === 'qr' && <Linking id={item.id} />}
      {shown === 'form' && (
        <div class="session-below">
          <SessionForm of={item} first={wantedOf(item)} verb="Change it" send={change} close={() => setShown(null)} />
        </div>
      )}
    </li>
  );
};
