/**
 * From where a request came.
 *
 * The peer's own address, unless the peer is a proxy that the operator trusts: then the last entry of `X-Forwarded-For`
 * that no trusted proxy wrote. What stands before it is whatever the client made up.
 */
import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

/** Null when it cannot be told, as where there is no socket. */
export type AddressOf = (incoming: IncomingMessage | undefined) => string | null;

const MAPPED = '::ffff:';

/** `::ffff:192.0.2.1` is what a socket for both families calls 192.0.2.1. */
const plain = (address: string): string =>
  address.startsWith(MAPPED) && isIP(address.slice(MAPPED.length)) === 4 ? address.slice(MAPPED.length) : address;

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 4 ? 'ipv4' : 'ipv6');

/** An address, or a network as `10.0.0.0/8`. */
export const isNetwork = (text: string): boolean => {
  const [address = '', bits, ...rest] = text.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
};

/** `proxies` are addresses and networks. */
export const addressBehind = (proxies: readonly string[]): AddressOf => {
  const trusted = new BlockList();
  for (const proxy of proxies) {
    const [address = '', bits] = proxy.split('/');
    if (bits === undefined) trusted.addAddress(address, familyOf(address));
    else trusted.addSubnet(address, Number(bits), familyOf(address));
  }
  const isTrusted = (address: string): boolean => trusted.check(address, familyOf(address));

  return (incoming) => {
    const peer = incoming?.socket.remoteAddress;
    if (peer === undefined) return null;
    let address = plain(peer);
    if (proxies.length === 0) return address;
    const forwarded = String(incoming?.headers['x-forwarded-for'] ?? '');
    for (const hop of forwarded.split(',').toReversed()) {
      const written = plain(hop.trim());
      if (!isTrusted(address) || isIP(written) === 0) return address;
      address = written;
    }
    return address;
  };
};
