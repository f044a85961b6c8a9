/**
 * What a caller may do: scopes, and the named sets of them.
 *
 * A route names the scope that it takes (`http/contract/describe.ts`). A role is a set of scopes, and so is a preset of a key.
 */
import type { Role } from '../events/facts/user.ts';

export const SCOPES = [
  'messages:send',
  'messages:draft',
  'messages:approve',
  'messages:read',
  'chats:write',
  'contacts:read',
  'contacts:write',
  'groups:read',
  'groups:write',
  'media:read',
  'media:write',
  'queue:read',
  'queue:write',
  'sessions:read',
  'sessions:control',
  'webhooks:read',
  'webhooks:write',
  'integrations:read',
  'integrations:write',
  'events:read',
  'audit:read',
  'keys:read',
  'users:read',
  'metrics:read',
  'sandbox:control',
  'admin',
] as const;
export type Scope = (typeof SCOPES)[number];

/** Keys, people and settings: an administrator's own. */
const ADMINISTRATION: ReadonlySet<Scope> = new Set(['keys:read', 'users:read', 'admin']);

const OPERATING = SCOPES.filter((scope) => !ADMINISTRATION.has(scope));
const READING = OPERATING.filter((scope) => scope.endsWith(':read'));

export const SCOPES_OF_ROLE: Readonly<Record<Role, ReadonlySet<Scope>>> = {
  admin: new Set(SCOPES),
  operator: new Set(OPERATING),
  viewer: new Set(READING),
};

export const PRESETS = {
  sender: [
    'messages:send',
    'messages:read',
    'contacts:read',
    'groups:read',
    'media:read',
    'media:write',
    'queue:read',
    'sessions:read',
  ],
  reader: READING,
  agent: ['messages:draft', ...READING],
  operator: OPERATING,
  admin: SCOPES,
} as const satisfies Readonly<Record<string, readonly Scope[]>>;
export type Preset = keyof typeof PRESETS;

export const isPreset = (word: string): word is Preset => Object.hasOwn(PRESETS, word);
