/**
 * Problem documents for requests that reach no route: malformed HTTP, a request that times out, too many connections, a
 * server that is starting.
 */
import { randomUUID } from 'node:crypto';
import { type IncomingMessage, STATUS_CODES } from 'node:http';
import { BROWSER_HEADERS } from './browser-headers.ts';
import { wellFormedId } from './exchange.ts';
import { type ProblemCode, problemDocument } from '../contract/problem.ts';
import type { BasePath } from './base-path.ts';

export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The errors of Node's parser, and their problems. Any other error means that the request is malformed. */
const BY_ERROR: Readonly<Record<string, readonly [ProblemCode, string]>> = {
  HPE_HEADER_OVERFLOW: ['request.header_too_large', 'The request line and the headers are too long.'],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: ['request.too_large', 'The chunk extensions are too long.'],
  ERR_HTTP_REQUEST_TIMEOUT: ['request.timeout', 'The request took too long to arrive.'],
};
const MALFORMED = ['request.malformed', 'This is not a request as HTTP/1.1 writes it.'] as const;

const BUSY_RETRY_S = 5;

/** The headers of a request, which may contain the client's request id. */
type Asked = Pick<IncomingMessage, 'headers'>;

/** Creates raw answers for a base path. Without `asked`, the headers of the request are unknown. */
export type RawAnswers = (code: ProblemCode, detail: string, asked?: Asked) => RawAnswer;

export const rawAnswersBelow =
  (basePath: BasePath): RawAnswers =>
  (code, detail, asked) => {
    const sent = asked?.headers['x-request-id'];
    const requestId = wellFormedId(typeof sent === 'string' ? sent : undefined) ?? randomUUID();
    return answerWith(problemDocument(code, { basePath, detail, requestId }));
  };

const answerWith = (document: ReturnType<typeof problemDocument>): RawAnswer => {
  const { status, requestId } = document;
  const body = JSON.stringify(document);
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

/** The problem for an error of Node's parser. */
export const problemOfError = (code: string | undefined): readonly [ProblemCode, string] =>
  BY_ERROR[code ?? ''] ?? MALFORMED;

/** The answer as bytes of HTTP/1.1. */
export const bytesOf = ({ status, headers, body }: RawAnswer): string =>
  [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    '',
    body,
  ].join('\r\n');
