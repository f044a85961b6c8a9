/**
 * The address that a request came from.
 *
 * It is the peer's own address, unless the peer is a proxy that the operator trusts. Then it is the last entry of
 * `X-Forwarded-For` that no trusted proxy wrote: a client can make up everything before that entry. The header
 * `Forwarded` is not read.
 */
import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

/** Null if the address is unknown, for example without a socket. */
export type AddressOf = (incoming: IncomingMessage | undefined) => string | null;

/** A dual-stack socket reports 192.0.2.1 as `::ffff:192.0.2.1`. Others write `::ffff:c000:201`. */
const MAPPED = /^::ffff:(?:([\d.]+)|([\da-f]{1,4}):([\da-f]{1,4}))$/i;

/** `fe80::1%eth0` names an interface of the sending machine, which is not part of the address. */
const withoutZone = (address: string): string => address.replace(/%.*$/, '');

const plain = (address: string): string => {
  const bare = withoutZone(address);
  const [, dotted, high = '', low = ''] = MAPPED.exec(bare) ?? [];
  if (dotted !== undefined) return dotted;
  if (high === '') return bare;
  return [high, low].flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 255]).join('.');
};

/** Some proxies put brackets around an IPv6 address, and some add the port. */
const IN_BRACKETS = /^\[([^\]]*)\](?::\d{1,5})?$/;
const WITH_PORT = /^([\d.]+):\d{1,5}$/;

/** The address in one entry of `X-Forwarded-For`; null if it has none. */
const addressIn = (entry: string): string | null => {
  const text = entry.trim().replace(/^"(.*)"$/, '$1');
  const bare = IN_BRACKETS.exec(text)?.[1] ?? WITH_PORT.exec(text)?.[1] ?? text;
  return isIP(bare) === 0 ? null : plain(bare);
};

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 4 ? 'ipv4' : 'ipv6');

/** An address, or a network such as `10.0.0.0/8`. */
export const isNetwork = (text: string): boolean => {
  const [address = '', bits, ...rest] = text.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
};

/** `proxies` are the addresses and networks of trusted proxies. */
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
      const written = addressIn(hop);
      if (!isTrusted(address) || written === null) return address;
      address = written;
    }
    return address;
  };
};
