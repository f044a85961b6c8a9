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
  record: 'an object',
  strict_object: 'an object',
  string: 'text',
};

const kindOf = (schema: v.GenericSchema): string => {
  if ('wrapped' in schema) return kindOf(schema.wrapped as v.GenericSchema);
  if ('options' in schema && Array.isArray(schema.options)) {
    const options = schema.options as readonly (string | number | v.GenericSchema)[];
    const words = options.filter((option) => typeof option !== 'object');
    if (words.length > 0) return `one of ${words.join(', ')}`;
    return [...new Set(options.map((option) => kindOf(option as v.GenericSchema)))].join(' or ');
  }
  return KINDS[schema.type] ?? 'a value';
};

/** What Valibot calls the alternatives of a union. */
const ALTERNATIVES: Readonly<Record<string, string>> = {
  Array: 'a list',
  Object: 'an object',
  boolean: 'true or false',
  null: 'null',
  number: 'a number',
  string: 'text',
};

/** `a list or "*"`, for a value that is none of several alternatives. */
const alternativesOf = ({ expected }: Issue): string => {
  const each = (expected ?? '').replaceAll(/[()]/g, '').split(' | ');
  return each.map((one) => ALTERNATIVES[one] ?? one).join(' or ');
};

const counted = (limit: string, { input }: Issue): string =>
  `${limit} ${Array.isArray(input) ? 'item' : 'character'}${limit === '1' ? '' : 's'}`;

const LIMITS: Readonly<Record<string, (limit: string, issue: Issue) => string>> = {
  min_value: (limit) => `Expected at least ${limit}`,
  max_value: (limit) => `Expected at most ${limit}`,
  min_length: (limit, issue) => `Expected at least ${counted(limit, issue)}`,
  max_length: (limit, issue) => `Expected at most ${counted(limit, issue)}`,
};

/** The words that may stand there: `one of text, image`. */
const kindsOf = ({ expected }: Issue): string =>
  `one of ${(expected ?? '').replaceAll(/[()"]/g, '').replaceAll(' | ', ', ')}`;

/** The message for an issue whose schema has none. */
export const sentenceOf = (issue: Issue): string => {
  if (issue.expected === 'never') return 'This field is not known here';
  const limited = LIMITS[issue.type];
  if (limited) return limited(String(issue.requirement), issue);
  if (issue.type === 'picklist') return `Expected ${kindsOf(issue)}`;
  if (issue.type === 'variant')
    return issue.expected === 'Object' ? 'Expected an object' : `Expected ${kindsOf(issue)}`;
  if (issue.type === 'integer' || issue.type === 'safe_integer') return 'Expected a whole number';
  if (issue.type === 'union') return `Expected ${alternativesOf(issue)}`;
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
