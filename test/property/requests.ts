/** Whole requests, byte for byte, for every operation of the document: valid, nearly valid, and hostile. */
import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import type { Operation, Schema } from './document.ts';
import { hostileText, hostileValue, type Json, nearly, recalled, valid } from './values.ts';

export type Token = 'good' | 'none' | 'junk' | 'unsigned' | 'tampered' | 'twice';

/** The target, the headers and the body may contain `{{name#n}}`: see `values.ts`. */
export interface Asked {
  /** The operation that it is for: `POST /api/auth/login`. */
  readonly operation: string;
  readonly method: string;
  readonly target: string;
  readonly token: Token;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array | null;
  readonly chunked: boolean;
}

type Resolve = (schema: Schema) => Schema;

const often = <T>(usual: fc.Arbitrary<T>, times: number, ...others: fc.Arbitrary<T>[]): fc.Arbitrary<T> =>
  fc.oneof({ weight: times, arbitrary: usual }, ...others.map((arbitrary) => ({ weight: 1, arbitrary })));

const escaped = (text: string): string =>
  text
    .split(/(\{\{\w+#\d+\}\})/)
    .map((part, index) => (index % 2 === 1 ? part : encodeURIComponent(part.toWellFormed())))
    .join('');

/** Characters that may appear on a request line unescaped. */
const onLine = (text: string): string => text.replaceAll(/[\0-\x20\x7f]/g, '+');

const asText = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value));

const pathOf = ({ template, parameters }: Operation, resolve: Resolve): fc.Arbitrary<string> => {
  const segments = template.split('/').map((segment) => {
    const name = /^\{(\w+)\}$/.exec(segment)?.[1];
    if (name === undefined) return fc.constant(segment);
    const schema = parameters.find((parameter) => parameter.in === 'path' && parameter.name === name)?.schema ?? {};
    return often(
      fc.oneof(recalled(name), valid(schema, resolve, name).map(asText)).map(escaped),
      4,
      hostileText.map(escaped),
      hostileText.map(onLine),
    );
  });
  const whole = fc.tuple(...segments).map((parts) => parts.join('/'));
  return often(
    whole,
    20,
    fc
      .tuple(whole, fc.constantFrom('/', '//', '/..', '/%2e%2e', '%00', ';a=b', '/.', '%', '#x', '\\'))
      .map((parts) => parts.join('')),
    fc.nat(9_000).map((length) => `${template}/${'a'.repeat(length)}`),
    hostileText.map((text) => `/${onLine(text)}`),
    fc.constantFrom('*', 'http://waybill.test/healthz', '//healthz', '/%61pi/auth/me', '/api/../healthz', '/docs', '/'),
  );
};

const ODD_QUERIES = [
  '?',
  '?&&&',
  '?=',
  '?=1',
  '?%',
  '?%00=%00',
  '?limit=1&limit=2',
  '?limit[]=1',
  '?limit=%31%30',
  '?__proto__=1&constructor=1',
  '?__proto__[polluted]=1',
  '?session=default&session=sales',
  '?session=default#x',
  `?${'a=1&'.repeat(700)}`,
  `?cursor=${'A'.repeat(600)}`,
  '?cursor={{nextCursor#1}}&cursor={{nextCursor#2}}',
  '?after=-0',
  '?%F0%28%8C%28=1',
] as const;

const queryOf = ({ parameters }: Operation, resolve: Resolve): fc.Arbitrary<string> => {
  const known = parameters.filter((parameter) => parameter.in === 'query');
  if (known.length === 0) return often(fc.constant(''), 8, fc.constantFrom(...ODD_QUERIES));
  const pair = fc.oneof(
    ...known.map(({ name, schema = {} }) =>
      often(
        valid(schema, resolve, name === 'cursor' ? 'nextCursor' : name).map(asText),
        5,
        hostileText,
        hostileValue.map(asText),
      ).map((value) => `${name}=${escaped(value)}`),
    ),
  );
  const some = fc.array(pair, { maxLength: 3 }).map((pairs) => (pairs.length > 0 ? `?${pairs.join('&')}` : ''));
  return often(some, 8, fc.constantFrom(...ODD_QUERIES));
};

const JSON_TYPE = ['Content-Type', 'application/json'] as const;
const TYPES = [
  'application/json; charset=utf-8',
  'application/json; charset=utf-16',
  'application/vnd.api+json',
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/jsonp',
  'APPLICATION/JSON',
  '',
] as const;

interface Body {
  readonly bytes: Uint8Array | null;
  readonly headers: Asked['headers'];
}

const HOSTILE_JSON = [
  '',
  '{',
  '{}',
  '[]',
  'null',
  '"',
  '{"a":1,"a":2}',
  '{"__proto__":{"polluted":true}}',
  '{"constructor":{"prototype":{"polluted":true}}}',
  '{"number":"6281234567890","message":"a","message":"b"}',
  '{"concurrency":1e400}',
  '{"concurrency":99999999999999999999999999999}',
  '{"email":"anna@example.com","password":"wrong horse"}',
  '{"email":"nobody@example.com","password":"wrong horse"}',
  '{"a":\u00a01}',
  '{"message":"\\ud800","number":"6281234567890"}',
  '{"message":"\\u0000","number":"6281234567890"}',
  '\ufeff{}',
  '{}{}',
  "{'a':1}",
  '{"a":NaN}',
  '{"a":0x10}',
  '{,}',
  '//\n{}',
] as const;

const bytesOf = (text: string): Uint8Array => Buffer.from(text.toWellFormed());

const hostileBody: fc.Arbitrary<Body> = fc.oneof(
  fc.constantFrom(...HOSTILE_JSON).map((text) => ({ bytes: bytesOf(text), headers: [JSON_TYPE] })),
  hostileValue.map((value) => ({ bytes: bytesOf(JSON.stringify(value)), headers: [JSON_TYPE] })),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => ({ bytes, headers: [JSON_TYPE] })),
  fc.integer({ min: 1, max: 60_000 }).map((depth) => ({
    bytes: bytesOf('['.repeat(depth) + (depth % 2 === 0 ? ']'.repeat(depth) : '')),
    headers: [JSON_TYPE],
  })),
  fc.constant({ bytes: Buffer.alloc(1_100_000, 0x20), headers: [JSON_TYPE] }),
);

const textBody = (text: string, form: number, type: string): Body => {
  switch (form) {
    case 0:
      return { bytes: bytesOf(text), headers: type === '' ? [] : [['Content-Type', type]] };
    case 1:
      return { bytes: gzipSync(text), headers: [JSON_TYPE, ['Content-Encoding', 'gzip']] };
    case 2:
      return { bytes: Buffer.from(text, 'utf16le'), headers: [JSON_TYPE] };
    case 3:
      return { bytes: Buffer.from(text, 'latin1'), headers: [JSON_TYPE] };
    case 4:
      return { bytes: bytesOf(text.slice(0, -1)), headers: [JSON_TYPE] };
    case 5:
      return { bytes: bytesOf(`${text} x`), headers: [JSON_TYPE] };
    case 6:
      return { bytes: bytesOf(text.replace(/^\{/, '{"__proto__":{"polluted":true},')), headers: [JSON_TYPE] };
    case 7:
      return { bytes: bytesOf(text.replace(/^\{("[^"]+":)/, '{$1null,$1')), headers: [JSON_TYPE] };
    default:
      return { bytes: bytesOf(text), headers: [JSON_TYPE] };
  }
};

const bodyOf = ({ body }: Operation, resolve: Resolve): fc.Arbitrary<Body> => {
  const none: fc.Arbitrary<Body> = fc.constant({ bytes: null, headers: [] });
  if (body === null) return often(none, 12, hostileBody);
  const form = often(fc.constant(99), 12, fc.nat(7));
  const written = (value: fc.Arbitrary<Json>): fc.Arbitrary<Body> =>
    fc
      .tuple(value, form, fc.constantFrom(...TYPES))
      .map(([value, form, type]) => textBody(JSON.stringify(value), form, type));
  return fc.oneof(
    { weight: 6, arbitrary: written(valid(body, resolve)) },
    { weight: 4, arbitrary: written(nearly(body, resolve)) },
    { weight: 3, arbitrary: hostileBody },
    { weight: 1, arbitrary: none },
  );
};

/** A header's bytes, one for each character; bytes that would end the line are left to the shapes below. */
const headerText = hostileText.map((text) =>
  Buffer.from(text.slice(0, 300).toWellFormed())
    .toString('latin1')
    .replaceAll(/[\0\r\n]/g, '?'),
);

const oddHeader: fc.Arbitrary<readonly [string, string]> = fc.oneof(
  fc
    .constantFrom(
      'Accept',
      'Accept-Encoding',
      'Authorization',
      'Cookie',
      'Content-Encoding',
      'Content-Type',
      'Forwarded',
      'Idempotency-Key',
      'If-None-Match',
      'Last-Event-ID',
      'Origin',
      'Range',
      'Referer',
      'X-Forwarded-For',
      'X-Forwarded-Host',
      'X-HTTP-Method-Override',
      'X-Request-Id',
      '__proto__',
      'constructor',
    )
    .chain((name) => headerText.map((value) => [name, value] as const)),
  fc.constantFrom<readonly [string, string]>(
    ['Accept', 'image/png'],
    ['Accept', 'image/svg+xml;q=0.9, text/html;q=nope'],
    ['Accept', '*/*;q=0'],
    ['Expect', '100-continue'],
    ['Expect', 'a-miracle'],
    ['Host', 'evil.example'],
    ['Host', ''],
    ['Host', 'a b'],
    ['Connection', 'close'],
    ['Connection', 'X-Request-Id, Authorization'],
    ['Upgrade', 'h2c'],
    ['TE', 'trailers'],
    ['Trailer', 'X-Late'],
    ['Content-Length', '5'],
    ['Content-Length', '-1'],
    ['Content-Length', '1e3'],
    ['Transfer-Encoding', 'gzip, chunked'],
    ['Transfer-Encoding', 'identity'],
    ['Transfer-Encoding', 'xchunked'],
    ['X-Null', 'a\0b'],
    ['X-Bare', 'a\rb'],
    ['X-Split', 'a\r\nX-Injected: yes'],
    ['X-Folded', 'a\r\n b'],
    ['Bad Name', 'x'],
    ['', 'x'],
    ['X-Long', 'a'.repeat(20_000)],
    ['Last-Event-ID', '9007199254740993'],
    ['Idempotency-Key', 'again'],
  ),
);

const documented = ({ parameters }: Operation, resolve: Resolve): fc.Arbitrary<(readonly [string, string])[]> => {
  const known = parameters.filter((parameter) => parameter.in === 'header');
  const one = known.map(({ name, schema = {} }) =>
    valid(schema, resolve, name).map((value) => [name, asText(value).replaceAll(/[^\x20-\x7e]/g, '?')] as const),
  );
  return one.length === 0 ? fc.constant([]) : fc.array(fc.oneof(...one), { maxLength: 1 });
};

const METHODS = [
  'HEAD',
  'OPTIONS',
  'PUT',
  'PATCH',
  'POST',
  'GET',
  'DELETE',
  'TRACE',
  'QUERY',
  'PROPFIND',
  'get',
  'NONE',
] as const;

const ofOperation = (operation: Operation, resolve: Resolve): fc.Arbitrary<Asked> =>
  fc
    .record({
      method: often(fc.constant(operation.method), 14, fc.constantFrom(...METHODS)),
      path: pathOf(operation, resolve),
      query: queryOf(operation, resolve),
      token: often(
        fc.constant<Token>('good'),
        12,
        fc.constantFrom<Token>('none', 'junk', 'unsigned', 'tampered', 'twice'),
      ),
      headers: often(documented(operation, resolve), 5, fc.array(oddHeader, { maxLength: 3 })),
      body: bodyOf(operation, resolve),
      chunked: often(fc.constant(false), 6, fc.constant(true)),
    })
    .map(({ path, query, body, headers, ...asked }) => ({
      ...asked,
      operation: `${operation.method} ${operation.template}`,
      target: path.includes('#') ? path : path + query,
      headers: [...body.headers, ...headers],
      body: body.bytes,
    }));

/** Every operation has the same probability. */
export const asking = (operations: readonly Operation[], resolve: Resolve): fc.Arbitrary<Asked> =>
  fc.oneof(...operations.map((operation) => ofOperation(operation, resolve)));
