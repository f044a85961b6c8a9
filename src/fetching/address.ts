/** IP addresses and networks as numbers, so that one address has one form however it was written. */
import { isIP } from 'node:net';
import { Defect } from '../kernel/fault.ts';

export interface Address {
  readonly text: string;
  readonly family: 4 | 6;
  /** All of the address as one number: 32 bits for IPv4, 128 for IPv6. */
  readonly bits: bigint;
}

/** All addresses that share their first `length` bits with `base`. */
export interface Network {
  readonly base: Address;
  readonly length: number;
}

const WIDTH = { 4: 32, 6: 128 } as const;
const GROUPS = 8;

const IPV4_MASK = 0xffff_ffffn;

const bitsOfIpv4 = (text: string): bigint => text.split('.').reduce((bits, part) => bits * 256n + BigInt(part), 0n);

/** The URL parser writes every IPv6 address in one form: hexadecimal groups with `::` once at most. */
const bitsOfIpv6 = (text: string): bigint => {
  const canonical = new URL(`http://[${text}]/`).hostname.slice(1, -1);
  const [head = [], tail] = canonical.split('::').map((half) => half.split(':').filter((group) => group !== ''));
  const zeros = Array.from({ length: tail ? GROUPS - head.length - tail.length : 0 }, () => '0');
  return [...head, ...zeros, ...(tail ?? [])].reduce((bits, group) => bits * 65_536n + BigInt(`0x${group}`), 0n);
};

/** Null for everything else: host names, IPv4 in unusual spellings, and addresses with a zone such as `fe80::1%eth0`. */
export const readAddress = (text: string): Address | null => {
  const family = isIP(text);
  if (family === 4) return { text, family, bits: bitsOfIpv4(text) };
  if (family === 6 && !text.includes('%')) return { text, family, bits: bitsOfIpv6(text) };
  return null;
};

/** Null if `text` is no network such as `10.0.0.0/8`, or if bits after the prefix are set. A bare address is a network of one. */
export const readNetwork = (text: string): Network | null => {
  const [written = '', bits, ...rest] = text.split('/');
  const base = readAddress(written);
  if (!base || rest.length > 0) return null;
  const width = WIDTH[base.family];
  if (bits !== undefined && !/^(?:0|[1-9]\d{0,2})$/.test(bits)) return null;
  const length = bits === undefined ? width : Number(bits);
  if (length > width) return null;
  const host = BigInt(width - length);
  return (base.bits >> host) << host === base.bits ? { base, length } : null;
};

/** A network that the code itself names. */
export const network = (text: string): Network => {
  const read = readNetwork(text);
  if (!read) throw new Defect(`${text} is not a network`);
  return read;
};

export const contains = ({ base, length }: Network, address: Address): boolean => {
  const host = BigInt(WIDTH[base.family] - length);
  return address.family === base.family && address.bits >> host === base.bits >> host;
};

/** The IPv4 address in the last 32 bits of an IPv6 address. */
export const embeddedIpv4 = ({ bits }: Address): Address => {
  const ipv4 = bits & IPV4_MASK;
  const text = [24n, 16n, 8n, 0n].map((shift) => String((ipv4 >> shift) & 255n)).join('.');
  return { text, family: 4, bits: ipv4 };
};
