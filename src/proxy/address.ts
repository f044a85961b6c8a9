/**
 * The address of a proxy: read, shown without its password, and written in one form.
 *
 * No refusal repeats any part of the address, since it holds a password.
 */
import { ok, refuseField, type Result } from '../kernel/result.ts';

export interface ProxyAddress {
  readonly scheme: 'socks5' | 'http' | 'https';
  /** A name, or an address without brackets. */
  readonly host: string;
  readonly port: number;
  /** Decoded; null where the proxy asks for none. */
  readonly user: string | null;
  readonly password: string | null;
}

const PORTS = { socks5: 1080, http: 80, https: 443 } as const;
const ADDRESS_MAX = 2_000;
/** RFC 1929 counts the bytes of either in one byte. */
const SECRET_BYTES_MAX = 255;
const SHAPE = /^(socks5h?|https?):\/\/([^/?#\\\s]+)\/?$/i;

const EXAMPLE = 'Write it as socks5://user:password@host:1080, http://host:3128 or https://host:443';

/** Neither parser knows a default port that is the other's, so a port that is written is seen by one of them. */
const partsOf = (authority: string): { readonly url: URL; readonly port: string } | null => {
  const [url, other] = ['http', 'https'].map((scheme) => URL.parse(`${scheme}://${authority}`));
  return url && other ? { url, port: url.port === '' ? other.port : url.port } : null;
};

const decoded = (part: string): string | null => {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
};

const faultOf = ({ scheme, user, password, port }: ProxyAddress): string | null => {
  if (port === 0) return 'The port of a proxy is from 1 to 65535';
  if (user === null && password !== null)
    return 'A proxy that asks for a password asks for a user too: write user:password@';
  const isLong = [user, password].some((secret) => Buffer.byteLength(secret ?? '') > SECRET_BYTES_MAX);
  if (isLong) return `User and password of a proxy have at most ${SECRET_BYTES_MAX} bytes each`;
  if (scheme !== 'socks5' && user?.includes(':') === true) return 'The user of an HTTP proxy has no colon';
  return null;
};

/** Reads `socks5://user:password@host:port`, or the same with `http` or `https`. `path` names the field. */
export const readProxy = (text: string, path: string): Result<ProxyAddress> => {
  const invalid = (detail: string): Result<never> => refuseField('proxy.invalid', path, `${detail}.`);
  const [, scheme = '', authority = ''] = (text.length > ADDRESS_MAX ? null : SHAPE.exec(text)) ?? [];
  if (authority === '') return invalid(`This is not the address of a SOCKS5 or HTTP proxy. ${EXAMPLE}`);
  const parts = partsOf(authority);
  if (!parts || parts.url.hostname === '') return invalid(`The host or port of the proxy cannot be read. ${EXAMPLE}`);
  const { url, port } = parts;
  const [user, password] = [decoded(url.username), decoded(url.password)];
  if (user === null || password === null)
    return invalid('User and password are percent-encoded in an address: write %25 for %, %40 for @ and %3A for :');
  const kind = scheme.toLowerCase().replace('5h', '5') as ProxyAddress['scheme'];
  const address: ProxyAddress = {
    scheme: kind,
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: port === '' ? PORTS[kind] : Number(port),
    user: user === '' ? null : user,
    password: password === '' ? null : password,
  };
  const fault = faultOf(address);
  return fault === null ? ok(address) : invalid(fault);
};

const written = ({ scheme, host, port, user }: ProxyAddress, password: string | null): string => {
  const secret = password === null ? '' : `:${password}`;
  const login = user === null ? '' : `${encodeURIComponent(user)}${secret}@`;
  return `${scheme}://${login}${host.includes(':') ? `[${host}]` : host}:${port}`;
};

/** One form for each proxy, with its password. */
export const writeProxy = (address: ProxyAddress): string =>
  written(address, address.password === null ? null : encodeURIComponent(address.password));

/** For people: three stars stand for the password. */
export const maskProxy = (address: ProxyAddress): string => written(address, address.password === null ? null : '***');
