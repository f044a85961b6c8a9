import { createSandboxApp } from '../http/app.ts';
import { serve } from '../http/edge/serve.ts';
import { systemClock } from '../kernel/clock.ts';
import { systemEntropy } from '../kernel/entropy.ts';
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
      { host: HOST, port: portOf(given, 'port'), ...(file === null ? {} : { file }) },
      { clock: systemClock, entropy: systemEntropy, logger },
    );
    try {
      const token = given.value('token') ?? Buffer.from(systemEntropy.bytes(TOKEN_BYTES)).toString('base64url');
      const app = createSandboxApp(box.control, { token, entropy: systemEntropy, logger, version: VERSION });
      const server = await serve(app, { host: HOST, port: portOf(given, 'control-port') });
      shell.out(`WAYBILL_WHATSAPP_URL=${box.url}`);
      shell.out(`WAYBILL_WHATSAPP_ROOT_KEY=${box.rootKey}`);
      shell.out(`The sandbox is controlled at ${server.url}/api/sandbox with the token ${token}`);
      await aborted(stop);
      await server.close();
    } finally {
      await box.close();
    }
    return EXIT.done;
  },
};

const portOf = (given: Given, option: string): number => {
  const text = given.value(option) ?? '0';
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new Ending(EXIT.usage, `--${option} needs a port from 0 to 65535, not "${text}".\nSee: waybill sandbox --help`);
};
