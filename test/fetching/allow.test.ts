import { expect, test } from 'vitest';
import { allowNothing, parseAllow } from '../../src/fetching/allow.ts';

test.each(['', '  ', ' , ,'])('no entries allow nothing: %j', (text) => {
  expect(parseAllow(text)).toEqual({ ok: true, value: allowNothing });
});

test('hosts, addresses and networks may stand side by side', () => {
  const read = parseAllow(
    'Minio.Internal, bücher.example:8080\n10.0.0.0/8 10.1.2.3:9000,[fd00::5]:9000 fd00::6,[fd00::7]',
  );
  if (!read.ok) throw new Error(read.refusal.detail);
  const { hosts, networks } = read.value;
  expect(hosts).toEqual([
    { name: 'minio.internal', port: null },
    { name: 'xn--bcher-kva.example', port: 8080 },
  ]);
  expect(networks.map(({ network, port }) => `${network.base.text}/${network.length} ${port}`)).toEqual([
    '10.0.0.0/8 null',
    '10.1.2.3/32 9000',
    'fd00::5/128 9000',
    'fd00::6/128 null',
    'fd00::7/128 null',
  ]);
});

test.each([
  'http://minio:9000',
  'minio/bucket',
  '*.internal',
  '*',
  'minio.internal.',
  'minio:0',
  'minio:99999',
  'minio:port',
  '10.0.0.0/33',
  '10.0.0.5/8',
  '10.0.0.0/08',
  '10.0.0.0/8:80',
  '10.0.0/8',
  '010.0.0.1',
  '0x7f.1',
  '2130706433',
  'fd00::5/8',
  'fd00::/129',
  'fe80::1%eth0',
  '[10.0.0.5]',
  'me@minio',
  `minio${'x'.repeat(200)}/`,
])('an entry that is none is named, with the forms that are: %s', (entry) => {
  const read = parseAllow(`10.0.0.0/8, ${entry}`);
  const detail = expect.stringContaining(`WAYBILL_FETCH_ALLOW holds "${entry.slice(0, 100)}". Write a host`);
  expect(read).toMatchObject({ ok: false, refusal: { code: 'address.invalid', detail } });
});
