/**
 * Problem documents where no route answers: bytes that are not HTTP, a request that is late, one connection too many, a
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

/** What the parser of Node says, and what it means to a client; anything else is malformed. */
const BY_ERROR: Readonly<Record<string, readonly [ProblemCode, string]>> = {
  HPE_HEADER_OVERFLOW: ['request.header_too_large', 'The request line and the headers are too long.'],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: ['request.too_large', 'The chunk extensions are too long.'],
  ERR_HTTP_REQUEST_TIMEOUT: ['request.timeout', 'The request took too long to arrive.'],
};
const MALFORMED = ['request.malformed', 'This is not a request as HTTP/1.1 writes it.'] as const;

const BUSY_RETRY_S = 5;

/** The request ids that clients send, on anything that has the headers of a request. */
type Asked = Pick<IncomingMessage, 'headers'>;

/** Makes the answers below a base path; without `asked`, no header of the request is known. */
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

/** The problem that an error of Node's parser is to a client. */
export const problemOfError = (code: string | undefined): readonly [ProblemCode, string] =>
  BY_ERROR[code ?? ''] ?? MALFORMED;

/** As it goes over the wire. */
export const bytesOf = ({ status, headers, body }: RawAnswer): string =>
  [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    '',
    body,
  ].join('\r\n');
