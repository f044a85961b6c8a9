/** The whole gateway in the test's own process, with its threads, where a process of its own would prove no more. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { problemsText, readConfig } from '../../src/config/config.ts';
import { silentLogger } from '../../src/kernel/logger.ts';
import { startWaybill } from '../../src/main.ts';
import { type Client, logIn } from './client.ts';
import { gatewayEnv } from './real-gateway.ts';

export interface GatewayInside {
  readonly client: Client;
  /** Stops it as a signal does; a second time it has no effect. */
  stop(): Promise<void>;
}

/** Node reads this variable at the start of a process only; here it holds for the thread of the gateway. */
const trust = ({ NODE_EXTRA_CA_CERTS: file }: Readonly<Record<string, string>>): void => {
  if (file !== undefined) setDefaultCACertificates([...getCACertificates('default'), readFileSync(file, 'utf8')]);
};

/** The caller has to stop it. */
export const startGatewayInside = async (
  data: string,
  env: Readonly<Record<string, string>> = {},
): Promise<GatewayInside> => {
  const read = readConfig(gatewayEnv(data, env), false, (folder) => existsSync(join(folder, 'waybill.db')));
  trust(env);
  if (!read.ok) throw new Error(problemsText(read.problems));
  const waybill = await startWaybill(read.config, silentLogger, () => {});
  let stopped: Promise<void> | null = null;
  return {
    client: await logIn(waybill.url),
    stop: () => (stopped ??= waybill.stop('SIGTERM')),
  };
};
