/** A gateway on a data folder of its own, in this process, with a real socket and a real lock. */
import { onTestFinished } from 'vitest';
import { openLocalTicket } from '../../src/access/local-ticket.ts';
import { databaseFile } from '../../src/cli/data-folder.ts';
import { serve } from '../../src/http/edge/serve.ts';
import { systemEntropy } from '../../src/kernel/entropy.ts';
import { openDatabase } from '../../src/storage/sqlite/database.ts';
import { lockFolder } from '../../src/storage/sqlite/lock.ts';
import { api } from '../http/api.ts';
import { folder } from '../support/process.ts';

/** Its ticket is not announced yet. */
export const beside = async () => {
  const data = folder();
  openDatabase(databaseFile(data)).close();
  const localTicket = openLocalTicket(systemEntropy);
  const anna = await api({ localTicket });
  const server = await serve(anna.app, { host: '127.0.0.1', port: 0 });
  const lock = lockFolder(data);
  onTestFinished(async () => {
    lock.release();
    await server.close();
  });
  return { data, env: { WAYBILL_DATA: data }, anna, server, lock, ticket: localTicket.text };
};

/** A gateway with a session that is ready, which a command line finds. */
export const besideAndReady = async () => {
  const found = await beside();
  found.lock.announce({ url: found.server.url, ticket: found.ticket });
  await found.anna.ready();
  return found;
};
