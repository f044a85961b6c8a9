/**
 * Waybill's own paths, as sentences name them.
 *
 * A sentence of a refusal or of the log writes a path as routes see it, such as `POST /api/auth/login`. Where sentences
 * leave, as problem documents and as lines of the log, the base path is put before each of these paths. So a sentence is
 * right below a path of a reverse proxy, and its author needs no base path.
 */

/** The first segments of all paths. No base path begins with one, so a path is either below the base path or not. */
export const OWN_SEGMENTS: ReadonlySet<string> = new Set(
  `api assets audit chats docs drafts favicon.ico healthz inspector jobs keys login media metrics openapi.json pages people phones
  queue readyz receivers s send sessions settings webhooks`.split(/\s+/),
);

/** A path begins a word: `/data/api` and `https://example.com/api` are none of ours. */
const OWN_PATH = new RegExp(
  `(?<![\\w/.~:-])/(?:${[...OWN_SEGMENTS].map((segment) => segment.replace('.', '\\.')).join('|')})(?![\\w~-])`,
  'g',
);

/** Puts the base path before the paths in a sentence. */
export const placingPaths =
  (basePath: string) =>
  (sentence: string): string =>
    basePath === '' ? sentence : sentence.replace(OWN_PATH, (path) => `${basePath}${path}`);
