import { setImmediate } from 'node:timers/promises';
import { openDatabase } from '../../src/events/database.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { systemEntropy } from '../../src/kernel/entropy.ts';
import { silentLogger } from '../../src/kernel/logger.ts';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import { baileysWhatsApp } from '../../src/whatsapp/baileys.ts';
import { sqliteCredentials } from '../../src/whatsapp/credentials.ts';
import { whatsappContract, type World } from './whatsapp-contract.ts';

/** The real client against the sandbox. */
const world = async (): Promise<World> => {
  const sandbox = await startSandbox({}, { clock: systemClock, entropy: systemEntropy, logger: silentLogger });
  const { control } = sandbox;
  const db = openDatabase(':memory:');
  return {
    whatsapp: baileysWhatsApp({
      credentials: sqliteCredentials(db),
      content: () => null,
      clock: systemClock,
      logger: silentLogger,
      url: sandbox.url,
      rootKey: sandbox.rootKey,
      times: { ackMs: 300, closeMs: 100 },
    }),
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
    async close() {
      await sandbox.close();
      db.close();
    },
  };
};

whatsappContract('Baileys against the sandbox', world);
