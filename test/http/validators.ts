/** Validators for the schemas in an OpenAPI document, by their place. */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

interface Node {
  readonly [step: string]: Node | undefined;
}

/** The validator of the schema at this path; undefined if nothing stands there. */
export type Validators = (...steps: readonly string[]) => ValidateFunction | undefined;

const escaped = (step: string): string => encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1'));

/** Equal schemas share a validator: most answers are the same problem, and compiling its schema is slow. */
export const validatorsOf = (document: object): Validators => {
  // Most validators check a few values: compiling them well takes longer than they run.
  const ajv = new Ajv2020({ strict: false, validateFormats: false, inlineRefs: false, code: { optimize: false } });
  ajv.addSchema(document, 'openapi');
  const compiled = new Map<string, ValidateFunction | undefined>();
  return (...steps) => {
    const schema = steps.reduce<Node | undefined>((node, step) => node?.[step], document as Node);
    if (schema === undefined) return undefined;
    const text = JSON.stringify(schema);
    if (!compiled.has(text)) compiled.set(text, ajv.getSchema(`openapi#/${steps.map(escaped).join('/')}`));
    return compiled.get(text);
  };
};
