/** The headers of a request: which of them the caller may choose, and which go on to the address of a redirect. */
import { validateHeaderName, validateHeaderValue } from 'node:http';
import { ok, type Result, refuseInput } from '../kernel/result.ts';

type Headers = Readonly<Record<string, string>>;

const OWN_HEADERS: ReadonlySet<string> = new Set([
  'accept-encoding',
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** All that goes to the next address of a redirect; credentials are for the address that the caller named. */
const KEPT_HEADERS: ReadonlySet<string> = new Set(['accept', 'accept-language', 'user-agent']);

const REQUIRED: Headers = { 'accept-encoding': 'identity' };

const isValid = (name: string, value: string): boolean => {
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
    return true;
  } catch {
    return false;
  }
};

/** The caller's headers in lower case without those that are the fetcher's own, and the ones that every request has. */
export const readHeaders = (headers: Headers): Result<Headers> => {
  const entries = Object.entries(headers);
  if (!entries.every(([name, value]) => isValid(name, value))) {
    return refuseInput('headers', 'A header has a name or a value that HTTP does not allow. Leave it out.');
  }
  const chosen = entries.map(([name, value]) => [name.toLowerCase(), value] as const);
  const kept = chosen.filter(([name]) => !OWN_HEADERS.has(name));
  return ok({ 'user-agent': 'Waybill', ...Object.fromEntries(kept), ...REQUIRED });
};

/** The headers that remain for the address of a redirect. */
export const headersAfterRedirect = (headers: Headers): Headers => ({
  ...Object.fromEntries(Object.entries(headers).filter(([name]) => KEPT_HEADERS.has(name))),
  ...REQUIRED,
});
