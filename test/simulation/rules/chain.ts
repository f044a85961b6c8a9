/** The log itself: no gap, no step back in time, no effect before its cause, and an intact hash chain. */
import { GENESIS, linkOf } from '../../../src/events/log/chain.ts';
import { type MakeRule, nameOf } from './rule.ts';

export const chainRule: MakeRule = (_, broken, look) => {
  let last = { position: 0, at: 0, hash: GENESIS };
  return {
    each(fact) {
      look('the chain holds');
      const { position, at, causation, data, hash } = fact;
      if (position !== last.position + 1) broken(`${nameOf(fact)} follows position ${last.position}`);
      if (at < last.at) broken(`${nameOf(fact)} is older than the fact before it`);
      if (causation !== null && causation >= position) broken(`${nameOf(fact)} was caused by the future`);
      if (hash !== linkOf(last.hash, { ...fact, data: JSON.stringify(data) })) {
        broken(`${nameOf(fact)} has a hash that does not follow`);
      }
      last = fact;
    },
  };
};
