/** An API key as the API takes and shows it; the command line over a data folder reads and writes the same. */
import * as v from 'valibot';
import type { ApiKey, KeyWithText, NewKey } from '../../access/keys.ts';
import { isPreset, PRESETS, SCOPES, type Scope } from '../../access/scopes.ts';
import { ChatId, SessionId } from '../../kernel/ids.ts';
import { ok, type Result, refuseInput } from '../../kernel/result.ts';
import { IsoTime, iso, isoOrNull } from './shapes.ts';
import { isNetwork } from '../edge/address.ts';

const LISTED_MAX = 1_000;
export const HOUR_MS = 3_600_000;
const OVERLAP_HOURS_MAX = 720;
const ALL = '*';
const PRESET_NAMES = Object.keys(PRESETS) as [keyof typeof PRESETS, ...(keyof typeof PRESETS)[]];
/** `admin` in a list of scopes is the scope of this name, so that nothing more is given than was said. */
const PRESETS_IN_SCOPES = PRESET_NAMES.filter((name) => name !== 'admin');

const orAll = (id: v.GenericSchema<string, string>) =>
  v.pipe(
    v.string(),
    v.rawCheck(({ dataset, addIssue }) => {
      if (!dataset.typed || dataset.value === ALL) return;
      const read = v.safeParse(id, dataset.value);
      if (!read.success) addIssue({ message: read.issues[0].message });
    }),
  );

const bound = (id: v.GenericSchema<string, string>) =>
  v.pipe(
    v.array(orAll(id)),
    v.minLength(1),
    v.maxLength(LISTED_MAX),
    v.check((ids) => ids.length === 1 || !ids.includes(ALL), 'Expected "*" alone, which means all'),
  );
const Sessions = bound(SessionId);
const Chats = bound(ChatId);
const Ip = v.pipe(
  v.string(),
  v.check(isNetwork, 'Expected an address or a network, such as 203.0.113.7 or 10.0.0.0/8'),
  v.examples(['203.0.113.7']),
);

const Name = v.pipe(
  v.string(),
  v.trim(),
  v.minLength(1),
  v.maxLength(100),
  v.description('For people: what the key is for.'),
  v.examples(['order service']),
);

const bounds = {
  sessions: v.pipe(v.array(v.string()), v.description('The sessions that it reaches; `["*"]` for all.')),
  chats: v.pipe(v.array(v.string()), v.description('The chats that it reaches; `["*"]` for all.')),
  ips: v.pipe(v.nullable(v.array(v.string())), v.description('Where it may be used from; null for everywhere.')),
  expiresAt: v.nullable(IsoTime),
  ratePerMinute: v.nullable(v.pipe(v.number(), v.integer())),
};

export const KeyShape = v.pipe(
  v.object({
    id: v.pipe(v.string(), v.examples(['key_4f2a91c03b7e55d201'])),
    name: v.string(),
    prefix: v.pipe(v.string(), v.description('The beginning of the key, by which its owner knows it.')),
    scopes: v.array(v.picklist(SCOPES)),
    ...bounds,
    createdBy: v.pipe(v.string(), v.description('The id of the user who made it, or `system`.')),
    createdAt: IsoTime,
    lastUsedAt: v.pipe(v.nullable(IsoTime), v.description('To the minute; null if it was never used.')),
  }),
  v.metadata({ ref: 'ApiKey' }),
);

export const KeyOnceShape = v.pipe(
  v.object({
    ...KeyShape.entries,
    key: v.pipe(v.string(), v.description('What the owner sends. It is shown this once.')),
  }),
  v.metadata({ ref: 'ApiKeyOnce' }),
);

export const NewKeyShape = v.pipe(
  v.strictObject({
    name: Name,
    scopes: v.optional(
      v.pipe(
        v.array(v.picklist([...SCOPES, ...PRESETS_IN_SCOPES])),
        v.minLength(1),
        v.description('What it may do; or the name of one preset, alone.'),
      ),
    ),
    preset: v.optional(v.pipe(v.picklist(PRESET_NAMES), v.description('A set of scopes, in place of `scopes`.'))),
    sessions: v.optional(Sessions, [ALL]),
    chats: v.optional(Chats, [ALL]),
    ips: v.optional(v.nullable(v.pipe(v.array(Ip), v.minLength(1), v.maxLength(LISTED_MAX))), null),
    expiresAt: v.optional(v.nullable(IsoTime), null),
    ratePerMinute: v.optional(v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000))), null),
  }),
  v.metadata({ ref: 'NewApiKey' }),
);

export const Rotation = v.pipe(
  v.strictObject({
    overlapHours: v.optional(
      v.pipe(
        v.number(),
        v.minValue(0),
        v.maxValue(OVERLAP_HOURS_MAX),
        v.description('How long the former text is good beside the new one; 0 for not at all.'),
      ),
      24,
    ),
  }),
  v.metadata({ ref: 'KeyRotation' }),
);

const scopesOf = ({ scopes, preset }: v.InferOutput<typeof NewKeyShape>): Result<readonly Scope[]> => {
  if ((scopes === undefined) === (preset === undefined))
    return refuseInput('scopes', 'Give either scopes or a preset, such as "preset": "sender"');
  if (preset !== undefined) return ok(PRESETS[preset]);
  const [first = 'admin', ...more] = scopes ?? [];
  if (first !== 'admin' && isPreset(first) && more.length === 0) return ok(PRESETS[first]);
  const known = SCOPES.filter((scope) => scopes?.includes(scope));
  return known.length === new Set(scopes).size
    ? ok(known)
    : refuseInput('scopes', 'A preset stands alone; beside it, name each scope');
};

const listed = (ids: readonly string[]): readonly string[] | '*' => (ids[0] === ALL ? ALL : [...new Set(ids)]);

export const newKeyOf = (given: v.InferOutput<typeof NewKeyShape>): Result<NewKey> => {
  const scopes = scopesOf(given);
  if (!scopes.ok) return scopes;
  const { name, sessions, chats, ips, expiresAt, ratePerMinute } = given;
  return ok({
    name,
    scopes: scopes.value,
    sessions: listed(sessions),
    chats: listed(chats),
    ips,
    expiresAt: expiresAt === null ? null : Date.parse(expiresAt),
    ratePerMinute,
  });
};

const shown = (ids: readonly string[] | '*'): string[] => (ids === ALL ? [ALL] : [...ids]);

export const shapeOf = ({ sessions, chats, createdAt, lastUsedAt, expiresAt, ...key }: ApiKey) => ({
  id: key.id,
  name: key.name,
  prefix: key.prefix,
  scopes: [...key.scopes],
  ips: key.ips && [...key.ips],
  ratePerMinute: key.ratePerMinute,
  createdBy: key.createdBy,
  sessions: shown(sessions),
  chats: shown(chats),
  expiresAt: isoOrNull(expiresAt),
  createdAt: iso(createdAt),
  lastUsedAt: isoOrNull(lastUsedAt),
});

export const onceOf = ({ key, text }: KeyWithText) => ({ ...shapeOf(key), key: text });
