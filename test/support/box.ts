/** The sandbox in the test's own process: the same as `waybill sandbox`, without the process. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createSandboxApp } from '../../src/http/app.ts';
import { serve } from '../../src/http/edge/serve.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { systemEntropy } from '../../src/kernel/entropy.ts';
import { silentLogger } from '../../src/kernel/logger.ts';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import { clientOf } from './client.ts';
import { linkedDevice } from './linked-device.ts';
import { folder } from './process.ts';
import type { SandboxProcess } from './real-gateway.ts';

const TOKEN = 'sandbox-token';

export type Box = Omit<SandboxProcess, 'process'>;

/** Its phone has linked the gateway of `layLinked`, and links others that show a QR. It ends with the test. */
export const openBox = async (): Promise<Box> => {
  const kept = folder();
  const file = join(kept, 'sandbox.jsonl');
  (await linkedDevice()).tellSandbox(file);
  const ports = { clock: systemClock, entropy: systemEntropy, logger: silentLogger };
  const sandbox = await startSandbox({ file }, ports);
  onTestFinished(() => sandbox.close());
  const app = createSandboxApp(sandbox.control, { ...ports, token: TOKEN, version: 'test' });
  const server = await serve(app, { host: '127.0.0.1', port: 0 });
  onTestFinished(() => server.close());
  const mediaCa = join(kept, 'media-ca.pem');
  writeFileSync(mediaCa, sandbox.mediaCa);
  return {
    control: clientOf(server.url, TOKEN),
    env: {
      WAYBILL_WHATSAPP_URL: sandbox.url,
      WAYBILL_WHATSAPP_ROOT_KEY: sandbox.rootKey,
      NODE_EXTRA_CA_CERTS: mediaCa,
    },
  };
};
