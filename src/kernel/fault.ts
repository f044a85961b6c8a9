/** Failures outside the domain: a port that is unavailable, or a bug in Waybill. */

/** A port is unavailable. HTTP answers 503; `hint` tells the operator what to do. */
export class Fault extends Error {
  override readonly name = 'Fault';
  readonly code: string;
  readonly retryable: boolean;
  readonly hint: string;

  constructor(code: string, message: string, options: { hint: string; retryable?: boolean; cause?: unknown }) {
    super(message, { cause: options.cause });
    this.code = code;
    this.retryable = options.retryable ?? true;
    this.hint = options.hint;
  }
}

/** A bug in Waybill, or a damaged log. The actor that meets it stops and reports the stream and position. */
export class Defect extends Error {
  override readonly name = 'Defect';
  readonly stream: string | null;
  readonly position: number | null;

  constructor(message: string, at: { stream?: string; position?: number; cause?: unknown } = {}) {
    super(message, { cause: at.cause });
    this.stream = at.stream ?? null;
    this.position = at.position ?? null;
  }
}

/** The message of any thrown value. */
export const messageOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));

const BRIEF_MAX = 200;

/** The message, cut to the length that is recorded. */
export const briefOf = (thrown: unknown): string => messageOf(thrown).slice(0, BRIEF_MAX);
