import { failure } from '../../src/events/facts/failure.ts';
import { Undelivered } from '../../src/whatsapp/port.ts';
import { scriptedWhatsApp } from '../support/scripted-whatsapp.ts';
import { whatsappContract, type World } from './whatsapp-contract.ts';

/** Scripts a WhatsApp without faults. */
const world = async (): Promise<World> => {
  let silent = false;
  let outOfReach = false;
  let lostAcks = 0;
  const script = scriptedWhatsApp({
    check: (chat) =>
      silent ? 'hold' : chat.includes('0404') ? { registered: false } : { registered: true, chatId: chat },
    unlink: (until) => (outOfReach ? 'refuse' : until === 1 ? 'late' : 'unlink'),
    ping: () => (silent ? 'hold' : 'answer'),
    send: ({ messageId }) => {
      if (silent) return 'hold';
      if (lostAcks-- > 0) {
        queueMicrotask(() => {
          const [send] = script.link().sends;
          send?.takeWithoutAck();
          send?.reject(new Undelivered(failure('ack_timeout', 'no acknowledgement'), true));
        });
        return 'hold';
      }
      queueMicrotask(() => script.link().receipt(messageId, 'delivered', 1));
      return 'ack';
    },
  });
  const finishPairing = async () => {
    script.link().paired();
    script.link().closed({ code: 515, cause: 'server', reason: 'restart required' });
  };
  return {
    whatsapp: {
      ...script.whatsapp,
      open(session, signal) {
        const link = script.whatsapp.open(session, signal);
        const scripted = script.link();
        void script.whatsapp.paired(session).then((paired) => (paired ? scripted.opened() : scripted.qr(60_000)));
        return link;
      },
    },
    link() {
      script.whatsapp.open('default', () => {});
      void finishPairing();
    },
    scan: () => void finishPairing(),
    typeCode: finishPairing,
    drop: () => script.link().closed(),
    silence: () => void (silent = true),
    loseNextAck: () => void (lostAcks = 1),
    receipt: (_number, messageId, kind) => script.link().receipt(messageId, kind, 2),
    phone: (number) => script.phone().filter(({ chatId }) => chatId.startsWith(number)),
    devices: script.devices,
    outOfReach: (on) => void (outOfReach = on),
    close: async () => {},
  };
};

whatsappContract('the scripted WhatsApp', world);
