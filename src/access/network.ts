/** Which addresses count as one, when failures are counted. */
import { isIPv6 } from 'node:net';

const GROUPS = 8;
/** A provider gives each customer a network of 64 bits at least, with all of its addresses. */
const GROUPS_OF_NETWORK = 4;

const groups = (text: string): string[] => text.split(':').filter((group) => group !== '');

/** An IPv4 address as it is; of an IPv6 address the first 64 bits. */
export const networkOf = (address: string): string => {
  if (!isIPv6(address) || address.includes('.')) return address;
  const [before = '', after] = address.split('::');
  const tail = groups(after ?? '');
  const head = groups(before);
  const zeros = Array.from({ length: after === undefined ? 0 : GROUPS - head.length - tail.length }, () => '0');
  return `${[...head, ...zeros, ...tail].slice(0, GROUPS_OF_NETWORK).join(':')}::/64`;
};
