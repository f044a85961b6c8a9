/** One key: what it may do and reaches, when it was used, and what can be done with it. */
import { useState } from 'preact/hooks';
import { post, remove, type Schema } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/dialog.tsx';
import { HoursField } from '../../ui/hours-field.tsx';
import { Ago, Clock } from '../../ui/time.tsx';
import { tell } from '../../ui/toast.tsx';
import { exactUtc } from '../../words/times.ts';
import { scopesText } from './scopes.ts';

type ApiKey = Schema<'ApiKey'>;

const OVERLAP_HOURS = 24;

/** `all chats`, `the session shop`, `the sessions shop, depot` */
const reachText = (word: string, ids: readonly string[]): string =>
  ids[0] === '*' ? `all ${word}s` : `the ${word}${ids.length === 1 ? '' : 's'} ${ids.join(', ')}`;

const Reach = ({ of: { sessions, chats, ips, ratePerMinute } }: { of: ApiKey }) => (
  <>
    <dt>Reaches</dt>
    <dd>
      {reachText('session', sessions)}, {reachText('chat', chats)}
      {ips !== null && `, only from ${ips.join(', ')}`}
      {ratePerMinute !== null && `, at most ${ratePerMinute.toLocaleString('en')} requests a minute`}
    </dd>
  </>
);

const Times = ({ of: { lastUsedAt, expiresAt, createdAt }, by }: { of: ApiKey; by: string }) => (
  <>
    <dt>Last used</dt>
    <dd>{lastUsedAt === null ? 'never' : <Ago at={lastUsedAt} />}</dd>
    <dt>Expires</dt>
    <dd>{expiresAt === null ? 'never' : exactUtc(new Date(expiresAt))}</dd>
    <dt>Made</dt>
    <dd>
      <Clock at={createdAt} /> by {by}
    </dd>
  </>
);

interface Props {
  readonly of: ApiKey;
  /** Who made it. */
  readonly by: string;
  readonly show: (made: Schema<'ApiKeyOnce'>) => void;
  readonly reload: () => void;
}

const Rotate = ({ of: { id, name }, show, close }: Pick<Props, 'of' | 'show'> & { close: () => void }) => {
  const [hours, setHours] = useState(OVERLAP_HOURS);
  const act = async (): Promise<void> =>
    show(await post('/api/keys/{id}/rotate', { params: { id }, body: { overlapHours: hours } }));
  return (
    <Confirm title={`A new text for ${name}?`} verb="Rotate the key" act={act} close={close}>
      <p>What it may do and reaches stays. The new text is shown once.</p>
      <HoursField label="The former text is good for" value={hours} change={setHours} />
    </Confirm>
  );
};

const Revoke = ({ of: { id, name }, reload, close }: Pick<Props, 'of' | 'reload'> & { close: () => void }) => {
  const act = async (): Promise<void> => {
    await remove('/api/keys/{id}', { params: { id } });
    reload();
    tell(`${name} is revoked.`);
  };
  return (
    <Confirm title={`Revoke ${name}?`} verb="Revoke the key" danger act={act} close={close}>
      <p>It is refused from the next request on, and cannot be brought back. What was done with it stays on record.</p>
    </Confirm>
  );
};

export const KeyRow = ({ of, by, show, reload }: Props) => {
  const [asking, setAsking] = useState<'rotate' | 'revoke' | null>(null);
  const close = (): void => setAsking(null);
  return (
    <li class="key-row">
      <div class="row-apart">
        <h3>
          {of.name} <code>{of.prefix}…</code>
        </h3>
        <div class="row">
          <Button icon="retry" label={`Rotate ${of.name}`} onClick={() => setAsking('rotate')}>
            Rotate
          </Button>
          <Button kind="danger" icon="trash" label={`Revoke ${of.name}`} onClick={() => setAsking('revoke')}>
            Revoke
          </Button>
        </div>
      </div>
      <dl class="facts">
        <dt>May</dt>
        <dd>{scopesText(of.scopes)}</dd>
        <Reach of={of} />
        <Times of={of} by={by} />
      </dl>
      {asking === 'rotate' && <Rotate of={of} show={show} close={close} />}
      {asking === 'revoke' && <Revoke of={of} reload={reload} close={close} />}
    </li>
  );
};
