/**
 * Rules for every answer to any request. Broken are: a 5xx that is not a documented 503, a status or a body that the
 * document does not have, an error without a problem document, a leaked internal, or a log that changed for a refusal.
 */
import type { Head, Recorded } from '../../src/events/log/log.ts';
import type { Contract } from './document.ts';
import type { Asked } from './requests.ts';
import type { Reply } from './wire.ts';

/** Headers of every answer. */
const ALWAYS = [
  ['content-security-policy', /^(?!.*unsafe)default-src 'none'/],
  ['x-content-type-options', /^nosniff$/],
  ['x-frame-options', /^DENY$/],
  ['referrer-policy', /^no-referrer$/],
  ['x-request-id', /^[\w.-]{1,128}$/],
] as const;

/** Stacks, paths, SQL: internals. */
const INSIDE = [
  /\n\s+at \S+ \(/,
  /node_modules/,
  /\.ts:\d+/,
  /SQLITE_|better-sqlite|SqliteError/,
  /\b(insert into|delete from) \w|\bselect \S+ from\b/i,
  /file:\/\//,
] as const;

/** The facts that a refusal records by design: a failed login, a wrong password beside a new one, and a refresh token that was used twice. */
const BY_DESIGN: Readonly<Record<string, readonly string[]>> = {
  'user.login_refused': ['auth.invalid_credentials', 'auth.throttled', 'request.invalid'],
  'user.refresh_reused': ['auth.invalid_token'],
};

/** What WhatsApp told about a group stays on record, whatever becomes of the request that needed it. */
const TOLD: readonly string[] = ['group.recorded', 'group.described'];

export interface Seen {
  readonly asked: Asked;
  readonly path: string;
  readonly reply: Reply;
  readonly before: Head;
  readonly after: Head;
  /** Facts since the previous answer that a request caused. */
  readonly facts: readonly Recorded[];
}

const mediaOf = ({ headers }: Reply): string => headers.get('content-type')?.[0]?.split(';', 1)[0]?.toLowerCase() ?? '';

const codeOf = (json: unknown): unknown => (json as { code?: unknown } | null)?.code;

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const moved = ({ asked, reply, before, after, facts }: Seen, code: unknown): string | null => {
  if (after.position === before.position && after.hash !== before.hash) return 'the log was rewritten';
  const safe = asked.method === 'GET' || asked.method === 'HEAD' || asked.method === 'OPTIONS';
  if (!safe && reply.status < 400) return null;
  const wrong = facts.find(({ type }) => !TOLD.includes(type) && !BY_DESIGN[type]?.includes(String(code)));
  return wrong ? `the log has ${wrong.type} though it was ${reply.status}` : null;
};

export const judgeOf = (contract: Contract, secrets: readonly string[]) => {
  const leak = ({ head, body }: Reply): string | null => {
    const all = `${head}\n${body}`;
    const secret = secrets.find((word) => all.includes(word));
    if (secret !== undefined) return `it holds the secret ${secret}`;
    const inside = INSIDE.find((pattern) => pattern.test(all));
    return inside ? `it tells of the inside: ${inside}` : null;
  };

  /** Null if nothing is wrong. */
  return (seen: Seen): string | null => {
    const { asked, path, reply } = seen;
    const { status, headers } = reply;
    const media = mediaOf(reply);
    const json = media.endsWith('json') && asked.method !== 'HEAD' ? parsed(reply.body) : null;
    if (json === undefined) return 'it calls itself JSON and is none';
    // Here WhatsApp answers nothing that is asked about groups and people, and an answer may say so.
    const isWhatsAppSilent = status === 502 && codeOf(json) === 'whatsapp.no_answer';
    if (status >= 500 && status !== 503 && !isWhatsAppSilent) return `it is a ${status}`;
    const missing = ALWAYS.find(
      ([name, pattern]) => headers.get(name)?.length !== 1 || !pattern.test(headers.get(name)?.[0] ?? ''),
    );
    if (missing) return `its header ${missing[0]} is ${JSON.stringify(headers.get(missing[0]))}`;
    if (headers.has('x-injected') || headers.has('set-cookie')) return 'a header was put into it';
    if (asked.method === 'HEAD') return leak(reply) ?? moved(seen, null);
    const code = codeOf(json);
    return contract.objection(asked.method, path, { status, media, json }) ?? leak(reply) ?? moved(seen, code);
  };
};
