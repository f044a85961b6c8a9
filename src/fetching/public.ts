/**
 * Which addresses are public. IPv4 is public except for the ranges below. IPv6 is the other way round: only 2000::/3 is
 * given out, so everything else is refused without being listed: `::`, `::1`, IPv4 in IPv6 (`::ffff:0:0/96`, `::/96`),
 * local NAT64 (64:ff9b:1::/48), unique local with the metadata address of AWS (fc00::/7), link-local (fe80::/10),
 * site-local (fec0::/10) and multicast (ff00::/8).
 *
 * Source: the special-purpose address registries of IANA, and the metadata services of the large clouds.
 */
import { type Address, contains, embeddedIpv4, network } from './address.ts';

const NOT_PUBLIC_IPV4 = [
  '0.0.0.0/8', // this host; Linux connects to itself
  '10.0.0.0/8', // private
  '100.64.0.0/10', // shared by the customers of a provider; metadata of Alibaba Cloud
  '127.0.0.0/8', // loopback
  '168.63.129.16/32', // the host agent of Azure, on an address that looks public
  '169.254.0.0/16', // link-local; metadata of most clouds
  '172.16.0.0/12', // private
  '192.0.0.0/24', // protocol assignments; metadata of Oracle Cloud
  '192.0.2.0/24', // documentation
  '192.88.99.0/24', // relays of 6to4
  '192.168.0.0/16', // private
  '198.18.0.0/15', // benchmarking
  '198.51.100.0/24', // documentation
  '203.0.113.0/24', // documentation
  '224.0.0.0/4', // multicast
  '240.0.0.0/4', // reserved, and broadcast
].map(network);

const GIVEN_OUT_IPV6 = network('2000::/3');

const NOT_PUBLIC_IPV6 = [
  '2001::/23', // protocol assignments: Teredo, benchmarking, ORCHID
  '2001:db8::/32', // documentation
  '2002::/16', // 6to4, which carries any IPv4 address
  '3ffe::/16', // the 6bone, given back
  '3fff::/20', // documentation
].map(network);

/** The gateway to IPv4 in a network that has IPv6 only. Its resolver puts the IPv4 address of a host in the last 32 bits. */
const NAT64 = network('64:ff9b::/96');

export const isPublic = (address: Address): boolean => {
  if (address.family === 4) return !NOT_PUBLIC_IPV4.some((range) => contains(range, address));
  if (contains(NAT64, address)) return isPublic(embeddedIpv4(address));
  return contains(GIVEN_OUT_IPV6, address) && !NOT_PUBLIC_IPV6.some((range) => contains(range, address));
};

const PRIVATE_NAME = /^[^.]+$|(?:^|\.)(?:localhost|localdomain|local|internal|home\.arpa)$/;

/** Names that only a machine's own network answers: `localhost`, `printer.local`, `minio.internal`, `redis`. */
export const isPublicName = (name: string): boolean => !PRIVATE_NAME.test(name);
