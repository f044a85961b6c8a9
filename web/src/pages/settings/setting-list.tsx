/** Every setting with its value, where that came from and what it does, in its group. */
import { useState } from 'preact/hooks';
import type { Schema } from '../../api/client.ts';
import { Badge } from '../../ui/badge.tsx';
import { Card } from '../../ui/card.tsx';
import { Choices } from '../../ui/field.tsx';
import { type Look, look } from '../../ui/look.ts';
import { count } from '../../words/chats.ts';

type Setting = Schema<'Settings'>['settings'][number];

const SOURCES: Readonly<Record<Setting['source'], Look>> = {
  environment: look('active', 'check', 'Environment'),
  file: look('active', 'check', '.env'),
  default: look('waiting', 'clock', 'Default'),
};

const WHICH = [
  ['all', 'All'],
  ['set', 'Set here'],
] as const;
type Which = (typeof WHICH)[number][0];

const Value = ({ setting: { source, value, secret, byDefault } }: { setting: Setting }) => {
  if (source === 'default') return <span class="quiet">{byDefault || 'none'}</span>;
  return secret ? <span class="quiet">set, and not shown</span> : <span class="mono">{value}</span>;
};

const Row = ({ setting }: { setting: Setting }) => (
  <li class="setting">
    <div>
      <p class="mono small">{setting.name}</p>
      <p class="quiet small">{setting.meaning}</p>
    </div>
    <p class="setting-value">
      <Value setting={setting} />
    </p>
    <span>
      <Badge {...SOURCES[setting.source]} />
    </span>
  </li>
);

export const SettingList = ({ settings }: { settings: readonly Setting[] }) => {
  const [which, setWhich] = useState<Which>('all');
  const shown = settings.filter(({ source }) => which === 'all' || source !== 'default');
  const groups = [...Map.groupBy(shown, ({ group }) => group)];
  return (
    <Card
      title={`Settings of the process (${count(shown.length, 'variable')})`}
      flush
      actions={<Choices legend="Which settings" hideLegend value={which} options={WHICH} choose={setWhich} />}
    >
      <p class="quiet small settings-how">
        They are read at the start, from the environment and from the file .env beside it. A change takes a restart.
      </p>
      {groups.map(([group, items]) => (
        <section key={group} class="setting-group">
          <h3>{group}</h3>
          <ul class="setting-rows">
            {items.map((setting) => (
              <Row key={setting.name} setting={setting} />
            ))}
          </ul>
        </section>
      ))}
    </Card>
  );
};
