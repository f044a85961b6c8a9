/** Which addresses the guard lets through. No spelling of a private one may lead to a connection. */
import { BlockList } from 'node:net';
import { assert, asyncProperty, bigInt, constantFrom, integer, nat, oneof, tuple } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseAllow } from '../../src/fetching/allow.ts';
import { createGuard } from '../../src/fetching/guard.ts';
import { connectionsOf, MEDIA, rig } from './rig.ts';
import { partsOf, spellingsOfIpv4, spellingsOfIpv6 } from './spellings.ts';

/** Written down again, so that a slip in the table of the guard is seen. */
const PRIVATE_IPV4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['168.63.129.16', 32],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const;

/** Node's own list, as a second opinion on the arithmetic. */
const privateIpv4 = new BlockList();
for (const [base, length] of PRIVATE_IPV4) privateIpv4.addSubnet(base, length, 'ipv4');

const publicIpv6 = new BlockList();
publicIpv6.addSubnet('2000::', 3, 'ipv6');
const privateIpv6 = new BlockList();
for (const [base, length] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3ffe::', 16],
  ['3fff::', 20],
] as const) {
  privateIpv6.addSubnet(base, length, 'ipv6');
}

const bitsOf = (text: string): number => text.split('.').reduce((bits, part) => bits * 256 + Number(part), 0);

const anyPrivateIpv4 = tuple(constantFrom(...PRIVATE_IPV4), integer({ min: 0, max: 0xffff_ffff })).map(
  ([[base, length], random]) => (bitsOf(base) + (length === 32 ? 0 : random >>> length)) >>> 0,
);

/** Addresses outside of 2000::/3. */
const anyPrivateIpv6 = tuple(
  constantFrom(0x00n, 0x01n, 0x40n, 0x5fn, 0x80n, 0xfcn, 0xfdn, 0xfen, 0xffn),
  bigInt({ min: 0n, max: 2n ** 120n - 1n }),
).map(([first, rest]) => (first << 120n) | rest);

const refusalOf = async (address: string, names: Readonly<Record<string, readonly string[]>> = {}) => {
  const fetcher = rig({
    names: Object.fromEntries(Object.entries(names).map(([name, answers]) => [name, [answers]])),
    allow: '',
  });
  let code = 'none';
  const connections = await connectionsOf(async () => {
    const result = await fetcher.fetch(address, MEDIA);
    if (!result.ok) code = result.refusal.code;
  });
  return { code, connections };
};

const forbidden = { code: 'address.forbidden', connections: 0 };
const invalid = { code: 'address.invalid', connections: 0 };

const guardOf = (answers: readonly string[], allow = '') => {
  const read = parseAllow(allow);
  if (!read.ok) throw new Error(read.refusal.detail);
  return createGuard({ allow: read.value, resolve: () => Promise.resolve(answers) });
};

const verdictOn = async (address: string, answers: readonly string[] = [], allow = ''): Promise<string> => {
  const guard = guardOf(answers, allow);
  const url = guard.read(address);
  if (!url.ok) return url.refusal.code;
  const target = await guard.check(url.value);
  return target.ok ? target.value.addresses.map(({ text }) => text).join(' ') : target.refusal.code;
};

describe('an address that is not public is refused', () => {
  test.each([
    ...spellingsOfIpv4(bitsOf('127.0.0.1')),
    ...spellingsOfIpv4(bitsOf('169.254.169.254')),
    ...spellingsOfIpv4(bitsOf('10.1.2.3')),
  ])('in the spelling %s', async (host) => {
    expect(await refusalOf(`http://${host}/latest/meta-data`)).toEqual(forbidden);
  });

  test.each([
    ['0.0.0.0', 'this host'],
    ['0', 'this host, short'],
    ['127.1', 'loopback, short'],
    ['127.255.255.254', 'the end of loopback'],
    ['100.64.0.1', 'shared by a provider'],
    ['100.100.100.200', 'metadata of Alibaba Cloud'],
    ['168.63.129.16', 'the host agent of Azure'],
    ['172.31.255.255', 'the end of a private range'],
    ['192.0.0.192', 'metadata of Oracle Cloud'],
    ['192.168.1.1', 'private'],
    ['198.19.0.1', 'benchmarking'],
    ['203.0.113.9', 'documentation'],
    ['224.0.0.1', 'multicast'],
    ['240.0.0.1', 'reserved'],
    ['255.255.255.255', 'broadcast'],
    ['[::]', 'unspecified'],
    ['[::1]', 'loopback'],
    ['[0000:0000:0000:0000:0000:0000:0000:0001]', 'loopback in full'],
    ['[::ffff:8.8.8.8]', 'even a public address, mapped'],
    ['[fd00:ec2::254]', 'metadata of AWS'],
    ['[fc00::1]', 'unique local'],
    ['[fe80::1]', 'link-local'],
    ['[febf::1]', 'the end of link-local'],
    ['[fec0::1]', 'site-local'],
    ['[ff02::1]', 'multicast'],
    ['[100::1]', 'discarded'],
    ['[2001:db8::1]', 'documentation'],
    ['[3fff::1]', 'documentation'],
    ['[5f00::1]', 'segment routing'],
    ['[2001::7f00:1]', 'Teredo'],
    ['localhost', 'a name of this machine'],
    ['LOCALHOST', 'in capitals'],
    ['local\u00adhost', 'with a soft hyphen'],
    ['ⓛⓞⓒⓐⓛⓗⓞⓢⓣ', 'in circled letters'],
    ['%6c%6f%63%61%6c%68%6f%73%74', 'percent-encoded'],
    ['files.localhost', 'below localhost'],
    ['localhost.localdomain', 'localhost in full'],
    ['printer.local', 'mDNS'],
    ['metadata.google.internal', 'a cloud’s own name'],
    ['nas.home.arpa', 'a home network'],
    ['redis', 'a single label'],
  ])('%s: %s', async (host) => {
    expect(await refusalOf(`http://${host}/`)).toEqual(forbidden);
  });

  test.each([
    'http:127.0.0.1',
    'http:/127.0.0.1/',
    'http:\\\\127.0.0.1\\',
    'http:///127.0.0.1/',
    'HTTP://127.0.0.1:80/',
    ' \thttp://127.0\n.0.1/ ',
    'https://127.0.0.1#@files.example/',
    'http://127.0.0.1\\@files.example/',
    'http://127.0.0.1?@files.example/',
  ])('in the URL %j', async (address) => {
    expect(await refusalOf(address)).toEqual(forbidden);
  });

  test.each([
    ['files.example', ['10.0.0.1']],
    ['files.example', ['93.184.215.14', '127.0.0.1']],
    ['files.example', ['2606:2800:21f:cb07:6820:80da:af6b:8b2c', '::1']],
    ['files.example', ['::ffff:169.254.169.254']],
    ['files.example', ['64:ff9b::a9fe:a9fe']],
    ['files.example', ['fe80::1%2']],
    ['files.example', ['not an address']],
    ['127.0.0.1.nip.io', ['127.0.0.1']],
  ])('also when the DNS says so: %s is at %j', async (name, answers) => {
    expect(await refusalOf(`https://${name}/`, { [name]: answers })).toEqual(forbidden);
  });

  test('in any spelling, as an address and as an answer of the DNS', async () => {
    await assert(
      asyncProperty(anyPrivateIpv4, nat(), async (bits, choice) => {
        const spellings = spellingsOfIpv4(bits);
        const host = spellings[choice % spellings.length] ?? '';
        expect(await refusalOf(`http://${host}/`)).toEqual(forbidden);
        const answers = ['93.184.215.14', partsOf(bits).join('.')];
        expect(await refusalOf('https://files.example/', { 'files.example': answers })).toEqual(forbidden);
      }),
    );
  });

  test('in any spelling of IPv6', async () => {
    await assert(
      asyncProperty(anyPrivateIpv6, nat(), async (bits, choice) => {
        const spellings = spellingsOfIpv6(bits);
        const host = spellings[choice % spellings.length] ?? '';
        expect(await refusalOf(`https://${host}:8443/`)).toEqual(forbidden);
        const answers = [spellingsOfIpv6(bits)[0]?.slice(1, -1) ?? ''];
        expect(await refusalOf('https://files.example/', { 'files.example': answers })).toEqual(forbidden);
      }),
    );
  });
});

describe('the ranges agree with a second opinion', () => {
  test('for IPv4', async () => {
    await assert(
      asyncProperty(integer({ min: 0, max: 0xffff_ffff }), async (bits) => {
        const usual = partsOf(bits).join('.');
        const expected = privateIpv4.check(usual) ? 'address.forbidden' : usual;
        expect(await verdictOn(`http://${usual}/`)).toBe(expected);
        expect(await verdictOn('http://files.example/', [`64:ff9b::${usual}`])).toBe(
          privateIpv4.check(usual) ? expected : `64:ff9b::${usual}`,
        );
      }),
    );
  });

  test('for IPv6', async () => {
    const inGivenOut = bigInt({ min: 0x20n << 120n, max: (0x40n << 120n) - 1n });
    const near = tuple(constantFrom(0x2001n, 0x2002n, 0x3ffen, 0x3fffn), bigInt({ min: 0n, max: 2n ** 112n - 1n }));
    const any = oneof(
      inGivenOut,
      near.map(([first, rest]) => (first << 112n) | rest),
    );
    await assert(
      asyncProperty(any, async (bits) => {
        const text = spellingsOfIpv6(bits)[0]?.slice(1, -1) ?? '';
        const isPublic = publicIpv6.check(text, 'ipv6') && !privateIpv6.check(text, 'ipv6');
        expect(await verdictOn('http://files.example/', [text])).toBe(isPublic ? text : 'address.forbidden');
      }),
    );
  });
});

describe('a public address passes', () => {
  test.each([
    ['https://files.example/a.jpg', ['93.184.215.14'], '93.184.215.14'],
    ['http://files.example:8080/', ['93.184.215.14', '2606:2800::1'], '93.184.215.14 2606:2800::1'],
    ['http://1.1.1.1/', [], '1.1.1.1'],
    ['http://0x01010101/', [], '1.1.1.1'],
    ['http://[2606:4700::1111]/', [], '2606:4700::1111'],
    ['http://[64:ff9b::1.1.1.1]/', [], '64:ff9b::101:101'],
    ['http://172.15.255.255/', [], '172.15.255.255'],
    ['http://100.128.0.0/', [], '100.128.0.0'],
    ['http://localhost.example/', ['1.1.1.1'], '1.1.1.1'],
    ['http://my-internal.example/', ['1.1.1.1'], '1.1.1.1'],
    ['http://bücher.example/', ['1.1.1.1'], '1.1.1.1'],
  ])('%s at %j', async (address, answers, expected) => {
    expect(await verdictOn(address, answers)).toBe(expected);
  });
});

describe('an address that is none is invalid', () => {
  test.each([
    '',
    'files.example/a.jpg',
    '//files.example/a.jpg',
    'file:///etc/passwd',
    'ftp://files.example/',
    'gopher://127.0.0.1:6379/_FLUSHALL',
    'data:text/plain,x',
    'javascript:alert(1)',
    'unix:/var/run/docker.sock',
    'http://',
    'http://256.0.0.1/',
    'http://1.2.3.4.5/',
    'http://09.0.0.1/',
    'http://[::1',
    'http://[fe80::1%25eth0]/',
    'http://[fe80::1%eth0]/',
    'http://files.example./',
    'http://localhost./',
    'http://me@files.example/',
    'http://me:secret@files.example/',
    'http://:secret@127.0.0.1/',
    'http://files.example:99999/',
    'http://fi les.example/',
  ])('%j', async (address) => {
    expect(await refusalOf(address, { 'files.example': ['127.0.0.1'] })).toEqual(invalid);
  });

  test('when it is too long, as a whole or in its host', async () => {
    expect(await refusalOf(`http://${'a.'.repeat(200)}example/`)).toEqual(invalid);
    expect(await refusalOf(`http://files.example/${'a'.repeat(10_000)}`)).toEqual(invalid);
  });

  test('and its secrets are not repeated', () => {
    const result = guardOf([]).read('https://me:pa55word@files.example/?token=t0ken');
    expect(JSON.stringify(result)).not.toMatch(/pa55word|t0ken|me:/);
  });
});

describe('WAYBILL_FETCH_ALLOW lets through', () => {
  test.each([
    ['a host, at any address', 'http://minio.internal:9000/x', ['10.0.0.5'], 'minio.internal', '10.0.0.5'],
    ['a host of one label', 'http://minio/x', ['10.0.0.5'], 'minio', '10.0.0.5'],
    ['a host at one port', 'http://minio:9000/x', ['10.0.0.5'], 'minio:9000', '10.0.0.5'],
    ['a port that the scheme implies', 'https://minio/x', ['10.0.0.5'], 'minio:443', '10.0.0.5'],
    ['an address in any spelling', 'http://0x0a000005/', [], '10.0.0.5', '10.0.0.5'],
    ['a network', 'http://10.9.8.7/', [], '192.168.0.0/16, 10.0.0.0/8', '10.9.8.7'],
    [
      'a public name in that network',
      'http://files.example/',
      ['10.9.8.7', '1.1.1.1'],
      '10.0.0.0/8',
      '10.9.8.7 1.1.1.1',
    ],
    ['an IPv6 network', 'http://[fd00::5]/', [], 'fd00::/8', 'fd00::5'],
    ['an IPv6 address at one port', 'http://[fd00::5]:9000/', [], '[fd00::5]:9000', 'fd00::5'],
  ])('%s: %s', async (_, address, answers, allow, expected) => {
    expect(await verdictOn(address, answers, allow)).toBe(expected);
  });

  test.each([
    ['another port', 'http://minio:9001/x', ['10.0.0.5'], 'minio:9000'],
    ['another host', 'http://minio2.internal/x', ['10.0.0.5'], 'minio.internal'],
    ['a host below', 'http://a.minio.internal/x', ['10.0.0.5'], 'minio.internal'],
    ['an address at another port', 'http://10.0.0.5/', [], '10.0.0.5:9000'],
    ['another network', 'http://11.0.0.1.nip.io/', ['192.168.0.1'], '10.0.0.0/8'],
    ['half the answers', 'http://files.example/', ['10.0.0.1', '192.168.0.1'], '10.0.0.0/8'],
    ['a private name by its network alone', 'http://minio.internal/', ['10.0.0.1'], '10.0.0.0/8'],
    ['an allowed address written as IPv6', 'http://[::ffff:10.0.0.1]/', [], '10.0.0.0/8'],
  ])('but not %s: %s', async (_, address, answers, allow) => {
    expect(await verdictOn(address, answers, allow)).toBe('address.forbidden');
  });
});
