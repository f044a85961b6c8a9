/** The pages below a path of a reverse proxy: their addresses are all relative to a `<base>` that is written here. */
import type { BasePath } from '../edge/base-path.ts';

/** The line in the sources of the pages. */
const AT_ROOT = '<base href="/" />';

/** The page with a base. Its address ends in a slash: without it a `<base>` would lose its last part. */
export const basedAt = (basePath: BasePath, html: string): string =>
  html.replace(AT_ROOT, () => `<base href="${basePath}/" />`);
