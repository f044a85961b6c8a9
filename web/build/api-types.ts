/** The types of the API, written from its OpenAPI document. */
import openapiTS, { astToString } from 'openapi-typescript';

const HEAD = '/** Generated from the OpenAPI document: npm run web:types writes it anew. */\n\n';

/** The source of `web/src/api/schema.ts`. What has a default may be left out of a request. */
export const apiTypes = async (document: Record<string, unknown>): Promise<string> =>
  HEAD +
  astToString(
    await openapiTS(document as unknown as Parameters<typeof openapiTS>[0], {
      alphabetize: true,
      defaultNonNullable: false,
    }),
  );
