/** The description of a route for the OpenAPI document. */
import { type DescribeRouteOptions, describeRoute, resolver } from 'hono-openapi';
import type * as v from 'valibot';
import type { Scope } from '../../access/scopes.ts';
import { admitting, type RouteReach, type RouteScope } from './admits.ts';
import { PROBLEM_DETAILS } from './problem-examples.ts';
import { type ProblemCode, PROBLEMS, Problem } from './problem.ts';

export type Tag =
  | 'Authentication'
  | 'People'
  | 'Keys'
  | 'Sending'
  | 'Chats'
  | 'Contacts'
  | 'Groups'
  | 'Media'
  | 'Jobs'
  | 'Queue'
  | 'Session'
  | 'Webhooks'
  | 'Log'
  | 'Operation'
  | 'Sandbox';

interface Answer {
  readonly description: string;
  /** The schema of a JSON answer, or other media types. Absent if the answer has no content. */
  readonly content?: v.GenericSchema | Readonly<Record<string, v.GenericSchema>>;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface RouteDoc {
  readonly tag: Tag;
  readonly summary: string;
  readonly description?: string;
  readonly answers: Readonly<Record<number, Answer>>;
  /** The refusals of this route, in addition to the common ones. */
  readonly problems?: readonly ProblemCode[];
  /** What the body is, for a route that takes bytes and no JSON. */
  readonly bytes?: string;
  /** What the caller must hold; `own` for any caller who is known, `open` for anybody. */
  readonly scope: RouteScope;
  /** Another scope with which the route may be called too. */
  readonly or?: Scope;
  /** True if no key may call it, whatever its scopes. */
  readonly people?: boolean;
  /** Left out, the route is refused to a key that is bounded to sessions or chats. */
  readonly reach?: RouteReach;
}

/** The refusals of a route with a JSON body. */
export const BODY_PROBLEMS = [
  'request.invalid',
  'request.not_json',
  'request.too_large',
  'request.unsupported_media_type',
] as const;

/** The refusals of a route that takes a file, such as a picture. */
export const FILE_PROBLEMS = [
  'address.forbidden',
  'address.invalid',
  'gateway.busy',
  'media.conversion_unavailable',
  'media.not_found',
  'media.too_large',
  'media.type_mismatch',
  'media.unreachable',
  'media.unreadable',
] as const;

type Responses = NonNullable<DescribeRouteOptions['responses']>;

const isSchema = (content: NonNullable<Answer['content']>): content is v.GenericSchema => '~standard' in content;

const mediaOf = (content: NonNullable<Answer['content']>) => {
  const media = isSchema(content) ? { 'application/json': content } : content;
  return Object.fromEntries(Object.entries(media).map(([type, schema]) => [type, { schema: resolver(schema) }]));
};

const headersOf = (headers: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(headers).map(([name, description]) => [name, { description, schema: { type: 'string' as const } }]),
  );

const responseOf = ({ description, content, headers }: Answer): Responses[string] => ({
  description,
  ...(content ? { content: mediaOf(content) } : {}),
  ...(headers ? { headers: headersOf(headers) } : {}),
});

const exampleOf = (code: ProblemCode) => {
  const [status, title] = PROBLEMS[code];
  const detail = PROBLEM_DETAILS[code];
  return { value: { type: `/docs#${code}`, title, status, detail, code, requestId: 'Xb3k0vQ2mT8c.1f' } };
};

const problemResponses = (codes: readonly ProblemCode[], wanted: string | null): Responses => {
  const byStatus = Map.groupBy(codes, (code) => String(PROBLEMS[code][0]));
  const entries = [...byStatus].map(([status, codes]) => [
    status,
    {
      description: [
        codes.map((code) => `${PROBLEMS[code][1]} (\`${code}\`)`).join(', '),
        ...(status === '403' && wanted !== null ? [wanted] : []),
      ].join('. '),
      content: {
        'application/problem+json': {
          schema: resolver(Problem),
          examples: Object.fromEntries(codes.map((code) => [code, exampleOf(code)])),
        },
      },
    },
  ]);
  return Object.fromEntries(entries) as Responses;
};

/** A body of bytes under any type. */
const bytesBody = (description: string): NonNullable<DescribeRouteOptions['requestBody']> => ({
  description,
  required: true,
  content: { '*/*': { schema: { type: 'string', format: 'binary' } } },
});

const alwaysOf = (scope: RouteScope): readonly ProblemCode[] =>
  scope === 'open'
    ? ['server.error']
    : ['auth.invalid_token', 'auth.forbidden', 'rate.limited', 'server.error', 'server.unavailable'];

/** What a caller must hold, in a sentence; null if it is nothing in particular. */
const wantedBy = ({ scope, or, people = false }: RouteDoc): string | null => {
  if (scope === 'open' || scope === 'own') return null;
  const scopes = or === undefined ? `\`${scope}\`` : `\`${scope}\` or \`${or}\``;
  return `Takes the scope ${scopes}${people ? '; for people only, no key may' : ''}.`;
};

export const describe = (doc: RouteDoc) => {
  const { tag, summary, description, answers, problems = [], bytes, scope, or, people = false, reach } = doc;
  const wanted = wantedBy(doc);
  const fine = Object.entries(answers).map(([status, answer]) => [status, responseOf(answer)]);
  const documented = describeRoute({
    tags: [tag],
    summary,
    ...(description ? { description } : {}),
    responses: {
      ...problemResponses([...new Set([...problems, ...alwaysOf(scope)])], wanted),
      ...(Object.fromEntries(fine) as Responses),
    },
    ...(bytes === undefined ? {} : { requestBody: bytesBody(bytes) }),
    ...(scope === 'open' ? { security: [] } : {}),
    ...(wanted === null ? {} : { 'x-scope': or === undefined ? [scope] : [scope, or] }),
  });
  return admitting(documented, {
    scope,
    people,
    ...(or === undefined ? {} : { or }),
    ...(reach === undefined ? {} : { reach }),
  });
};
