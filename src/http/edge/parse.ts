/**
 * What comes in, checked against a schema before a route sees it. The same schemas describe the route in OpenAPI.
 *
 * Objects are strict in bodies and queries: a misspelt field is refused, because acting without it would do something
 * else than what was meant. A body is read only as far as it may go, whether or not it says how long it is.
 */
import type { Context, MiddlewareHandler, ValidationTargets } from 'hono';
import { resolver, uniqueSymbol } from 'hono-openapi';
import * as v from 'valibot';
import type { Env } from './env.ts';
import { problem } from '../contract/problem.ts';

type Target = 'json' | 'query' | 'param' | 'header';
type Entries = v.StrictObjectSchema<v.ObjectEntries, undefined> | v.ObjectSchema<v.ObjectEntries, undefined>;
type Parser<T extends Target, S extends v.GenericSchema> = MiddlewareHandler<
  Env,
  string,
  { in: { [K in T]: v.InferInput<S> & ValidationTargets[K] }; out: { [K in T]: v.InferOutput<S> } }
>;

/** What is wrong, in words that never repeat the value: it may be a password or somebody's message. */
const sentenceOf = (issue: v.BaseIssue<unknown>): string => {
  if (issue.expected === 'never') return 'This field is not known here';
  if (issue.received === 'undefined') return 'This is required';
  return issue.expected === null ? 'This is not valid' : `Expected ${issue.expected}`;
};

const invalid = (c: Context<Env>, errors: readonly { path: string; message: string }[]): Response => {
  const [first] = errors;
  const where = first?.path ? `${first.path}: ` : '';
  return problem(c, 'request.invalid', `${where}${first?.message}`, { members: { errors } });
};

const check = (c: Context<Env>, target: Target, schema: v.GenericSchema, input: unknown): Response | null => {
  // To valibot a list is an object without these fields, and an empty one would mean every default.
  if (Array.isArray(input)) return invalid(c, [{ path: '', message: 'Expected an object' }]);
  const parsed = v.safeParse(schema, input, { message: sentenceOf });
  if (!parsed.success) {
    return invalid(
      c,
      parsed.issues.map((issue) => ({ path: v.getDotPath(issue) ?? '', message: issue.message })),
    );
  }
  c.req.addValidatedData(target, parsed.output as object);
  return null;
};

const parser = <T extends Target, S extends v.GenericSchema>(
  target: T,
  schema: S,
  typeMode: 'input' | 'output',
  read: (c: Context<Env>) => unknown,
): Parser<T, S> => {
  const middleware: MiddlewareHandler<Env> = async (c, next) => {
    const input = await read(c);
    return (input instanceof Response ? input : check(c, target, schema, input)) ?? next();
  };
  return Object.assign(middleware, {
    [uniqueSymbol]: { target, ...resolver(schema, { options: { typeMode } }) },
  }) as Parser<T, S>;
};

/** A parameter without a value is as good as none: `?status=` filters by nothing. */
export const query = <S extends v.GenericSchema>(schema: S) =>
  parser('query', schema, 'output', (c) => {
    const given = Object.entries(c.req.queries());
    const [twice] = given.find(([, values]) => values.length > 1) ?? [];
    if (twice !== undefined) return invalid(c, [{ path: twice, message: 'This is given more than once' }]);
    return Object.fromEntries(given.flatMap(([name, [value]]) => (value === '' ? [] : [[name, value]])));
  });

export const params = <S extends v.GenericSchema>(schema: S) => parser('param', schema, 'output', (c) => c.req.param());

/** Named as they are written, `Idempotency-Key`; other headers are not looked at. */
export const headers = <S extends Entries>(schema: S) => {
  const names = Object.keys(schema.entries);
  return parser('header', schema, 'output', (c) => Object.fromEntries(names.map((name) => [name, c.req.header(name)])));
};

/** `whenEmpty` stands for a body that is not there; without it one is required. */
export const body = <S extends v.GenericSchema>(schema: S, whenEmpty?: v.InferInput<S>) =>
  parser('json', schema, 'input', (c) => readJson(c, whenEmpty));

const JSON_TYPE = /^application\/([\w.-]+\+)?json\s*(;|$)/i;
const utf8 = new TextDecoder('utf-8', { fatal: true });

const tooLarge = (c: Context<Env>): Response =>
  problem(c, 'request.too_large', `A body has at most ${c.get('bodyBytesMax')} bytes here.`);

const notJson = (c: Context<Env>, detail: string): Response => problem(c, 'request.not_json', detail);

const readJson = async (c: Context<Env>, whenEmpty: unknown): Promise<unknown> => {
  const bytes = await readBytes(c).catch(() => 'cut off' as const);
  if (bytes === 'cut off') return notJson(c, 'The connection closed before the body was complete.');
  if (bytes === null) return tooLarge(c);
  if (bytes.byteLength === 0 && whenEmpty !== undefined) return whenEmpty;
  if (!JSON_TYPE.test(c.req.header('content-type') ?? '')) {
    return notJson(c, 'Send a JSON body, with the header Content-Type: application/json.');
  }
  try {
    return JSON.parse(utf8.decode(bytes)) as unknown;
  } catch {
    return notJson(c, 'The body is not valid JSON in UTF-8.');
  }
};

/** Null as soon as it is clear that there are too many. */
const readBytes = async (c: Context<Env>): Promise<ArrayBuffer | Uint8Array | null> => {
  const max = c.get('bodyBytesMax');
  const length = c.req.header('content-length');
  if (length !== undefined) return Number(length) > max ? null : c.req.arrayBuffer();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of c.req.raw.body ?? []) {
    size += chunk.byteLength;
    if (size > max) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};
