/** The catalogue of facts as tables, from the schemas that guard the log. */
import { toJsonSchema } from '@valibot/to-json-schema';
import { catalogue, type FactType } from '../../src/events/facts/catalogue.ts';
import { schemaVersion } from '../../src/events/facts/upcasters.ts';
import { FACT_WORDS } from '../../src/story/fact-words.ts';
import { code, table } from './marked.ts';

interface Shape {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Shape[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly pattern?: string;
}

const typeOf = ({ type, enum: options, anyOf, properties }: Shape): string => {
  if (anyOf) return anyOf.map(typeOf).join(' or ');
  if (options) return options.length > 5 ? `one of ${options.length} words` : options.join(', ');
  if (properties) return `{ ${Object.keys(properties).join(', ')} }`;
  return type ?? 'anything';
};

const fieldsOf = (type: FactType): string => {
  const schema = catalogue.get(type);
  if (!schema) throw new Error(`${type} is not in the catalogue`);
  const { properties = {} } = toJsonSchema(schema, { errorMode: 'ignore', typeMode: 'input' }) as Shape;
  const fields = Object.entries(properties).filter(([name]) => name !== 'type');
  return fields.map(([name, shape]) => `${code(name)}: ${typeOf(shape)}`).join('<br>') || 'nothing';
};

export const factTable = (family: string): string => {
  const types = [...catalogue.keys()].filter((type) => type.startsWith(`${family}.`)) as FactType[];
  return table(
    ['fact', 'says', 'data', 'version'],
    types.map((type) => [code(type), FACT_WORDS[type].means, fieldsOf(type), String(schemaVersion(type))]),
  );
};
