/**
 * The gateway behind the pages, in the process of the test. A process of its own would load all of its code again, which takes
 * longer than most tests of pages. That the program itself starts, stops and serves is what `test/e2e` shows.
 */
import { type Config, readConfig } from '../../../src/config/config.ts';
import { silentLogger } from '../../../src/kernel/logger.ts';
import { startWaybill } from '../../../src/main.ts';
import { gatewayEnv } from '../../support/real-gateway.ts';

export interface PageGateway {
  readonly url: string;
  end(): Promise<void>;
}

const configOf = (env: Readonly<Record<string, string>>): Config => {
  const read = readConfig(env, false);
  if (!read.ok) throw new Error('The configuration of the stage is wrong.');
  return read.config;
};

/** Starts on this data folder, with WhatsApp in a box; the environment can say otherwise. */
export const startGateway = async (data: string, env: Readonly<Record<string, string>>): Promise<PageGateway> => {
  const config = configOf(gatewayEnv(data, { WAYBILL_WHATSAPP: 'sandbox', ...env }));
  const waybill = await startWaybill(config, silentLogger, () => {});
  return { url: waybill.url, end: () => waybill.stop('the stage is closed') };
};
