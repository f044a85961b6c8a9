/**
 * The served OpenAPI document, as the fuzzer reads it: the requests that it allows, and the answers that it documents.
 */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly pattern?: string;
  readonly format?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly examples?: readonly unknown[];
}

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header' | 'cookie';
  readonly required?: boolean;
  readonly schema?: Schema;
}

type Content = Readonly<Record<string, { readonly schema?: Schema }>>;

export interface Document {
  readonly paths: Readonly<
    Record<
      string,
      Readonly<
        Record<
          string,
          {
            readonly parameters?: readonly Parameter[];
            readonly requestBody?: { readonly content: Content };
            readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
          }
        >
      >
    >
  >;
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> };
}

export interface Operation {
  readonly method: string;
  /** `/api/whatsapp/jobs/{jobId}` */
  readonly template: string;
  readonly parameters: readonly Parameter[];
  readonly body: Schema | null;
}

export interface Contract {
  readonly operations: readonly Operation[];
  readonly resolve: (schema: Schema) => Schema;
  /** The mismatch between the document and an answer to this method at this path; null if there is none. */
  readonly objection: (
    method: string,
    path: string,
    answer: { status: number; media: string; json: unknown },
  ) => string | null;
}

/** Codes of problems that any request may cause before it reaches a route. */
const BEFORE_ROUTES: ReadonlySet<unknown> = new Set([
  'request.header_too_large',
  'request.malformed',
  'request.timeout',
  'route.method_not_allowed',
  'route.not_found',
  'server.busy',
]);

const PAGES = /^(text\/|image\/|application\/(javascript|manifest\+json)|font\/)/;

const codeOf = (json: unknown): unknown => (json as { code?: unknown } | null)?.code;

const patternOf = (template: string): RegExp =>
  new RegExp(
    `^${template
      .replaceAll('.', '\\.')
      .replace('{stream}', '.+')
      .replaceAll(/\{\w+\}/g, '[^/]+')}$`,
  );

const decoded = (path: string): string => {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
};

export const contractOf = (document: Document): Contract => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema(document, 'openapi');
  const validators = new Map<string, ValidateFunction>();
  const validator = (...steps: string[]): ValidateFunction => {
    const at = steps.map((step) => encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/');
    const found = validators.get(at) ?? ajv.getSchema(`openapi#/${at}`);
    if (!found) throw new Error(`The document has no ${at}`);
    validators.set(at, found);
    return found;
  };
  // Of two that fit, the one with fewer parameters is meant.
  const templates = Object.keys(document.paths)
    .toSorted((one, other) => one.split('{').length - other.split('{').length)
    .map((template) => ({ template, pattern: patternOf(template) }));

  const operations = Object.entries(document.paths).flatMap(([template, methods]) =>
    Object.entries(methods).map(([method, { parameters = [], requestBody }]) => ({
      method: method.toUpperCase(),
      template,
      parameters,
      body: requestBody?.content['application/json']?.schema ?? null,
    })),
  );

  return {
    operations,
    resolve(schema) {
      const name = schema.$ref?.slice('#/components/schemas/'.length);
      return name === undefined ? schema : (document.components?.schemas?.[name] ?? {});
    },
    objection(method, path, { status, media, json }) {
      const problem = media === 'application/problem+json';
      if (status >= 400 && !problem) return `${status} is not a problem document but ${media || 'nothing'}`;
      if (problem) {
        const validate = validator('components', 'schemas', 'Problem');
        if (!validate(json)) return `not a problem document: ${ajv.errorsText(validate.errors)}`;
        if ((json as { status: number }).status !== status) return `the document says another status than ${status}`;
        if (BEFORE_ROUTES.has(codeOf(json))) return null;
      }
      const verb = method === 'HEAD' ? 'get' : method.toLowerCase();
      const fitting = templates.filter(({ pattern }) => pattern.test(path) || pattern.test(decoded(path)));
      const { template = '' } = fitting.find((each) => document.paths[each.template]?.[verb]) ?? fitting[0] ?? {};
      const operation = document.paths[template]?.[verb];
      if (!operation) {
        return PAGES.test(media) || status === 304 || status === 204
          ? null
          : `${status} for what the document does not know`;
      }
      const answer = operation.responses[status];
      if (!answer) return `${status} (${String(codeOf(json))}) is not documented for ${method} ${template}`;
      const content = answer.content ?? {};
      if (!(media in content)) return media === '' ? null : `${media} is not documented for ${method} ${template}`;
      if (!media.endsWith('json') || method === 'HEAD') return null;
      const validate = validator('paths', template, verb, 'responses', String(status), 'content', media, 'schema');
      return validate(json) ? null : `the body does not match: ${ajv.errorsText(validate.errors)}`;
    },
  };
};
