/** Where bodies are downloaded. A direct path names the body by its hash, so the same body has the same path for ever. */

const DIRECT = /^\/v\/[a-z]+\/([A-Za-z0-9_-]{43})$/;

export const directPathOf = (kind: string, name: string): string => `/v/${kind}/${name}`;

/** The name of the body; null if the path is none of this host. A query string is no part of it. */
export const nameIn = (directPath: string): string | null =>
  DIRECT.exec(directPath.split('?', 1)[0] ?? '')?.[1] ?? null;
