/**
 * Validates input against a schema before a route runs. The same schemas describe the route in OpenAPI.
 *
 * Objects in bodies and queries are strict. An unknown field is refused, because ignoring a misspelt field would do
 * something that the client did not mean. A body is read only up to its limit, with or without a `Content-Length`.
 */
import type { Context, MiddlewareHandler, ValidationTargets } from 'hono';
import { resolver, uniqueSymbol } from 'hono-openapi';
import * as v from 'valibot';
import type { Env } from './env.ts';
import { type InputFault, type Refusal, summaryOf } from '../../kernel/result.ts';
import { faultsIn, sentenceOf } from './fault-words.ts';
import { jsonFault, type Place, utf8Fault } from './json-fault.ts';
import { problem, refused } from '../contract/problem.ts';
import { Session } from '../contract/shapes.ts';

type Target = 'json' | 'query' | 'param' | 'header';
type Entries = v.StrictObjectSchema<v.ObjectEntries, undefined> | v.ObjectSchema<v.ObjectEntries, undefined>;
type Parser<T extends Target, S extends v.GenericSchema> = MiddlewareHandler<
  Env,
  string,
  { in: { [K in T]: v.InferInput<S> & ValidationTargets[K] }; out: { [K in T]: v.InferOutput<S> } }
>;

const invalid = (c: Context<Env>, errors: readonly InputFault[]): Response =>
  problem(c, 'request.invalid', summaryOf(errors), { members: { errors } });

/** The faults that the domain finds in an input, in addition to those of its schema. */
type Beside = (input: unknown, c: Context<Env>) => readonly InputFault[];

/** The refusal of an input as a whole, which goes before its faults; null if there is none. */
type Before = (input: unknown) => Refusal | null;

interface Checks {
  readonly beside: Beside;
  readonly before: Before;
}

const NO_MORE: Checks = { beside: () => [], before: () => null };

const check = (
  c: Context<Env>,
  { target, schema, beside, before }: Checks & { target: Target; schema: v.GenericSchema },
  input: unknown,
): Response | null => {
  // Valibot treats a list as an object without these fields, so an empty list would mean all defaults.
  if (Array.isArray(input)) return invalid(c, [{ path: '', message: 'Expected an object' }]);
  const refusal = before(input);
  if (refusal) return refused(c, refusal);
  const parsed = v.safeParse(schema, input, { message: sentenceOf, abortPipeEarly: true });
  if (!parsed.success) {
    const faults = faultsIn(parsed.issues, schema);
    const more = beside(input, c).filter(({ path }) => faults.every((fault) => fault.path !== path));
    return invalid(c, [...faults, ...more]);
  }
  c.req.addValidatedData(target, parsed.output as object);
  return null;
};

const parser = <T extends Target, S extends v.GenericSchema>(
  target: T,
  schema: S,
  typeMode: 'input' | 'output',
  read: (c: Context<Env>) => unknown,
  checks: Checks = NO_MORE,
): Parser<T, S> => {
  const middleware: MiddlewareHandler<Env> = async (c, next) => {
    const input = await read(c);
    return (input instanceof Response ? input : check(c, { target, schema, ...checks }, input)) ?? next();
  };
  return Object.assign(middleware, {
    [uniqueSymbol]: { target, ...resolver(schema, { options: { typeMode } }) },
  }) as Parser<T, S>;
};

/** The session that the bounds of the caller say for a query that does not, where a route has one by default. */
const leftOut = (c: Context<Env>, schema: v.GenericSchema): Record<string, string> => {
  const entries = 'entries' in schema ? (schema.entries as Readonly<Record<string, unknown>>) : {};
  const session = c.get('session');
  return entries['session'] === Session && session !== undefined ? { session } : {};
};

/**
 * A parameter without a value is ignored: `?status=` filters by nothing. One in `bare` is not: without a value it is
 * checked like any other.
 */
export const query = <S extends v.GenericSchema>(schema: S, { bare = [] }: { bare?: readonly string[] } = {}) =>
  parser('query', schema, 'output', (c) => {
    const given = Object.entries(c.req.queries());
    const twice = given.filter(([, values]) => values.length > 1);
    if (twice.length > 0)
      return invalid(
        c,
        twice.map(([path]) => ({ path, message: 'This is given more than once' })),
      );
    const said = given.flatMap(([name, [value]]) => (value === '' && !bare.includes(name) ? [] : [[name, value]]));
    return { ...leftOut(c, schema), ...(Object.fromEntries(said) as object) };
  });

export const params = <S extends v.GenericSchema>(schema: S) => parser('param', schema, 'output', (c) => c.req.param());

/**
 * Validates headers by their usual names, such as `Idempotency-Key`. Other headers are ignored. A header in `blank` may
 * be empty, which counts as missing.
 */
export const headers = <S extends Entries>(schema: S, { blank = [] }: { blank?: readonly string[] } = {}) => {
  const names = Object.keys(schema.entries);
  const read = (c: Context<Env>, name: string): string | undefined => {
    const value = c.req.header(name);
    return value === '' && blank.includes(name) ? undefined : value;
  };
  return parser('header', schema, 'output', (c) => Object.fromEntries(names.map((name) => [name, read(c, name)])));
};

interface BodyOptions<S extends v.GenericSchema> {
  /** The value of a missing body. Without it, a body is required. */
  readonly whenEmpty?: v.InferInput<S>;
  /** Finds the faults of the domain, so that one answer names them together with those of the schema. */
  readonly beside?: Beside;
  readonly before?: Before;
}

export const body = <S extends v.GenericSchema>(schema: S, { whenEmpty, ...checks }: BodyOptions<S> = {}) =>
  parser('json', schema, 'input', (c) => readJson(c, whenEmpty), { ...NO_MORE, ...checks });

/** A text field of an unchecked body; null if it is missing or not a text. */
export const textIn = (input: unknown, name: string): string | null => {
  const value: unknown = typeof input === 'object' && input !== null ? Reflect.get(input, name) : null;
  return typeof value === 'string' ? value : null;
};

const JSON_TYPE = /^application\/([\w.-]+\+)?json\s*(;|$)/i;
const utf8 = new TextDecoder('utf-8', { fatal: true });

export const tooLarge = (c: Context<Env>): Response =>
  problem(c, 'request.too_large', `A body has at most ${c.get('bodyBytesMax')} bytes here.`);

const notJson = (c: Context<Env>, what: string, place?: Place): Response =>
  place
    ? problem(c, 'request.not_json', `${what} at line ${place.line}, column ${place.column}.`, {
        members: { ...place },
      })
    : problem(c, 'request.not_json', `${what}.`);

const otherType = (c: Context<Env>): Response =>
  problem(c, 'request.unsupported_media_type', 'Send a JSON body, with the header Content-Type: application/json.');

/** Bodies are read as they come, so a compressed one would be taken for something else; null if this one is as it is. */
export const encoded = (c: Context<Env>): Response | null => {
  const coding = c.req.header('content-encoding')?.trim().toLowerCase() ?? '';
  return coding === '' || coding === 'identity'
    ? null
    : problem(c, 'request.unsupported_media_type', 'Send the body uncompressed, without the header Content-Encoding.');
};

const readJson = async (c: Context<Env>, whenEmpty: unknown): Promise<unknown> => {
  const bytes = await readBytes(c).catch(() => 'cut off' as const);
  if (bytes === 'cut off') return notJson(c, 'The connection closed before the body was complete');
  if (bytes === null) return tooLarge(c);
  if (bytes.byteLength === 0 && whenEmpty !== undefined) return whenEmpty;
  if (!JSON_TYPE.test(c.req.header('content-type') ?? '')) return otherType(c);
  return encoded(c) ?? parseJson(c, new Uint8Array(bytes));
};

const parseJson = (c: Context<Env>, bytes: Uint8Array): unknown => {
  let text: string;
  try {
    // The decoder removes a byte order mark.
    text = utf8.decode(bytes);
  } catch {
    return notJson(c, 'The body is not UTF-8', utf8Fault(bytes));
  }
  if (text.trim() === '') return notJson(c, 'The body is empty: JSON is missing', jsonFault(text));
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return notJson(c, 'The body is not JSON: it cannot go on', jsonFault(text));
  }
};

/** The bytes of a body; null as soon as there are too many. Rejects if the connection closes before its end. */
export const readBytes = async (c: Context<Env>): Promise<ArrayBuffer | Uint8Array | null> => {
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
