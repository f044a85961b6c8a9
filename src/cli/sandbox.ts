import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createSandboxApp } from '../http/app.ts';
import { serve } from '../http/edge/serve.ts';
import { systemClock } from '../kernel/clock.ts';
import { systemEntropy } from '../kernel/entropy.ts';
import { messageOf } from '../kernel/fault.ts';
import type { Command, Given } from './command.ts';
import { configured } from './configured.ts';
import { EXIT, Ending } from './exits.ts';
import { standardOutput } from './log-output.ts';
import { loggerOn } from './logger.ts';
import { VERSION } from './version.ts';
import { aborted } from './waiting.ts';

const TOKEN_BYTES = 18;
const HOST = '127.0.0.1';

/** Runs the sandbox alone, for the tests of a user, or for a gateway in another process. */
export const sandbox: Command = {
  about: [
    'Runs the WhatsApp in a box by itself, on the loopback: a server that speaks the real protocol, with phones that scan, receive,',
    'answer and misbehave. It prints what a client needs to reach it, and where it can be controlled.',
    "'WAYBILL_WHATSAPP=sandbox waybill start' runs both in one process instead.",
  ].join(' '),
  options: {
    port: { value: 'PORT', meaning: 'Where clients connect; a free one when left out' },
    'media-port': { value: 'PORT', meaning: 'Where clients upload and download media; a free one when left out' },
    'media-ca': {
      value: 'FILE',
      meaning: "Writes the authority of the media host's certificate to this file, for NODE_EXTRA_CA_CERTS",
    },
    'control-port': { value: 'PORT', meaning: 'Where its HTTP controls listen; a free one when left out' },
    token: { value: 'TOKEN', meaning: 'The bearer token of the controls; generated and printed when left out' },
    file: { value: 'FILE', meaning: 'Remembers keys, linked devices and inboxes in this file' },
  },
  exits: [EXIT.unavailable, EXIT.io, EXIT.configuration],
  async run(given, shell) {
    const { log } = configured(shell);
    const stop = shell.stop();
    const logger = loggerOn(standardOutput(), log);
    const file = given.value('file');
    // Loaded here, because it loads Baileys, which no other command needs in the main thread.
    const { startSandbox } = await import('../sandbox/sandbox.ts');
    const box = await startSandbox(
      {
        host: HOST,
        port: portOf(given, 'port'),
        mediaPort: portOf(given, 'media-port'),
        ...(file === null ? {} : { file }),
      },
      { clock: systemClock, entropy: systemEntropy, logger },
    );
    try {
      const token = given.value('token') ?? Buffer.from(systemEntropy.bytes(TOKEN_BYTES)).toString('base64url');
      const app = createSandboxApp(box.control, { token, entropy: systemEntropy, logger, version: VERSION });
      const server = await serve(app, { host: HOST, port: portOf(given, 'control-port') });
      shell.out(`WAYBILL_WHATSAPP_URL=${box.url}`);
      shell.out(`WAYBILL_WHATSAPP_ROOT_KEY=${box.rootKey}`);
      const mediaCa = given.value('media-ca');
      if (mediaCa !== null) {
        writeCertificate(mediaCa, box.mediaCa);
        shell.out(`NODE_EXTRA_CA_CERTS=${resolve(mediaCa)}`);
      }
      shell.out(`The sandbox is controlled at ${server.url}/api/sandbox with the token ${token}`);
      await aborted(stop);
      await server.close();
    } finally {
      await box.close();
    }
    return EXIT.done;
  },
};

const writeCertificate = (file: string, pem: string): void => {
  try {
    writeFileSync(file, pem);
  } catch (error) {
    throw new Ending(
      EXIT.io,
      `The certificate cannot be written: ${messageOf(error)}\nName another file in --media-ca.`,
    );
  }
};

const portOf = (given: Given, option: string): number => {
  const text = given.value(option) ?? '0';
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new Ending(EXIT.usage, `--${option} needs a port from 0 to 65535, not "${text}".\nSee: waybill sandbox --help`);
};
