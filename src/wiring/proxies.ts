/** Wires the proxies of the sessions, and the agents by which files of messages are fetched. */
import { Agent } from 'node:https';
import type { Database } from 'better-sqlite3';
import { createSessionProxies, type ProxyOf, type SessionProxies } from '../gateway/sessions/proxies.ts';
import type { Entropy } from '../kernel/entropy.ts';
import type { SessionId } from '../kernel/ids.ts';
import type { Seal } from '../kernel/seal.ts';
import type { Reads } from '../projections/reads.ts';
import { writeProxy } from '../proxy/address.ts';
import { agentsThrough, type ProxyAgents } from '../proxy/agents.ts';
import { sqliteProxies } from '../storage/sqlite/session-proxies.ts';
import type { Closing } from './closing.ts';

interface ProxyPorts {
  readonly db: Database;
  readonly seal: Seal;
  readonly reads: Reads;
  readonly entropy: Entropy;
}

export const openProxies = ({ db, seal, ...ports }: ProxyPorts): SessionProxies =>
  createSessionProxies({ ...ports, store: sqliteProxies(db, seal) });

/** The agent for the media hosts of a session. Connections are kept, until the session has another proxy. */
export const mediaAgents = (
  proxyOf: ProxyOf,
  ca: string | undefined,
  closing: Closing,
): ((session: SessionId) => Agent) => {
  const direct = closing(new Agent({ keepAlive: true, ...(ca === undefined ? {} : { ca }) }), (open) => open.destroy());
  const open = closing(
    new Map<SessionId, { readonly written: string; readonly agents: ProxyAgents }>(),
    (all) => void [...all.values()].map(({ agents }) => agents.close()),
  );
  return (session) => {
    const address = proxyOf(session);
    const written = address && writeProxy(address);
    const known = open.get(session);
    if (known && known.written === written) return known.agents.https;
    known?.agents.close();
    open.delete(session);
    if (!address || written === null) return direct;
    const agents = agentsThrough(address, { ca });
    open.set(session, { written, agents });
    return agents.https;
  };
};
