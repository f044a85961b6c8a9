/** What the queries about groups have in common. */
import { addressOf } from '../addresses.ts';
import { childrenOf, errorOf, type Node } from '../nodes.ts';

/** The people that a query names. */
export const numbersIn = (parent: Node | undefined): string[] =>
  childrenOf(parent).flatMap(({ tag, attrs }) => {
    const number = tag === 'participant' ? addressOf(attrs['jid'])?.number : undefined;
    return number === undefined ? [] : [number];
  });

export const notAuthorized = (iq: Node): Node => errorOf(iq, 401, 'not-authorized');

export const unsupported = (iq: Node): Node => errorOf(iq, 501, 'feature-not-implemented');
