/** Makes sessions, and changes what people have set for one: its label, its country and its proxy. */
import { isSupportedCountry } from 'libphonenumber-js/max';
import type { System } from '../../actors/system.ts';
import type { SessionActor } from '../../actors/sessions/session-actor.ts';
import { type Said, sayBeside } from '../../events/log/content.ts';
import type { EventLog } from '../../events/log/log.ts';
import type { Caller } from '../../kernel/caller.ts';
import type { Entropy } from '../../kernel/entropy.ts';
import type { ContentId, SessionId } from '../../kernel/ids.ts';
import { ok, type Result, refuse, refuseInput } from '../../kernel/result.ts';
import type { SessionConfig } from '../../machines/session.decide.ts';
import type { Reads } from '../../projections/reads.ts';
import { maskProxy, type ProxyAddress, readProxy, writeProxy } from '../../proxy/address.ts';
import { sessionIn } from './known-session.ts';
import type { SessionProxies } from './proxies.ts';
import { labelIn, type Status, type StatusOf } from './status.ts';

/** A part that is left out stays as it is; null takes it away. */
export interface SessionChange {
  readonly label?: string | null | undefined;
  readonly country?: string | null | undefined;
  readonly proxy?: string | null | undefined;
}

export interface ProxyShown {
  /** Without its password; null if there is none. */
  readonly url: string | null;
}

export interface Configuring {
  /** Makes a session, and starts it. One that was removed is continued, with what it was set to. */
  create(id: SessionId, change: SessionChange, caller: Caller): Promise<Result<Status>>;
  change(id: SessionId, change: SessionChange, caller: Caller): Promise<Result<Status>>;
  proxy(id: SessionId): Result<ProxyShown>;
  /** A new proxy opens a new connection. */
  setProxy(id: SessionId, url: string | null, caller: Caller): Promise<Result<ProxyShown>>;
}

interface Ports {
  readonly system: System;
  readonly reads: Pick<Reads, 'sessions'>;
  readonly log: Pick<EventLog, 'beside'>;
  readonly entropy: Entropy;
  readonly proxies: SessionProxies;
  readonly statusOf: StatusOf;
}

interface Spoken {
  readonly config: SessionConfig;
  readonly contents: readonly Said[];
}

/** Changes of a session come one after the other, so that each replaces the address that it has seen. */
const takingTurns = (): (<T>(id: SessionId, work: () => Promise<T>) => Promise<T>) => {
  const last = new Map<SessionId, Promise<unknown>>();
  return (id, work) => {
    const mine = (last.get(id) ?? Promise.resolve()).then(work, work);
    last.set(id, mine);
    const leave = () => last.get(id) === mine && last.delete(id);
    mine.then(leave, leave);
    return mine;
  };
};

const countryIn = ({ country }: SessionChange): Result<string | null | undefined> =>
  country === undefined || country === null || isSupportedCountry(country)
    ? ok(country)
    : refuseInput('country', 'Expected a country as ISO 3166 writes it, in two letters, such as ID or DE');

const isSame = (one: ProxyAddress | null, other: ProxyAddress | null): boolean =>
  (one && writeProxy(one)) === (other && writeProxy(other));

export const createConfiguring = (ports: Ports): Configuring => {
  const { system, reads, log, entropy, proxies, statusOf } = ports;
  const known = sessionIn(system);
  const inTurn = takingTurns();

  const labelOf = (id: SessionId): string | null => labelIn(log, reads.sessions.settings(id).labelAt);

  /** Null where the one that is set cannot be opened: any other takes its place. */
  const presentProxy = (id: SessionId): ProxyAddress | null => {
    try {
      return proxies.of(id);
    } catch {
      return null;
    }
  };

  const proxyIn = (id: SessionId, { proxy }: SessionChange, field: string): Result<ContentId | null | undefined> => {
    if (proxy === undefined) return ok(undefined);
    const read = proxy === null ? ok(null) : readProxy(proxy, field);
    if (!read.ok) return read;
    const isSet = reads.sessions.settings(id).proxy !== null;
    if (read.value === null) return ok(isSet ? null : undefined);
    return ok(isSame(read.value, presentProxy(id)) ? undefined : proxies.keep(id, read.value));
  };

  /** What of a change is one, in the words of the fact. */
  const spoken = (id: SessionId, change: SessionChange, field: string): Result<Spoken> => {
    const country = countryIn(change);
    if (!country.ok) return country;
    const proxy = proxyIn(id, change, field);
    if (!proxy.ok) return proxy;
    const { label } = change;
    const isNew = label !== undefined && label !== labelOf(id);
    const said = isNew && label !== null ? sayBeside('session', { label }, entropy) : null;
    const isElsewhere = country.value !== undefined && country.value !== reads.sessions.settings(id).country;
    const config: SessionConfig = {
      ...(isNew ? { label: said?.ref ?? null } : {}),
      ...(isElsewhere ? { country: country.value } : {}),
      ...(proxy.value === undefined ? {} : { proxy: proxy.value }),
    };
    return ok({ config, contents: said ? [said.said] : [] });
  };

  const tell = async (
    { id, session }: SessionActor,
    type: 'create' | 'configure',
    { config, contents }: Spoken,
    caller: Caller,
  ): Promise<Result<null>> => {
    const told = await session.tell({ type, config }, caller, contents.length === 0 ? {} : { contents });
    if (!told.ok) return told;
    if (config.proxy !== undefined) proxies.settle(id);
    return ok(null);
  };

  const change = async (
    id: SessionId,
    asked: SessionChange,
    caller: Caller,
    field = 'proxy',
  ): Promise<Result<SessionId>> => {
    const session = known(id);
    if (!session.ok) return session;
    const said = spoken(id, asked, field);
    if (!said.ok) return said;
    const told = await tell(session.value, 'configure', said.value, caller);
    return told.ok ? ok(id) : told;
  };

  const create = async (id: SessionId, asked: SessionChange, caller: Caller): Promise<Result<Status>> => {
    if (system.session(id) !== null)
      return refuse(
        'session.exists',
        `There is a session "${id}" already. Change it with PATCH /api/whatsapp/sessions/${id}.`,
      );
    const said = spoken(id, asked, 'proxy');
    if (!said.ok) return said;
    try {
      const told = await tell(system.ensureSession(id), 'create', said.value, caller);
      return told.ok ? ok(statusOf(id)) : told;
    } catch (thrown) {
      system.forgetUnborn(id);
      throw thrown;
    }
  };

  const shown = (id: SessionId): ProxyShown => {
    const address = proxies.of(id);
    return { url: address && maskProxy(address) };
  };

  return {
    create: (id, asked, caller) => inTurn(id, () => create(id, asked, caller)),
    async change(id, asked, caller) {
      const told = await inTurn(id, () => change(id, asked, caller));
      return told.ok ? ok(statusOf(id)) : told;
    },
    proxy(id) {
      const session = known(id);
      return session.ok ? ok(shown(id)) : session;
    },
    async setProxy(id, url, caller) {
      const told = await inTurn(id, () => change(id, { proxy: url }, caller, 'url'));
      return told.ok ? ok(shown(id)) : told;
    },
  };
};
