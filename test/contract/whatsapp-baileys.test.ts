/** The real client against the sandbox: in this thread, and in a thread of its own. */
import { setImmediate } from 'node:timers/promises';
import type { WhatsApp } from '../../src/whatsapp/port.ts';
import type { LinkTimes } from '../../src/whatsapp/baileys/times.ts';
import { type Rig, startRig } from '../support/whatsapp-rig.ts';
import { whatsappContract, type World, type WorldOptions } from './whatsapp-contract.ts';

const worldWith =
  (create: (rig: Rig, times: Partial<LinkTimes>) => WhatsApp) =>
  async ({ ackMs }: WorldOptions): Promise<World> => {
    const rig = await startRig();
    const { control, link, close } = rig;
    return {
      whatsapp: create(rig, { ackMs }),
      link,
      scan: (qr) => void control.show(qr),
      async typeCode(code) {
        // The request for the code may still be on its way.
        while (!control.typeCode(code)) await setImmediate();
      },
      drop: () => control.drop('close'),
      silence: () => control.silence(true),
      loseNextAck: () => control.loseAck(1),
      receipt: (number, messageId, kind) => void control.receipt(number, messageId, kind),
      devices: () => control.state().devices,
      outOfReach: (on) => (on ? control.refuse(503, 100, 'http') : control.disarm('refuse_upgrade')),
      phone: (number) => control.inboxes(number)[0]?.messages ?? [],
      close,
    };
  };

const direct = worldWith((rig, times) => rig.client({ times }));
const isolated = worldWith((rig, times) => rig.isolated({ times }));

whatsappContract('Baileys against the sandbox', direct);
whatsappContract('Baileys in a thread of its own, against the sandbox', isolated);
