/**
 * How commands reach a running gateway.
 *
 * Beside the gateway of a data folder, they use the ticket in the folder's lock, which only the same user can read. With
 * `WAYBILL_PASSWORD`, they log in at `WAYBILL_URL` like any program, also on another machine.
 */
import type { Config, Environment } from '../config/config.ts';
import { Fault } from '../kernel/fault.ts';
import { type Door, doorOf, lockFolder } from '../storage/sqlite/lock.ts';
import { isUsed } from './data-folder.ts';
import { EXIT, Ending } from './exits.ts';
import { type Access, httpClient } from './http-client.ts';

/** Replaces an address that listens on all interfaces with the loopback. */
const callable = (url: string): string => url.replace('//0.0.0.0:', '//127.0.0.1:').replace('//[::]:', '//[::1]:');

/** The gateway that published this door. */
export const accessBy = ({ url, ticket }: Door): Access => ({
  url: callable(url),
  token: async () => ticket,
  unreachable: (why) =>
    new Ending(
      EXIT.unavailable,
      `A gateway runs on this data folder, but ${url} does not answer as it should: ${why}\nRun this command where the gateway runs, or stop the gateway first.`,
    ),
});

/** The gateway that holds the data folder. */
const beside = ({ data }: Config): Access => {
  const none = new Ending(
    EXIT.unavailable,
    `No gateway runs on the data folder ${data}.\nStart it ('waybill start'), or set WAYBILL_URL and WAYBILL_PASSWORD to reach another one.`,
  );
  if (!isUsed(data)) throw none;
  try {
    lockFolder(data).release();
  } catch (thrown) {
    const door = thrown instanceof Fault && thrown.code === 'folder.locked' ? doorOf(data) : null;
    if (!door) throw thrown;
    return accessBy(door);
  }
  throw none;
};

const DEFAULT_URL = 'http://127.0.0.1:3000';
const DEFAULT_EMAIL = 'admin@localhost';

const noToken = async (): Promise<string> => 'none';

/** The gateway at an address, as one of its users. */
const byLogin = (env: Environment, password: string): Access => {
  const url = (env['WAYBILL_URL'] ?? DEFAULT_URL).replace(/\/+$/, '');
  if (!URL.canParse(url)) throw new Ending(EXIT.configuration, `WAYBILL_URL is no address, such as ${DEFAULT_URL}.`);
  const unreachable = (why: string): Ending =>
    new Ending(EXIT.unavailable, `Waybill does not answer at ${url}: ${why}\nIs it running?`);
  const logIn = async (): Promise<string> => {
    const stranger = httpClient({ url, token: noToken, renewed: noToken, unreachable });
    const json = { email: env['WAYBILL_EMAIL'] ?? DEFAULT_EMAIL, password };
    return ((await stranger.ask('POST', '/api/auth/login', { json })) as { accessToken: string }).accessToken;
  };
  let token: Promise<string> | null = null;
  return { url, token: () => (token ??= logIn()), renewed: () => (token = logIn()), unreachable };
};

/** @throws Ending with exit 69 if no gateway runs */
export const accessFor = (config: Config, env: Environment): Access => {
  const password = env['WAYBILL_PASSWORD'];
  return password ? byLogin(env, password) : beside(config);
};

/**
 * The same gateway, which may have started again since. Does not touch the lock, so it never stands in the way of a
 * gateway that starts.
 * @throws Ending with exit 69 if none has published a door
 */
export const accessAgain = (config: Config, env: Environment): Access => {
  if (env['WAYBILL_PASSWORD']) return accessFor(config, env);
  const door = doorOf(config.data);
  if (!door) throw new Ending(EXIT.unavailable, `No gateway runs on the data folder ${config.data}.`);
  return accessBy(door);
};
