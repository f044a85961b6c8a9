/** The HTTP API of Waybill over an inside that a test has started. */
import { openAccounts } from '../../src/access/accounts.ts';
import { sqliteAccounts } from '../../src/storage/sqlite/accounts.ts';
import { createApp } from '../../src/http/app.ts';
import { DEFAULT_EDGE } from '../../src/http/edge/edge.ts';
import { createInstallation } from '../../src/gateway/operation/installation.ts';
import type { Clock } from '../../src/kernel/clock.ts';
import { systemEntropy } from '../../src/kernel/entropy.ts';
import { silentLogger } from '../../src/kernel/logger.ts';
import type { Inside } from './inside.ts';

/** The application, and the accounts that may log in. */
export const appOver = async ({ db, log, gateway, clock }: Inside & { readonly clock: Clock }) => {
  const accounts = await openAccounts({
    store: sqliteAccounts(db),
    log,
    secret: new Uint8Array(32),
    clock,
    hashCost: { memoryCost: 8, timeCost: 1 },
  });
  const app = createApp({
    gateway,
    accounts,
    clock,
    entropy: systemEntropy,
    logger: silentLogger,
    sandbox: null,
    metricsToken: null,
    tickets: null,
    version: '0',
    installation: createInstallation({ settings: [], folder: 'no-such-folder' }),
    edge: DEFAULT_EDGE,
  });
  return { app, accounts };
};

export const httpOver = async (inside: Inside & { readonly clock: Clock }) => (await appOver(inside)).app;
