/** The record of who did what. */
import { changeQuery, linkTo, query } from '../../router.ts';
import { me } from '../../shell/gateway.ts';
import { hasSeveral } from '../../shell/sessions.ts';
import { ActionButton } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Choices } from '../../ui/field.tsx';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { Empty } from '../../ui/notice.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Clock } from '../../ui/time.tsx';
import { type Action, useActions } from './use-actions.ts';
import { addressOf, nameOf, objectOf, sentenceOf } from './words.ts';

const AREAS = [
  ['all', 'Everything'],
  ['users', 'Users'],
  ['queue', 'Queue'],
  ['session', 'Session'],
  ['jobs', 'Jobs'],
  ['media', 'Files'],
  ['process', 'Process'],
] as const;

const WHO = [
  ['all', 'Anyone'],
  ['people', 'People'],
  ['system', 'Waybill itself'],
] as const;

const ICONS: Readonly<Record<string, IconName>> = {
  user: 'audit',
  queue: 'queue',
  session: 'link',
  job: 'envelope',
  process: 'system',
};

const WARNINGS = new Set(['user.login_refused', 'user.refresh_reused', 'session.halted', 'session.logged_out']);

const Row = ({ action }: { action: Action }) => {
  const object = objectOf(action, hasSeveral.value);
  const address = addressOf(action);
  const { type, stream, position } = action;
  return (
    <li class={`action ${WARNINGS.has(type) ? 'tone-failed' : ''}`}>
      <Icon name={ICONS[type.split('.', 1)[0] ?? ''] ?? 'dot'} />
      <div class="grow">
        <p>
          {sentenceOf(action)}
          {object && (
            <>
              {' '}
              <a class="mono" href={linkTo(object.path, object.session)}>
                {object.word}
              </a>
            </>
          )}
        </p>
        <p class="quiet small">
          {nameOf(action)}
          {action.by === me.value?.id && ' (you)'}
          {address !== null && `, from ${address}`}
        </p>
      </div>
      <div class="action-when">
        <Clock at={action.at} />
        <a class="small" href={linkTo(`/inspector?stream=${encodeURIComponent(stream)}&at=${position}`)}>
          <span class="hidden-text">In the inspector: </span>fact {position.toLocaleString('en')}
        </a>
      </div>
    </li>
  );
};

const chosen = <T extends string>(name: string, options: readonly (readonly [T, string])[]): T | 'all' =>
  options.find(([value]) => value === query.value.get(name))?.[0] ?? 'all';

const set =
  (name: string) =>
  (value: string): void =>
    changeQuery({ [name]: value === 'all' ? null : value });

export const Record = () => {
  const area = chosen('area', AREAS);
  const by = chosen('by', WHO);
  const { live, items, more } = useActions({ ...(area === 'all' ? {} : { area }), ...(by === 'all' ? {} : { by }) });
  return (
    <Card title="Who did what" flush class="record">
      <div class="record-filters">
        <Choices legend="Part" hideLegend value={area} options={AREAS} choose={set('area')} />
        <Choices legend="Who" hideLegend value={by} options={WHO} choose={set('by')} />
      </div>
      <Loaded live={live} lines={6}>
        {() =>
          items.length === 0 && more === null ? (
            <Empty icon="search" title="Nothing of this kind is on record" />
          ) : (
            <ol class="actions">
              {items.map((action) => (
                <Row key={action.position} action={action} />
              ))}
            </ol>
          )
        }
      </Loaded>
      {more && (
        <div class="record-more">
          <ActionButton act={more}>Show earlier ones</ActionButton>
        </div>
      )}
    </Card>
  );
};
