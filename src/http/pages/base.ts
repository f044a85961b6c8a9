/** The pages below a path of a reverse proxy: their addresses are all relative to a `<base>` that is written here. */

/** As the sources of the pages have it. */
const AT_ROOT = '<base href="/" />';

/** `/waybill` and `/waybill/` both as `/waybill/`: without the slash at its end a `<base>` would lose its last part. */
export const withSlash = (path: string): string => (path.endsWith('/') ? path : `${path}/`);

/** The page with a base; `base` holds only what a path may hold. */
export const basedAt = (base: string, html: string): string =>
  html.replace(AT_ROOT, () => `<base href="${encodeURI(withSlash(base)).replaceAll('&', '&amp;')}" />`);
