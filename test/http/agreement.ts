/** Checks every answer of the API against its OpenAPI document: the status, the media type and the body. */
import { expect } from 'vitest';
import { validatorsOf } from './validators.ts';

interface Operation {
  /** Empty if the route needs no token. */
  readonly security?: readonly unknown[];
  readonly parameters?: readonly {
    readonly name: string;
    readonly schema?: { readonly minimum?: number; readonly maximum?: number };
  }[];
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, unknown>> }>>;
}

export interface OpenApi {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, unknown>> };
}

export type Agree = (method: string, path: string, answer: Response) => Promise<void>;

export const agreementWith = (document: OpenApi): Agree => {
  const validators = validatorsOf(document);
  const paths = Object.keys(document.paths).map((template) => {
    const pattern = template
      .replaceAll('.', '\\.')
      .replace('{stream}', '.+')
      .replaceAll(/\{\w+\}/g, '[^/]+');
    return { template, pattern: new RegExp(`^${pattern}$`) };
  });

  return async (method, path, answer) => {
    // Pages are for people, and not in the document.
    if (answer.headers.get('content-type')?.startsWith('text/html')) return;
    const pathname = path.split('?', 1)[0] ?? '';
    const template = paths.find(({ pattern }) => pattern.test(pathname))?.template;
    const operation = document.paths[template ?? '']?.[method === 'HEAD' ? 'get' : method.toLowerCase()];
    if (template === undefined || operation === undefined) {
      expect([404, 405], `${method} ${path} is not in the document`).toContain(answer.status);
      return;
    }
    const line = `${method} ${template} → ${answer.status}`;
    expect(Object.keys(operation.responses), line).toContain(String(answer.status));
    const content = operation.responses[String(answer.status)]?.content;
    if (!content) return;
    const media = answer.headers.get('content-type')?.split(';', 1)[0] ?? '';
    expect(Object.keys(content), line).toContain(media);
    if (!media.endsWith('json')) return;
    const at = ['paths', template, method.toLowerCase(), 'responses', String(answer.status), 'content', media];
    const validate = validators(...at, 'schema');
    if (!validate) throw new Error(`${line} has no schema`);
    validate(await answer.clone().json());
    expect(validate.errors ?? [], line).toEqual([]);
  };
};
