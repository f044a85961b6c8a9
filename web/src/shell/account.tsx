/** Who is logged in, light or dark, and the way out. */
import { logOut } from '../api/session.ts';
import { type Theme, theme } from '../theme.ts';
import { ActionButton } from '../ui/button.tsx';
import { Choices } from '../ui/field.tsx';
import { Icon, type IconName } from '../ui/icon.tsx';
import { me } from './gateway.ts';

const option = (value: Theme, icon: IconName, word: string) =>
  [
    value,
    <>
      <Icon name={icon} />
      <span class="hidden-text">{word}</span>
    </>,
  ] as const;

const THEMES = [
  option('system', 'system', 'As the system'),
  option('light', 'sun', 'Light'),
  option('dark', 'moon', 'Dark'),
];

export const ThemeChoice = () => (
  <Choices
    legend="Colours"
    hideLegend
    value={theme.value}
    options={THEMES}
    choose={(chosen) => {
      theme.value = chosen;
    }}
  />
);

/** Who is logged in: a person, since no key logs in here. */
const Name = () => {
  const email = me.value?.kind === 'person' ? me.value.email : undefined;
  return (
    <span class="small ellipsis" title={email}>
      {email ?? ' '}
    </span>
  );
};

export const Account = () => (
  <>
    <Name />
    <div class="row-apart">
      <ThemeChoice />
      <ActionButton kind="bare" act={logOut}>
        Log out
      </ActionButton>
    </div>
  </>
);
