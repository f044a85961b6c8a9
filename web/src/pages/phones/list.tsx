/** The phones that have something to show, the groups, a number to begin another chat with, and the numbers that misbehave. */
import { useState } from 'preact/hooks';
import { get, type Schema } from '../../api/client.ts';
import { useLive } from '../../live/use-live.ts';
import { linkTo, navigate } from '../../router.ts';
import { Field } from '../../ui/field.tsx';
import { Button } from '../../ui/button.tsx';
import { Clock } from '../../ui/time.tsx';
import { count } from '../../words/chats.ts';
import { NewGroup } from './new-group.tsx';
import { phonesPath } from './paths.ts';
import { useSandbox } from './use-sandbox.ts';

type ListedPhone = Schema<'SandboxPhone'>;

/** A channel to publish in; any id will do. */
const CHANNEL = '120363000000000001@newsletter';

/** Numbers of a country with long ones, so that any ending can be had. */
const EXAMPLE = '62812000';

const chatPath = (number: string): string => phonesPath({ number });

const LastWords = ({ last, off, waiting }: ListedPhone) => {
  if (off) return <>{waiting > 0 ? `Off: ${count(waiting, 'message')} waiting` : 'Off'}</>;
  if (!last) return null;
  return (
    <>
      {last.from === 'contact' && <span>You:</span>}
      <span class="ellipsis" dir="auto">
        {last.text}
      </span>
    </>
  );
};

const PhoneItem = ({ phone, chosen }: { phone: ListedPhone; chosen: boolean }) => (
  <li>
    <a class="phone" href={linkTo(chatPath(phone.number))} aria-current={chosen ? 'true' : undefined}>
      <span class="phone-number">+{phone.number}</span>
      {phone.last && (
        <span class="phone-at quiet small">
          <Clock at={phone.last.at} />
        </span>
      )}
      <span class="phone-last">
        <LastWords {...phone} />
      </span>
      {phone.unread > 0 && (
        <span class="unread" aria-label={`${count(phone.unread, 'message')} not read`}>
          {phone.unread}
        </span>
      )}
    </a>
  </li>
);

const NewChat = () => {
  const [text, setText] = useState('');
  const [error, setError] = useState<string | null>(null);
  const begin = (event: Event): void => {
    event.preventDefault();
    const digits = text.replace(/\D/g, '');
    if (digits.length < 5 || digits.length > 20) {
      setError('An international number has 5 to 20 digits.');
      return;
    }
    setError(null);
    setText('');
    navigate(chatPath(digits));
  };
  return (
    <form class="new-chat" onSubmit={begin}>
      <Field label="Any number has a phone" error={error}>
        {(field) => (
          <div class="writing-line">
            <input
              {...field}
              class="input"
              type="tel"
              autocomplete="off"
              placeholder="+62 812-3456-7890"
              value={text}
              onInput={({ currentTarget }) => setText(currentTarget.value)}
            />
            <Button type="submit">Open</Button>
          </div>
        )}
      </Field>
    </form>
  );
};

const Misbehaving = () => {
  const live = useLive(
    'test numbers',
    (signal) => get('/api/sandbox/test-numbers', { signal }),
    () => false,
  );
  return (
    <details class="misbehaving">
      <summary>Numbers that misbehave</summary>
      <ul class="misbehaving-list">
        {live.data?.items.map(({ digits, sentence }) => (
          <li key={digits}>
            <a class="mono" href={linkTo(chatPath(EXAMPLE + digits))}>
              …{digits}
            </a>
            <span>{sentence}</span>
          </li>
        ))}
      </ul>
    </details>
  );
};

const Groups = ({ chosen }: { chosen: string | null }) => {
  const live = useSandbox('groups', (signal) => get('/api/sandbox/groups', { signal }));
  return (
    <ul class="phone-list" aria-label="Groups">
      {live.data?.items.map(({ id, subject, size }) => (
        <li key={id}>
          <a class="phone" href={linkTo(phonesPath({ room: id }))} aria-current={id === chosen ? 'true' : undefined}>
            <span class="phone-number ellipsis" dir="auto">
              {subject}
            </span>
            <span class="phone-last">{count(size, 'member')}</span>
          </a>
        </li>
      ))}
    </ul>
  );
};

interface PhoneListProps {
  readonly phones: readonly ListedPhone[];
  /** The number whose chat is shown, or the group. */
  readonly chosen: string | undefined;
  readonly room: string | null;
}

export const PhoneList = ({ phones, chosen, room }: PhoneListProps) => (
  <div class="phone-side">
    <NewChat />
    <ul class="phone-list" aria-label="Phones, the newest message first">
      {phones.map((phone) => (
        <PhoneItem key={phone.number} phone={phone} chosen={room === null && phone.number === chosen} />
      ))}
    </ul>
    <Groups chosen={room} />
    <div class="acts phone-more">
      <NewGroup />
      <a
        class="button"
        href={linkTo(phonesPath({ room: CHANNEL }))}
        aria-current={room === CHANNEL ? 'true' : undefined}
      >
        A channel
      </a>
    </div>
    <Misbehaving />
  </div>
);
