/** What stands between the world and the routes, as the operator set it. */
import { addressBehind, type AddressOf } from './address.ts';
import { DEFAULT_LIMITS, type Limits } from './limits.ts';

export interface Edge {
  readonly limits: Limits;
  readonly addressOf: AddressOf;
  /** Origins of pages elsewhere whose scripts may call the API. */
  readonly corsOrigins: readonly string[];
  /** The path that a reverse proxy serves Waybill under, `/waybill`; `/` for none. Pages write it into their addresses. */
  readonly basePath: string;
}

export interface EdgeSettings {
  readonly limits: Partial<Limits>;
  /** Addresses and networks whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly string[];
  readonly corsOrigins: readonly string[];
  readonly basePath?: string;
}

export const edgeOf = ({ limits, trustedProxies, corsOrigins, basePath = '/' }: EdgeSettings): Edge => ({
  limits: { ...DEFAULT_LIMITS, ...limits },
  addressOf: addressBehind(trustedProxies),
  corsOrigins,
  basePath,
});

/** Believes nobody, and lets no page from elsewhere in. */
export const DEFAULT_EDGE: Edge = edgeOf({ limits: {}, trustedProxies: [], corsOrigins: [] });
