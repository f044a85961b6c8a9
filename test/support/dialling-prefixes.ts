/** The prefixes for international calls of every country, written out from the patterns of the numbering plans. */
import { type CountryCode, Metadata } from 'libphonenumber-js/max';

/** Every string that a pattern of literals, `\d`, classes, groups, alternatives and `?` matches. */
export const stringsOf = (pattern: string): string[] => {
  let at = 0;

  const alternatives = (): string[] => {
    const found = sequence();
    while (pattern[at] === '|') {
      at += 1;
      found.push(...sequence());
    }
    return found;
  };

  const sequence = (): string[] => {
    let found = [''];
    while (at < pattern.length && pattern[at] !== '|' && pattern[at] !== ')') {
      const next = atom();
      const optional = pattern[at] === '?';
      if (optional) at += 1;
      found = found.flatMap((head) => [...(optional ? [head] : []), ...next.map((tail) => head + tail)]);
    }
    return found;
  };

  const atom = (): string[] => {
    if (pattern.startsWith('(?:', at)) {
      at += 3;
      const inner = alternatives();
      at += 1;
      return inner;
    }
    const [token = ''] = /^(?:\[[^\]]+\]|\\d|\d)/.exec(pattern.slice(at)) ?? [];
    if (token === '') throw new Error(`cannot read ${pattern} at ${at}`);
    at += token.length;
    return '0123456789'.split('').filter((digit) => new RegExp(token).test(digit));
  };

  return alternatives();
};

export const prefixesOf = (country: CountryCode): string[] => {
  const metadata = new Metadata();
  metadata.selectNumberingPlan(country);
  return stringsOf(metadata.numberingPlan?.IDDPrefix() ?? '');
};
