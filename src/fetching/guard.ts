/**
 * Decides whether an address that somebody else named may be called, and at which IP addresses.
 *
 * The URL parser comes first: it turns every spelling of an IPv4 address (octal, hexadecimal, short, one number, full-width
 * digits) into the usual one. A name is resolved once, and the connection goes to the addresses that were checked here, so
 * that an answer that changes afterwards changes nothing.
 *
 * One answer that is not public refuses the whole name. A host for the public has no reason to name a private address, and
 * with the rest of its answers the caller could be steered to it: the connection tries one address after the other.
 */
import { lookup } from 'node:dns/promises';
import { type Address, readAddress } from './address.ts';
import { type Allow, allowsAddress, allowsHost } from './allow.ts';
import { isPublic, isPublicName } from './public.ts';
import { type Fetched, fetched, forbidden, invalidAddress, notPublic, refused, unreachable } from './refusals.ts';

/** All IP addresses of a host name. Rejects, or answers with none, when there are none. */
export type Resolve = (name: string) => Promise<readonly string[]>;

export const systemResolve: Resolve = async (name) => (await lookup(name, { all: true })).map(({ address }) => address);

/** An address that may be called, at these IP addresses only. */
export interface Target {
  readonly url: URL;
  readonly addresses: readonly Address[];
}

export interface Guard {
  /** Reads an address as `http` or `https` URL without a user; resolves nothing. `base` is for relative redirects. */
  read(text: string, base?: URL): Fetched<URL>;
  /** Refuses a host that is not public by its spelling; resolves nothing. */
  readHost(url: URL): Fetched<null>;
  /** Resolves the host once and checks every answer. */
  check(url: URL): Promise<Fetched<Target>>;
}

const ADDRESS_MAX = 8_192;
/** The DNS has no longer names. */
const NAME_MAX = 253;

const PORTS: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443 };

const portOf = ({ port, protocol }: URL): number => (port === '' ? (PORTS[protocol] ?? 0) : Number(port));

/** The host without the brackets of an IPv6 address. */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[(.*)\]$/, '$1');

const refusalOf = (url: URL): string | null => {
  const host = hostOf(url);
  if (!Object.hasOwn(PORTS, url.protocol))
    return 'The address begins with neither http:// nor https://. Use one of them.';
  if (url.username !== '' || url.password !== '') {
    return 'The address contains a user name or a password. Leave them out, or use a signed address.';
  }
  if (host.length > NAME_MAX) return 'The host in the address is too long for a name. Check the address.';
  if (host.endsWith('.')) return `The host ${host} ends with a dot. Leave the dot out.`;
  return null;
};

const readUrl = (text: string, base?: URL): Fetched<URL> => {
  const url = text.length > ADDRESS_MAX ? null : URL.parse(text, base?.href);
  if (!url) return invalidAddress('The address is not a URL. Write it as https://host/path.');
  const detail = refusalOf(url);
  if (detail !== null) return invalidAddress(detail);
  url.hash = '';
  return fetched(url);
};

export const createGuard = ({ allow, resolve }: { allow: Allow; resolve: Resolve }): Guard => {
  const resolved = async (name: string): Promise<readonly string[]> => {
    try {
      return await resolve(name);
    } catch {
      return [];
    }
  };

  const mayCall = (address: Address, port: number): boolean => isPublic(address) || allowsAddress(allow, address, port);

  const readHost = (url: URL): Fetched<null> => {
    const host = hostOf(url);
    const port = portOf(url);
    const literal = readAddress(host);
    const isFine = literal ? mayCall(literal, port) : allowsHost(allow, host, port) || isPublicName(host);
    return isFine ? fetched(null) : notPublic(host);
  };

  return {
    read: readUrl,
    readHost,

    async check(url) {
      const fine = readHost(url);
      if (!fine.ok) return fine;
      const host = hostOf(url);
      const port = portOf(url);
      const literal = readAddress(host);
      if (literal) return fetched({ url, addresses: [literal] });

      const named = allowsHost(allow, host, port);
      const answers = await resolved(host);
      if (answers.length === 0) return refused(unreachable(host, 'name'));
      const addresses = answers.map(readAddress).filter((address) => address !== null);
      // An answer that cannot be read, such as one with a zone, is not public either.
      if (addresses.length < answers.length) return notPublic(host);
      return named || addresses.every((address) => mayCall(address, port))
        ? fetched({ url, addresses })
        : notPublic(host);
    },
  };
};

/** Checks the step of a redirect: never back from https to http, where anybody could read and change the answer. */
export const checkStep = (from: URL, to: URL): Fetched<URL> =>
  from.protocol === 'https:' && to.protocol === 'http:'
    ? forbidden(
        `${hostOf(from)} redirects from https to http, which is not followed. Use an address that stays on https.`,
      )
    : fetched(to);
