/** What goes wrong outside the domain: a port that cannot do its work now, or a bug of ours. */

/** A port cannot do its work now. Over HTTP it is a 503; `hint` tells the operator what to do. */
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

/** Our bug, or a log that is not what it should be: whoever meets it stops, and says which stream and position. */
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

/** The message of whatever was thrown. */
export const messageOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));

const BRIEF_MAX = 200;

/** As much of it as goes on record. */
export const briefOf = (thrown: unknown): string => messageOf(thrown).slice(0, BRIEF_MAX);
