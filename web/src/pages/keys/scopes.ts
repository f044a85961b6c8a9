/** What a key may do: the scopes in their groups, and the presets in words. */
import type { Schema } from '../../api/shape.ts';

export type Scope = Schema<'ApiKey'>['scopes'][number];
export type Preset = NonNullable<Schema<'NewApiKey'>['preset']>;

export const PRESETS = [
  ['sender', 'Send'],
  ['reader', 'Read'],
  ['agent', 'Read and draft'],
  ['operator', 'Operate'],
  ['admin', 'Everything'],
] as const satisfies readonly (readonly [Preset, string])[];

export const PRESET_HINTS: Readonly<Record<Preset, string>> = {
  sender: 'Sends messages and files, and reads what became of them.',
  reader: 'Reads everything but keys and people, and changes nothing.',
  agent: 'Reads, and writes drafts that somebody has to approve.',
  operator: 'Does what an operator may: everything but keys, people and settings.',
  admin: 'Does everything but make keys and people.',
};

/** Each scope stands in one group. */
const WORDS: Readonly<Record<Scope, readonly [group: string, word: string]>> = {
  'messages:send': ['Messages', 'send'],
  'messages:draft': ['Messages', 'draft'],
  'messages:approve': ['Messages', 'approve'],
  'messages:read': ['Messages', 'read'],
  'chats:write': ['Chats', 'change'],
  'contacts:read': ['Contacts', 'read'],
  'contacts:write': ['Contacts', 'change'],
  'groups:read': ['Groups', 'read'],
  'groups:write': ['Groups', 'change'],
  'media:read': ['Files', 'read'],
  'media:write': ['Files', 'upload, remove'],
  'queue:read': ['Queue', 'read'],
  'queue:write': ['Queue', 'change'],
  'sessions:read': ['Sessions', 'read'],
  'sessions:control': ['Sessions', 'control'],
  'webhooks:read': ['Webhooks', 'read'],
  'webhooks:write': ['Webhooks', 'change'],
  'integrations:read': ['Integrations', 'read'],
  'integrations:write': ['Integrations', 'change'],
  'events:read': ['Log', 'events'],
  'audit:read': ['Log', 'audit'],
  'metrics:read': ['Log', 'metrics'],
  'keys:read': ['Administration', 'read keys'],
  'users:read': ['Administration', 'read people'],
  'sandbox:control': ['Administration', 'sandbox'],
  admin: ['Administration', 'backup, settings, erasure'],
};

export interface ScopeGroup {
  readonly title: string;
  readonly options: readonly (readonly [Scope, string])[];
}

export const SCOPE_GROUPS: readonly ScopeGroup[] = [
  ...Map.groupBy(Object.entries(WORDS) as [Scope, readonly [string, string]][], ([, [group]]) => group),
].map(([title, rows]) => ({ title, options: rows.map(([scope, [, word]]) => [scope, word] as const) }));

/** Each kind of thing with what may be done to it: `Messages send, read; Files read`. */
export const scopesText = (scopes: readonly Scope[]): string =>
  SCOPE_GROUPS.flatMap(({ title, options }) => {
    const held = options.filter(([scope]) => scopes.includes(scope)).map(([, word]) => word);
    return held.length === 0 ? [] : [`${title}: ${held.join(', ')}`];
  }).join(' · ');
