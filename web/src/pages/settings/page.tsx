/** `/settings`: the own account and colours, and, for administrators, what the gateway runs with. */
import { get } from '../../api/client.ts';
import { useLive } from '../../live/use-live.ts';
import { ThemeChoice } from '../../shell/account.tsx';
import { isAdmin } from '../../shell/rights.ts';
import { Card } from '../../ui/card.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Page as Frame } from '../../ui/page.tsx';
import { Account } from './account.tsx';
import { Data } from './data.tsx';
import { Gateway } from './gateway.tsx';
import { SettingList } from './setting-list.tsx';
import './settings.css';

const Installed = () => {
  const live = useLive(
    'settings',
    (signal) => get('/api/admin/settings', { signal }),
    ({ type }) => type === 'process.started',
  );
  return (
    <Loaded live={live} lines={8}>
      {({ settings, data, node, platform }) => (
        <>
          <div class="settings-pair">
            <Gateway node={node} platform={platform} />
            <Data data={data} />
          </div>
          <SettingList settings={settings} />
        </>
      )}
    </Loaded>
  );
};

export const Page = () => (
  <Frame title="Settings" lead="Your account, and what this gateway runs with.">
    <div class="settings-pair">
      <Account />
      <Card title="Colours">
        <div class="stack">
          <ThemeChoice />
          <p class="quiet small">Kept in this browser.</p>
        </div>
      </Card>
    </div>
    {isAdmin() ? <Installed /> : <Gateway />}
  </Frame>
);
