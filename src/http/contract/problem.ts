/**
 * Answers other than 2xx, as RFC 9457 problem documents.
 *
 * One table gives each code its status. A refusal code without a row there does not compile. A fault is a 503. Any other
 * error is a 500 that states only its request id, because its cause belongs in the log.
 */
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import * as v from 'valibot';
import { Fault } from '../../kernel/fault.ts';
import type { Logger } from '../../kernel/logger.ts';
import { placingPaths } from '../../kernel/own-paths.ts';
import type { Refusal, RefusalCode } from '../../kernel/result.ts';
import type { Env } from '../edge/env.ts';

/** The refusals of HTTP itself, in addition to those of the domain. */
type RequestCode =
  | 'request.header_too_large'
  | 'request.malformed'
  | 'request.not_json'
  | 'request.range_not_satisfiable'
  | 'request.timeout'
  | 'request.too_large'
  | 'request.unsupported_media_type'
  | 'route.method_not_allowed'
  | 'route.not_found'
  | 'server.busy'
  | 'server.error'
  | 'server.unavailable'
  | 'session.not_ready';

export type ProblemCode = RefusalCode | RequestCode;

/** The status and the title of each code. */
export const PROBLEMS: Readonly<Record<ProblemCode, readonly [ContentfulStatusCode, string]>> = {
  'address.forbidden': [422, 'Address may not be called'],
  'address.invalid': [422, 'Not an address that can be called'],
  'auth.forbidden': [403, 'Not allowed'],
  'auth.invalid_credentials': [401, 'Wrong email or password'],
  'auth.invalid_token': [401, 'No valid token'],
  'auth.throttled': [429, 'Too many failed logins'],
  'backup.elsewhere': [409, 'The log is not in the data folder'],
  'backup.running': [409, 'A backup is being made already'],
  'call.not_found': [404, 'No such call on record'],
  'call.over': [409, 'Call is over'],
  'chat.not_found': [404, 'No such chat on record'],
  'contact.no_picture': [404, 'Contact shows no picture'],
  'contact.not_found': [404, 'No such contact'],
  'clearing.not_found': [404, 'No such clearing'],
  'erasure.not_found': [404, 'No such erasure'],
  'gateway.busy': [503, 'Too many commands at once'],
  'group.full': [409, 'Group is full'],
  'group.invite_invalid': [404, 'No such invite'],
  'group.not_admin': [403, 'Not an admin of the group'],
  'group.not_found': [404, 'No such group on record'],
  'group.not_member': [409, 'Not a member of the group'],
  'group.refused': [422, 'WhatsApp refused it'],
  'history.running': [409, 'Older messages are being fetched already'],
  'idempotency.conflict': [409, 'Idempotency key used for another message'],
  'job.not_active': [409, 'Job is not active'],
  'job.not_approved': [409, 'Draft was never approved'],
  'job.not_draft': [409, 'Job is not a draft'],
  'job.not_failed': [409, 'Job has not failed'],
  'job.not_found': [404, 'No such job'],
  'job.not_waiting': [409, 'Job no longer waits'],
  'key.chat_forbidden': [403, 'Key does not reach this chat'],
  'key.not_found': [404, 'No such key'],
  'media.conversion_unavailable': [422, 'Cannot be converted here'],
  'media.in_use': [409, 'Media is in use'],
  'media.incomplete': [408, 'Upload stopped'],
  'media.link_expired': [410, 'Link has expired'],
  'media.link_invalid': [403, 'Not a valid link'],
  'media.not_found': [404, 'No such media'],
  'media.withheld': [409, 'WhatsApp keeps this file from linked devices'],
  'media.too_large': [413, 'File is too large'],
  'media.type_mismatch': [422, 'File is of another type'],
  'media.unreachable': [422, 'Address could not be fetched'],
  'media.unreadable': [422, 'File cannot be read'],
  'message.deleted': [422, 'Message was deleted'],
  'message.ambiguous': [409, 'Several chats have this message id'],
  'message.not_ended': [409, 'Message has not ended'],
  'message.not_found': [422, 'No such message in this chat'],
  'message.not_on_record': [404, 'No such message on record'],
  'message.not_own': [422, 'Message of somebody else'],
  'message.too_old': [422, 'Message is too old to change'],
  'message.unsupported_type': [422, 'Type cannot be sent'],
  'number.invalid': [422, 'Not a possible number'],
  'profile.refused': [422, 'WhatsApp refused it'],
  'proxy.invalid': [422, 'Not the address of a proxy'],
  'queue.full': [503, 'Queue is full'],
  'queue.not_ready': [409, 'Queue is not in the right state'],
  'rate.limited': [429, 'Asked too often'],
  'request.header_too_large': [431, 'Headers are too large'],
  'request.invalid': [422, 'Invalid input'],
  'request.malformed': [400, 'Not an HTTP request'],
  'request.not_json': [400, 'Body is not JSON'],
  'request.range_not_satisfiable': [416, 'Range is outside the bytes'],
  'request.timeout': [408, 'Request took too long'],
  'request.too_large': [413, 'Body is too large'],
  'request.unsupported_media_type': [415, 'Body is of another type'],
  'route.method_not_allowed': [405, 'Method not allowed'],
  'route.not_found': [404, 'No such route'],
  'sandbox.not_found': [404, 'Not found in the sandbox'],
  'server.busy': [503, 'Too many connections'],
  'server.error': [500, 'Internal error'],
  'server.unavailable': [503, 'Cannot do this now'],
  'session.already_paired': [409, 'Session is paired already'],
  'session.exists': [409, 'Session exists'],
  'session.has_waiting': [409, 'Session has messages that wait'],
  'session.code_too_soon': [429, 'New pairing code too soon'],
  'session.no_app_state': [409, 'Phone has not shared its app state'],
  'session.no_qr': [409, 'No QR to show'],
  'session.not_connected': [409, 'Session is not connected'],
  'session.not_found': [404, 'No such session'],
  'session.not_live': [409, 'Session is not running'],
  'session.not_ready': [503, 'Not ready'],
  'stream.not_found': [404, 'No such stream'],
  'user.exists': [409, 'User exists'],
  'user.invalid_email': [422, 'Not an email'],
  'user.last_admin': [409, 'Last administrator'],
  'user.not_found': [404, 'No such user'],
  'user.weak_password': [422, 'Password is too weak'],
  'webhook.delivery_not_found': [404, 'No such delivery'],
  'webhook.not_asked_for': [409, 'Not asked for'],
  'webhook.not_found': [404, 'No such endpoint'],
  'webhook.too_many': [409, 'Too many endpoints'],
  'whatsapp.no_answer': [502, 'WhatsApp did not answer'],
};

export const Problem = v.pipe(
  v.looseObject({
    type: v.pipe(v.string(), v.description('Where this kind of problem is explained.')),
    title: v.string(),
    status: v.pipe(v.number(), v.integer()),
    detail: v.pipe(v.string(), v.description('What went wrong this time, and what to do about it.')),
    code: v.pipe(v.string(), v.description('Stable, in the form `subject.reason`.')),
    requestId: v.pipe(v.string(), v.description('Also in the header `X-Request-Id` and in the log line.')),
    errors: v.optional(v.array(v.object({ path: v.string(), message: v.string() }))),
  }),
  v.metadata({ ref: 'Problem' }),
);

interface More {
  readonly headers?: Record<string, string>;
  /** Additional members of the document. */
  readonly members?: Readonly<Record<string, unknown>>;
}

/** Creates a problem document. `basePath` is the path prefix of Waybill. */
export const problemDocument = (
  row: ProblemCode,
  { basePath, ...rest }: { basePath: string; code?: string; detail: string; requestId: string },
  members: Readonly<Record<string, unknown>> = {},
) => {
  const [status, title] = PROBLEMS[row];
  const { code = row, requestId } = rest;
  const detail = placingPaths(basePath)(rest.detail);
  return { type: `${basePath}/docs#${row}`, title, status, detail, code, requestId, ...members };
};

const RETRY_AFTER_S = 5;

/** Faults have their own codes, and share the status of `server.unavailable`. */
const answer = (
  c: Context<Env>,
  row: ProblemCode,
  code: string,
  detail: string,
  { headers, members }: More,
): Response => {
  const [status] = PROBLEMS[row];
  const place = { basePath: c.get('basePath') ?? '', requestId: c.get('requestId') };
  const document = problemDocument(row, { ...place, code, detail }, members);
  const challenge = status === 401 ? { 'WWW-Authenticate': 'Bearer realm="waybill"' } : {};
  return c.body(JSON.stringify(document), status, {
    'Content-Type': 'application/problem+json',
    ...challenge,
    ...headers,
  });
};

export const problem = (c: Context<Env>, code: ProblemCode, detail: string, more: More = {}): Response =>
  answer(c, code, code, detail, more);

/** Answers with a refusal of the domain. */
export const refused = (
  c: Context<Env>,
  { code, detail, retryAfterS, faults, members: own }: Refusal,
  members: More['members'] = {},
): Response =>
  problem(c, code, detail, {
    members: { ...own, ...members, ...(faults === undefined ? {} : { errors: faults }) },
    headers: retryAfterS === undefined ? {} : { 'Retry-After': String(retryAfterS) },
  });

/** The handler for `app.onError`. A fault may be temporary; a defect is a bug of Waybill. */
export const thrownWith =
  (logger: Logger) =>
  (thrown: Error, c: Context<Env>): Response => {
    const requestId = c.get('requestId');
    if (thrown instanceof Fault) {
      logger.error({ requestId, code: thrown.code, hint: thrown.hint, err: thrown }, thrown.message);
      // The name of the missing file is no secret, and the client needs it.
      const detail = thrown.code.startsWith('archive.')
        ? `${thrown.message}. ${thrown.hint}`
        : 'Waybill cannot do this now. The reason is in its log, under this request id.';
      const headers = { 'Retry-After': String(RETRY_AFTER_S) };
      return answer(c, 'server.unavailable', thrown.code, detail, thrown.retryable ? { headers } : {});
    }
    logger.error({ requestId, err: thrown }, 'a request met a defect');
    return problem(
      c,
      'server.error',
      'This is a defect of Waybill. Report it with the request id and the log lines around it.',
    );
  };
