/** Where Waybill begins on its host: `/`, or the path of a reverse proxy in front of it, `/waybill/`. */
export const BASE = new URL('.', document.baseURI).pathname;

/** The address of a path that the gateway serves: `/waybill/api/about` for `/api/about`. */
export const below = (path: string): string => BASE + path.slice(1);
