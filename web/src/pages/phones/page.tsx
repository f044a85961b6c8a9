/** `/phones`: both sides of every chat with the WhatsApp in the box, and the faults that can be switched on in it. */
import { get, type Schema } from '../../api/client.ts';
import { changeQuery, query } from '../../router.ts';
import { gateway } from '../../shell/gateway.ts';
import { Choices } from '../../ui/field.tsx';
import { Empty, Skeleton } from '../../ui/notice.tsx';
import { Page as Frame } from '../../ui/page.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { ChatPanel } from './chat.tsx';
import { Faults } from './faults.tsx';
import { Handovers } from './handovers.tsx';
import { PhoneList } from './list.tsx';
import { RoomPanel } from './room.tsx';
import '../../kinds/bubbles.css';
import './phones.css';
import { useSandbox } from './use-sandbox.ts';
import { YourPhone } from './your-phone.tsx';

const PHONES_MAX = 100;
/** An ordinary contact, to begin with. */
const FIRST_CONTACT = '6281234567890';

/** What stands beside the chats. */
const ASIDES = [
  ['faults', 'Faults'],
  ['account', 'Your phone'],
  ['handovers', 'On the way'],
] as const;
type Aside = (typeof ASIDES)[number][0];

/** A narrow screen shows one at a time: below the chats nobody would find the faults. */
const VIEWS = [['chats', 'Chats'], ...ASIDES] as const;
type View = (typeof VIEWS)[number][0];

interface ViewProps<V extends View> {
  readonly view: V;
  readonly views: readonly (readonly [V, string])[];
  readonly class: string;
}

const ViewChoice = <V extends View>({ view, views, class: where }: ViewProps<V>) => (
  <div class={where}>
    <Choices
      legend="What is shown"
      hideLegend
      value={view}
      options={views}
      choose={(show) => changeQuery({ show: show === 'chats' ? null : show })}
    />
  </div>
);

const asideOf = (show: string | null): Aside | undefined => ASIDES.find(([aside]) => aside === show)?.[0];

interface BesideProps {
  readonly aside: Aside;
  readonly sandbox: Schema<'Sandbox'>;
  readonly number: string;
}

const Beside = ({ aside, sandbox, number }: BesideProps) => (
  <div class="phones-aside">
    <ViewChoice class="phones-beside" view={aside} views={ASIDES} />
    {aside === 'faults' && <Faults sandbox={sandbox} number={number} />}
    {aside === 'account' && <YourPhone sandbox={sandbox} />}
    {aside === 'handovers' && <Handovers />}
  </div>
);

const Box = () => {
  const aside = asideOf(query.value.get('show'));
  const room = query.value.get('room');
  const asked = query.value.get('number')?.replace(/\D/g, '') || undefined;
  const phones = useSandbox('phones', (signal) => get('/api/sandbox/phones', { query: { limit: PHONES_MAX }, signal }));
  const state = useSandbox('state', (signal) => get('/api/sandbox/state', { signal }));
  return (
    <Loaded live={phones} lines={8}>
      {({ items }) => {
        const number = asked ?? items.find(({ off }) => !off)?.number ?? FIRST_CONTACT;
        return (
          <div class={`phones ${aside ? 'shows-aside' : 'shows-chats'}`}>
            <ViewChoice class="phones-view" view={aside ?? 'chats'} views={VIEWS} />
            <section class={`card chat-card ${asked || room ? 'is-asked' : ''}`} aria-label="Phones">
              <PhoneList phones={items} chosen={number} room={room} />
              <div class="chat">
                {room ? <RoomPanel key={room} id={room} number={asked} /> : <ChatPanel key={number} number={number} />}
              </div>
            </section>
            <Loaded live={state}>
              {(sandbox) => <Beside aside={aside ?? 'faults'} sandbox={sandbox} number={number} />}
            </Loaded>
          </div>
        );
      }}
    </Loaded>
  );
};

const Elsewhere = () => (
  <Empty icon="phones" title="There are no phones to look into">
    <p>
      This Waybill talks to the real WhatsApp. Start one with <code>WAYBILL_WHATSAPP=sandbox</code> to try everything
      with phones that are part of it.
    </p>
  </Empty>
);

export const Page = () => (
  <Frame
    title="Phones"
    lead="What your contacts see. These phones are part of Waybill: nothing leaves this machine, and you can make things go wrong."
  >
    {gateway.value === null ? <Skeleton lines={8} /> : gateway.value.whatsapp === 'sandbox' ? <Box /> : <Elsewhere />}
  </Frame>
);
