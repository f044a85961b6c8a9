/** The shapes of the OpenAPI document by name, without anything that needs a browser. */
import type { components } from './schema.ts';

/** `Schema<'Job'>` */
export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name];
