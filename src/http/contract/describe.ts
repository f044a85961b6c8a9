/** What a route says about itself in the OpenAPI document. */
import { type DescribeRouteOptions, describeRoute, resolver } from 'hono-openapi';
import type * as v from 'valibot';
import { PROBLEM_DETAILS } from './problem-examples.ts';
import { type ProblemCode, PROBLEMS, Problem } from './problem.ts';

export type Tag = 'Authentication' | 'Sending' | 'Jobs' | 'Queue' | 'Session' | 'Log' | 'Operation' | 'Sandbox';

interface Answer {
  readonly description: string;
  /** The schema of a JSON answer, or the media types of another; left out when there is no content. */
  readonly content?: v.GenericSchema | Readonly<Record<string, v.GenericSchema>>;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface RouteDoc {
  readonly tag: Tag;
  readonly summary: string;
  readonly description?: string;
  readonly answers: Readonly<Record<number, Answer>>;
  /** What it can refuse with, beside what every route can. */
  readonly problems?: readonly ProblemCode[];
  /** Changes something, so a viewer may not. */
  readonly command?: boolean;
  /** Needs no token. */
  readonly open?: boolean;
}

/** What a route that takes a JSON body can refuse with. */
export const BODY_PROBLEMS = [
  'request.invalid',
  'request.not_json',
  'request.too_large',
  'request.unsupported_media_type',
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

const problemResponses = (codes: readonly ProblemCode[]): Responses => {
  const byStatus = Map.groupBy(codes, (code) => String(PROBLEMS[code][0]));
  const entries = [...byStatus].map(([status, codes]) => [
    status,
    {
      description: codes.map((code) => `${PROBLEMS[code][1]} (\`${code}\`)`).join(', '),
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

const allOf = (...lists: readonly (readonly ProblemCode[])[]): ProblemCode[] => [...new Set(lists.flat())];

export const describe = ({ tag, summary, description, answers, problems = [], command, open = false }: RouteDoc) => {
  const always: ProblemCode[] = open ? ['server.error'] : ['auth.invalid_token', 'server.error', 'server.unavailable'];
  const fine = Object.entries(answers).map(([status, answer]) => [status, responseOf(answer)]);
  return describeRoute({
    tags: [tag],
    summary,
    ...(description ? { description } : {}),
    responses: {
      ...problemResponses(allOf(problems, command ? ['auth.forbidden'] : [], always)),
      ...(Object.fromEntries(fine) as Responses),
    },
    ...(open ? { security: [] } : {}),
  });
};
