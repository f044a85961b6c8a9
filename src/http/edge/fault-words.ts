/**
 * Faults of an input in words, in one style: what was expected and how it is written. The words never repeat the value,
 * which may be a password or somebody's message.
 */
import * as v from 'valibot';
import type { InputFault } from '../../kernel/result.ts';

type Issue = v.BaseIssue<unknown>;

/** The expected input of a schema: `text, such as 0812-3456-7890`. */
const wantedBy = (schema: v.GenericSchema): string => {
  const [example] = v.getExamples(schema) as readonly unknown[];
  const such = typeof example === 'string' || typeof example === 'number' ? `, such as ${example}` : '';
  return `${kindOf(schema)}${such}`;
};

const KINDS: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  number: 'a number',
  object: 'an object',
  strict_object: 'an object',
  string: 'text',
};

const kindOf = (schema: v.GenericSchema): string => {
  if ('options' in schema && Array.isArray(schema.options)) return `one of ${schema.options.join(', ')}`;
  return KINDS[schema.type] ?? 'a value';
};

const LIMITS: Readonly<Record<string, (limit: string) => string>> = {
  min_value: (limit) => `Expected at least ${limit}`,
  max_value: (limit) => `Expected at most ${limit}`,
  min_length: (limit) => `Expected at least ${limit} character${limit === '1' ? '' : 's'}`,
  max_length: (limit) => `Expected at most ${limit} characters`,
};

/** The words that may stand there: `one of text, image`. */
const kindsOf = ({ expected }: Issue): string =>
  `one of ${(expected ?? '').replaceAll(/[()"]/g, '').replaceAll(' | ', ', ')}`;

/** The message for an issue whose schema has none. */
export const sentenceOf = (issue: Issue): string => {
  if (issue.expected === 'never') return 'This field is not known here';
  const limited = LIMITS[issue.type];
  if (limited) return limited(String(issue.requirement));
  if (issue.type === 'picklist') return `Expected ${kindsOf(issue)}`;
  if (issue.type === 'variant')
    return issue.expected === 'Object' ? 'Expected an object' : `Expected ${kindsOf(issue)}`;
  if (issue.type === 'integer' || issue.type === 'safe_integer') return 'Expected a whole number';
  return `Expected ${KINDS[issue.type] ?? 'another form'}`;
};

const schemaAt = (schema: v.GenericSchema, path: readonly unknown[]): v.GenericSchema | null =>
  path.reduce<v.GenericSchema | null>((at, key) => {
    const entries = at && 'entries' in at ? (at.entries as Readonly<Record<string, v.GenericSchema>>) : {};
    return entries[String(key)] ?? null;
  }, schema);

const isMissing = ({ kind, received, input }: Issue): boolean =>
  kind === 'schema' && received === 'undefined' && input === undefined;

const messageOf = (issue: Issue, schema: v.GenericSchema): string => {
  if (!isMissing(issue)) return issue.message;
  const wanted = schemaAt(schema, issue.path?.map(({ key }) => key) ?? []);
  if (wanted) return `This is missing: ${wantedBy(wanted)}`;
  return issue.type === 'variant' ? `This is missing: ${kindsOf(issue)}` : 'This is missing';
};

export const faultsIn = (issues: readonly Issue[], schema: v.GenericSchema): readonly InputFault[] =>
  issues.map((issue) => ({ path: v.getDotPath(issue) ?? '', message: messageOf(issue, schema) }));
