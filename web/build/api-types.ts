/** The types of the API, written from its OpenAPI document. */
import openapiTS, { astToString } from 'openapi-typescript';

const HEAD = '/** Generated from the OpenAPI document: npm run web:types rewrites it. */\n\n';

/** Examples change without the types. */
const withoutExamples = (document: Record<string, unknown>): Parameters<typeof openapiTS>[0] =>
  JSON.parse(JSON.stringify(document, (key, value: unknown) => (/^examples?$/.test(key) ? undefined : value)));

/** The source of `web/src/api/schema.ts`. What has a default may be left out of a request. */
export const apiTypes = async (document: Record<string, unknown>): Promise<string> =>
  HEAD +
  astToString(
    await openapiTS(withoutExamples(document), {
      alphabetize: true,
      defaultNonNullable: false,
    }),
  );
