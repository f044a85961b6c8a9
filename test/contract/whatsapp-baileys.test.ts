/** The real client against the sandbox. */
import { setImmediate } from 'node:timers/promises';
import { startRig } from '../support/whatsapp-rig.ts';
import { whatsappContract, type World, type WorldOptions } from './whatsapp-contract.ts';

const world = async ({ ackMs }: WorldOptions): Promise<World> => {
  const { control, client, close } = await startRig();
  return {
    whatsapp: client({ times: { ackMs } }),
    scan: (qr) => void control.show(qr),
    async typeCode(code) {
      // The request for it may still be on its way.
      while (!control.typeCode(code)) await setImmediate();
    },
    drop: () => control.drop('close'),
    silence: () => control.silence(true),
    loseNextAck: () => control.loseAck(1),
    receipt: (number, messageId, kind) => void control.receipt(number, messageId, kind),
    phone: (number) => control.inboxes(number)[0]?.messages ?? [],
    close,
  };
};

whatsappContract('Baileys against the sandbox', world);
