/** The hosts and networks that may be called although they are not public: WAYBILL_FETCH_ALLOW. */
import { isIP } from 'node:net';
import { type Address, contains, type Network, readAddress, readNetwork } from './address.ts';
import { ok, type Result } from '../kernel/result.ts';
import { invalidAddress } from './refusals.ts';

interface HostRule {
  /** As the URL parser writes it: lower case, punycode. */
  readonly name: string;
  /** Null: every port. */
  readonly port: number | null;
}

interface NetworkRule {
  readonly network: Network;
  readonly port: number | null;
}

export interface Allow {
  readonly hosts: readonly HostRule[];
  readonly networks: readonly NetworkRule[];
}

export const allowNothing: Allow = { hosts: [], networks: [] };

/** A host that the operator names may be at any address: its name is trusted, and so is what the DNS says about it. */
export const allowsHost = ({ hosts }: Allow, name: string, port: number): boolean =>
  hosts.some((rule) => rule.name === name && (rule.port === null || rule.port === port));

export const allowsAddress = ({ networks }: Allow, address: Address, port: number): boolean =>
  networks.some((rule) => contains(rule.network, address) && (rule.port === null || rule.port === port));

const PORT_MAX = 65_535;
const SHOWN_MAX = 100;

/** A host name, an IPv4 address, or an IPv6 address in brackets; then perhaps a port. */
const WITH_PORT = /^(?:\[([^\]]+)\]|([^:/[\]]+))(?::([1-9]\d{0,4}))?$/;

/** The name as the URL parser writes it; null for what it would read as something else. */
const nameOf = (text: string): string | null => {
  const address = `http://${text}/`;
  if (!/^[^\s@?#\\%*]+$/.test(text) || !URL.canParse(address)) return null;
  const { hostname } = new URL(address);
  return isIP(hostname) === 0 && !hostname.endsWith('.') ? hostname : null;
};

const readRule = (entry: string): HostRule | NetworkRule | null => {
  const network = readNetwork(entry);
  if (network) return { network, port: null };
  const [, inBrackets, plain = '', digits] = WITH_PORT.exec(entry) ?? [];
  const port = digits === undefined ? null : Number(digits);
  if (port !== null && port > PORT_MAX) return null;
  const address = readAddress(inBrackets ?? plain);
  if (address) {
    const single = readNetwork(address.text);
    return single && (inBrackets === undefined) === (address.family === 4) ? { network: single, port } : null;
  }
  const name = nameOf(plain);
  return name === null ? null : { name, port };
};

/** Reads a list of hosts, addresses and networks with commas or blanks between them; the first two may have a port. */
export const parseAllow = (text: string): Result<Allow> => {
  const hosts: HostRule[] = [];
  const networks: NetworkRule[] = [];
  for (const entry of text.split(/[\s,]+/).filter((part) => part !== '')) {
    const rule = readRule(entry);
    if (!rule) {
      return invalidAddress(
        `WAYBILL_FETCH_ALLOW holds "${entry.slice(0, SHOWN_MAX)}". Write a host (minio.internal, minio:9000), an address ` +
          '(10.0.0.5, [fd00::5]:9000) or a network without bits after its prefix (10.0.0.0/8, fd00::/8).',
      );
    }
    if ('network' in rule) networks.push(rule);
    else hosts.push(rule);
  }
  return ok({ hosts, networks });
};
