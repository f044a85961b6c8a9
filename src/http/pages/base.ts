/** Serves the pages below a path of a reverse proxy. Their addresses are relative to a `<base>`, which is set here. */
import type { BasePath } from '../edge/base-path.ts';

/** The base in the sources of the pages. */
const AT_ROOT = '<base href="/" />';

/** Sets the base of a page. It ends in a slash, because a `<base>` without one would lose its last segment. */
export const basedAt = (basePath: BasePath, html: string): string =>
  html.replace(AT_ROOT, () => `<base href="${basePath}/" />`);
