/** Problem documents for what never becomes a request: bytes that are not HTTP, too late, or one connection too many. */
import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import { BROWSER_HEADERS } from './browser-headers.ts';
import { wellFormedId } from './exchange.ts';
import { type ProblemCode, PROBLEMS } from '../contract/problem.ts';

export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What the parser of Node says, and what it means to a client; anything else is malformed. */
const BY_ERROR: Readonly<Record<string, readonly [ProblemCode, string]>> = {
  HPE_HEADER_OVERFLOW: ['request.header_too_large', 'The request line and the headers are too long.'],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: ['request.too_large', 'The chunk extensions are too long.'],
  ERR_HTTP_REQUEST_TIMEOUT: ['request.timeout', 'The request took too long to arrive.'],
};
const MALFORMED = ['request.malformed', 'This is not a request as HTTP/1.1 writes it.'] as const;

const BUSY_RETRY_S = 5;

/** `asked` is the request id that the client has sent, where that can be told. */
export const rawAnswer = (code: ProblemCode, detail: string, asked?: string): RawAnswer => {
  const [status, title] = PROBLEMS[code];
  const requestId = wellFormedId(asked) ?? randomUUID();
  const body = JSON.stringify({ type: `/docs#${code}`, title, status, detail, code, requestId });
  const headers = {
    ...BROWSER_HEADERS,
    'Content-Type': 'application/problem+json',
    'Content-Length': String(Buffer.byteLength(body)),
    'X-Request-Id': requestId,
    Connection: 'close',
    ...(status === 503 ? { 'Retry-After': String(BUSY_RETRY_S) } : {}),
  };
  return { status, headers, body };
};

export const answerToError = (code: string | undefined): RawAnswer => rawAnswer(...(BY_ERROR[code ?? ''] ?? MALFORMED));

/** As it goes over the wire. */
export const bytesOf = ({ status, headers, body }: RawAnswer): string =>
  [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    '',
    body,
  ].join('\r\n');
