/** The settings of an operator for what happens between the world and the routes. */
import { addressBehind, type AddressOf } from './address.ts';
import type { BasePath } from './base-path.ts';
import { DEFAULT_LIMITS, type Limits } from './limits.ts';

export interface Edge {
  readonly limits: Limits;
  readonly addressOf: AddressOf;
  /** Origins of pages elsewhere whose scripts may call the API. */
  readonly corsOrigins: readonly string[];
  /** The path that a browser has before every address of ours. */
  readonly basePath: BasePath;
  /** The address under which the world sees it, base path included; null when it is not known. */
  readonly publicUrl: string | null;
}

export interface EdgeSettings {
  readonly limits: Partial<Limits>;
  /** Addresses and networks whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly string[];
  readonly corsOrigins: readonly string[];
  /** Left out: none. */
  readonly basePath?: BasePath;
  /** Left out: not known. */
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
});

/** Trusts no proxy, lets in no page from elsewhere, and serves at the root. */
export const DEFAULT_EDGE: Edge = edgeOf({ limits: {}, trustedProxies: [], corsOrigins: [] });
