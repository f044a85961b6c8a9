/** Every way to write an address that is not public, for tables and for generated cases. */

/** The parts of an IPv4 address; each spelling must be read as the same address. */
type Parts = readonly [number, number, number, number];

export const partsOf = (bits: number): Parts => [bits >>> 24, (bits >>> 16) & 255, (bits >>> 8) & 255, bits & 255];

const octal = (part: number): string => `0${part.toString(8)}`;
const hex = (part: number): string => `0x${part.toString(16)}`;

const wide = (text: string): string =>
  text.replace(/[\d.]/g, (sign) => (sign === '.' ? '。' : String.fromCodePoint(0xff10 + Number(sign))));
const percent = (text: string): string =>
  text.replace(/./g, (sign) => `%${(sign.codePointAt(0) ?? 0).toString(16).padStart(2, '0')}`);

const groupsOf = (bits: number): string => `${(bits >>> 16).toString(16)}:${(bits & 0xffff).toString(16)}`;

/** All as a URL has them: IPv6 in brackets. */
export const spellingsOfIpv4 = (bits: number): string[] => {
  const [a, b, c, d] = partsOf(bits);
  const usual = `${a}.${b}.${c}.${d}`;
  return [
    usual,
    `${usual}.`,
    [a, b, c, d].map(octal).join('.'),
    [a, b, c, d].map(hex).join('.'),
    `${octal(a)}.${b}.${hex(c).toUpperCase()}.${d}`,
    [a, b, c, d].map((part) => `0000${octal(part)}`).join('.'),
    `${a}.${b}.${c * 256 + d}`,
    `${a}.${hex(b)}.${octal(c * 256 + d)}`,
    `${a}.${bits & 0xff_ffff}`,
    `${octal(a)}.${hex(bits & 0xff_ffff)}`,
    String(bits),
    hex(bits),
    octal(bits),
    wide(usual),
    percent(usual),
    `[::ffff:${usual}]`,
    `[::FFFF:${groupsOf(bits)}]`,
    `[0:0:0:0:0:ffff:${groupsOf(bits)}]`,
    `[::${usual}]`,
    `[64:ff9b::${usual}]`,
    `[64:ff9b:1::${usual}]`,
    `[2002:${groupsOf(bits)}::1]`,
    `[2001:0:${groupsOf(bits)}::1]`,
    `[2001:0:a:b:c:d:${groupsOf(~bits >>> 0)}]`,
  ];
};

export const spellingsOfIpv6 = (bits: bigint): string[] => {
  const groups = Array.from({ length: 8 }, (_, index) => (bits >> BigInt(16 * (7 - index))) & 0xffffn);
  const short = groups.map((group) => group.toString(16)).join(':');
  const full = groups.map((group) => group.toString(16).padStart(4, '0')).join(':');
  const [low = 0n, high = 0n] = [groups[7], groups[6]];
  const dotted = [high >> 8n, high & 255n, low >> 8n, low & 255n].join('.');
  const head = groups.slice(0, 6).map((group) => group.toString(16));
  return [`[${short}]`, `[${full}]`, `[${full.toUpperCase()}]`, `[${[...head, dotted].join(':')}]`];
};
