/** The settings of the operator for requests before they reach a route. */
import { addressBehind, type AddressOf } from './address.ts';
import type { BasePath } from './base-path.ts';
import { DEFAULT_LIMITS, type Limits } from './limits.ts';

export interface Edge {
  readonly limits: Limits;
  readonly addressOf: AddressOf;
  /** Other origins whose scripts may call the API. */
  readonly corsOrigins: readonly string[];
  /** The path prefix of all addresses in a browser. */
  readonly basePath: BasePath;
  /** The public address, including the base path; null if it is unknown. */
  readonly publicUrl: string | null;
  /** The address that it listens on, such as `http://127.0.0.1:3000`; null if it is unknown. */
  readonly listensAt: string | null;
}

export interface EdgeSettings {
  readonly limits: Partial<Limits>;
  /** Addresses and networks whose `X-Forwarded-For` is trusted. */
  readonly trustedProxies: readonly string[];
  readonly corsOrigins: readonly string[];
  /** Defaults to none. */
  readonly basePath?: BasePath;
  /** Absent if it is unknown. */
  readonly publicUrl?: string | null;
}

export const edgeOf = ({
  limits,
  trustedProxies,
  corsOrigins,
  basePath = '',
  publicUrl = null,
}: EdgeSettings): Edge => ({
  limits: { ...DEFAULT_LIMITS, ...limits },
  addressOf: addressBehind(trustedProxies),
  corsOrigins,
  basePath,
  publicUrl,
  listensAt: null,
});

/** The default edge: no trusted proxy, no other origin, no base path. */
export const DEFAULT_EDGE: Edge = edgeOf({ limits: {}, trustedProxies: [], corsOrigins: [] });
