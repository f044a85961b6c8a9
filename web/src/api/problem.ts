/** Why a request failed. */
import type { components } from './schema.ts';

type Document = components['schemas']['Problem'];

/** The gateway said no: a problem document, as an error. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly status: number;
  /** Stable, `subject.reason`. */
  readonly code: string;
  readonly title: string;
  readonly requestId: string;
  readonly errors: readonly { readonly path: string; readonly message: string }[];
  /** Seconds after which it may be asked again; null when it did not say. */
  readonly retryAfterS: number | null;

  constructor(document: Document, retryAfterS: number | null) {
    super(document.detail);
    this.status = document.status;
    this.code = document.code;
    this.title = document.title;
    this.requestId = document.requestId;
    this.errors = document.errors ?? [];
    this.retryAfterS = retryAfterS;
  }
}

/** Nobody answered: the gateway is stopped, or the network is away. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
  constructor(cause: unknown) {
    super('Waybill does not answer. It may be restarting, or the network is away.', { cause });
  }
}

/** There is no login any more; the page goes to the login form by itself. */
export class LoggedOut extends Error {
  override readonly name = 'LoggedOut';
  constructor() {
    super('You are logged out. Log in again to go on.');
  }
}

const isDocument = (body: unknown): body is Document =>
  typeof body === 'object' && body !== null && 'code' in body && 'detail' in body;

/** The problem of an answer that is not 2xx, from the gateway or from a proxy before it. */
export const problemOf = async (answer: Response): Promise<ApiProblem> => {
  const body: unknown = await answer.json().catch(() => null);
  const seconds = Number(answer.headers.get('Retry-After') ?? Number.NaN);
  const document: Document = isDocument(body)
    ? body
    : {
        type: 'about:blank',
        title: 'Not an answer of Waybill',
        status: answer.status,
        detail: `Something between this page and Waybill answered with status ${answer.status}.`,
        code: 'gateway.strange_answer',
        requestId: answer.headers.get('X-Request-Id') ?? '',
      };
  return new ApiProblem(document, Number.isNaN(seconds) ? null : seconds);
};

/** A sentence for people about any thrown value. */
export const sentenceOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));
