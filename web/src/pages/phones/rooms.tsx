/** The rooms of a phone: its chat with the account, its groups, its statuses. */
import { get } from '../../api/client.ts';
import { navigate } from '../../router.ts';
import { Choices } from '../../ui/field.tsx';
import { phonesPath } from './paths.ts';
import { useSandbox } from './use-sandbox.ts';

export const STATUS = 'status@broadcast';

const CHAT = 'chat';

export const Rooms = ({ number, chosen }: { number: string; chosen: string | null }) => {
  const live = useSandbox(`rooms ${number}`, (signal) =>
    get('/api/sandbox/phones/{number}/rooms', { params: { number }, signal }),
  );
  const groups = live.data?.items.filter(({ kind }) => kind === 'group') ?? [];
  const options: (readonly [string, string])[] = [
    [CHAT, 'Chat'],
    ...groups.map(({ id, subject }) => [id, subject ?? id] as const),
    [STATUS, 'Status'],
  ];
  return (
    <div class="rooms">
      <Choices
        legend="What this phone shows"
        hideLegend
        value={chosen ?? CHAT}
        options={options}
        choose={(room) => navigate(phonesPath({ number, room: room === CHAT ? null : room }))}
      />
    </div>
  );
};
