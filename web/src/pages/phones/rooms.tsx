/** The rooms of a phone: its chat with the account, its groups, its statuses. */
import { get } from '../../api/client.ts';
import { navigate } from '../../router.ts';
import { Choices } from '../../ui/field.tsx';
import { useSandbox } from './use-sandbox.ts';

export const roomPath = (room: string, number: string | null): string =>
  `/phones?${number === null ? '' : `number=${number}&`}room=${encodeURIComponent(room)}`;

const CHAT = 'chat';

/** Nothing on a phone that has only the chat. */
export const Rooms = ({ number, chosen }: { number: string; chosen: string | null }) => {
  const live = useSandbox(`rooms ${number}`, (signal) =>
    get('/api/sandbox/phones/{number}/rooms', { params: { number }, signal }),
  );
  const rooms = live.data?.items ?? [];
  if (rooms.length === 0) return null;
  const options: (readonly [string, string])[] = [
    [CHAT, 'Chat'],
    ...rooms.map(({ id, subject }) => [id, subject ?? 'Status'] as const),
  ];
  return (
    <div class="rooms">
      <Choices
        legend="What this phone shows"
        hideLegend
        value={chosen ?? CHAT}
        options={options}
        choose={(room) => navigate(room === CHAT ? `/phones?number=${number}` : roomPath(room, number))}
      />
    </div>
  );
};
