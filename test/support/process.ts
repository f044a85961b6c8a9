/** Processes, gateways and folders that end with their test at the latest. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type GatewayInside, startGatewayInside } from './gateway-inside.ts';
import { type Spawn, spawnWaybill } from './spawn.ts';

/** Runs `waybill` with these arguments; killed at the end of the test. */
export const waybill: Spawn = (...args) => {
  const process = spawnWaybill(...args);
  onTestFinished(async () => {
    await process.end('SIGKILL');
  });
  return process;
};

/** The whole gateway in this process; stopped at the end of the test. */
export const openGateway = async (...of: Parameters<typeof startGatewayInside>): Promise<GatewayInside> => {
  const gateway = await startGatewayInside(...of);
  onTestFinished(gateway.stop);
  return gateway;
};

/** An empty folder. */
export const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'waybill-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
};
