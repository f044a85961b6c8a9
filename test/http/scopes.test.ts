/** Every route with every scope and every role, against a table that was written by hand: it is what clients rely on. */
import { describe, expect, test } from 'vitest';
import type { Accounts } from '../../src/access/accounts.ts';
import type { Identity } from '../../src/access/identities.ts';
import { PRESETS, SCOPES, SCOPES_OF_ROLE, type Scope } from '../../src/access/scopes.ts';
import { createApp } from '../../src/http/app.ts';
import { DEFAULT_EDGE } from '../../src/http/edge/edge.ts';
import type { HttpDeps } from '../../src/http/edge/env.ts';
import { EVERYTHING } from '../../src/kernel/reach.ts';
import { systemEntropy } from '../../src/kernel/entropy.ts';
import { ok, refuse } from '../../src/kernel/result.ts';
import { silentLogger } from '../../src/kernel/logger.ts';
import { manualClock } from '../support/manual-clock.ts';

const TABLE: Readonly<Record<string, string>> = {
  open: `
    POST /api/auth/login
    POST /api/auth/refresh
    GET /media/{id}
    POST /receivers/{id}
    GET /healthz
    GET /readyz
    GET /openapi.json`,
  own: `
    POST /api/auth/logout
    POST /api/auth/password
    GET /api/auth/me
    GET /api/about`,
  'messages:send messages:draft': `
    POST /api/whatsapp/send-message
    POST /api/whatsapp/messages`,
  'messages:approve': `
    POST /api/whatsapp/jobs/{jobId}/approve
    POST /api/whatsapp/jobs/{jobId}/reject`,
  'messages:send': `
    DELETE /api/whatsapp/jobs/{jobId}
    POST /api/whatsapp/jobs/{jobId}/retry`,
  'messages:read': `
    GET /api/whatsapp/messages
    GET /api/whatsapp/messages/{messageId}
    GET /api/whatsapp/jobs
    GET /api/whatsapp/jobs/{jobId}
    GET /api/whatsapp/jobs/{jobId}/events
    GET /api/whatsapp/retry-queue
    GET /api/whatsapp/chats
    GET /api/whatsapp/chats/{chatId}
    GET /api/whatsapp/chats/{chatId}/messages
    GET /api/sandbox/state
    GET /api/sandbox/test-numbers
    GET /api/sandbox/inbox
    GET /api/sandbox/phones
    GET /api/sandbox/phones/{number}
    GET /api/sandbox/phones/{number}/messages/{messageId}/file
    GET /api/sandbox/phones/{number}/rooms
    GET /api/sandbox/phones/{number}/rooms/{id}
    GET /api/sandbox/groups
    GET /api/sandbox/groups/{id}
    GET /api/sandbox/handovers
    GET /api/sandbox/handovers/{messageId}
    GET /api/sandbox/chats-on-phone
    GET /api/sandbox/calls
    GET /api/sandbox/live`,
  'chats:write': `
    POST /api/whatsapp/calls/{callId}/reject
    POST /api/whatsapp/chats/{chatId}/read
    POST /api/whatsapp/chats/{chatId}/typing
    POST /api/whatsapp/chats/{chatId}/archive
    POST /api/whatsapp/chats/{chatId}/unarchive
    POST /api/whatsapp/chats/{chatId}/pin
    POST /api/whatsapp/chats/{chatId}/unpin
    POST /api/whatsapp/chats/{chatId}/mute
    POST /api/whatsapp/chats/{chatId}/unmute
    POST /api/whatsapp/chats/{chatId}/unread
    PUT /api/whatsapp/chats/{chatId}/disappearing`,
  'contacts:read': `
    GET /api/whatsapp/numbers/{number}
    GET /api/whatsapp/contacts
    GET /api/whatsapp/contacts/{contactId}
    GET /api/whatsapp/contacts/{contactId}/picture
    GET /api/whatsapp/contacts/{contactId}/chat`,
  'contacts:write': `
    POST /api/whatsapp/contacts/{contactId}/block
    DELETE /api/whatsapp/contacts/{contactId}/block`,
  'contacts:write messages:send': `
    POST /api/whatsapp/contacts/check`,
  'groups:read': `
    GET /api/whatsapp/groups
    GET /api/whatsapp/groups/{id}
    GET /api/whatsapp/groups/{id}/requests
    GET /api/whatsapp/groups/{id}/invite
    GET /api/whatsapp/groups/invites/{code}`,
  'groups:write': `
    POST /api/whatsapp/groups
    PATCH /api/whatsapp/groups/{id}
    PUT /api/whatsapp/groups/{id}/picture
    DELETE /api/whatsapp/groups/{id}/picture
    POST /api/whatsapp/groups/{id}/leave
    POST /api/whatsapp/groups/{id}/participants
    POST /api/whatsapp/groups/{id}/requests
    POST /api/whatsapp/groups/{id}/invite/revoke
    POST /api/whatsapp/groups/join`,
  'media:read': `
    GET /api/whatsapp/media
    GET /api/whatsapp/media/{id}
    GET /api/whatsapp/media/{id}/content`,
  'media:write': `
    POST /api/whatsapp/media
    DELETE /api/whatsapp/media/{id}
    POST /api/whatsapp/media/{id}/link
    POST /api/whatsapp/messages/{messageId}/media/fetch`,
  'queue:read': `
    GET /api/whatsapp/queue/config
    GET /api/whatsapp/queue/clear/{id}
    GET /api/whatsapp/throughput`,
  'queue:write': `
    POST /api/whatsapp/queue/pause
    POST /api/whatsapp/queue/resume
    POST /api/whatsapp/queue/clear
    POST /api/whatsapp/queue/config`,
  'sessions:read': `
    GET /api/whatsapp/capabilities
    GET /api/whatsapp/status
    GET /api/whatsapp/sessions
    GET /api/whatsapp/sessions/{id}
    GET /api/whatsapp/session/presence
    GET /api/whatsapp/session/profile
    GET /api/whatsapp/session/history`,
  'sessions:control': `
    GET /api/whatsapp/session/qr
    POST /api/whatsapp/session/pairing-code
    POST /api/whatsapp/session/start
    POST /api/whatsapp/session/restart
    POST /api/whatsapp/session/stop
    POST /api/whatsapp/session/logout
    POST /api/whatsapp/session/history
    PUT /api/whatsapp/session/presence
    PUT /api/whatsapp/session/profile
    GET /api/whatsapp/session/proxy
    PUT /api/whatsapp/session/proxy
    POST /api/whatsapp/sessions
    PATCH /api/whatsapp/sessions/{id}
    DELETE /api/whatsapp/sessions/{id}`,
  'webhooks:read': `
    GET /api/webhooks
    GET /api/webhooks/{id}
    GET /api/webhooks/{id}/deliveries
    GET /api/webhooks/{id}/deliveries/{event}
    GET /api/sandbox/receivers
    GET /api/sandbox/receivers/{id}`,
  'webhooks:write': `
    POST /api/webhooks
    PATCH /api/webhooks/{id}
    DELETE /api/webhooks/{id}
    POST /api/webhooks/{id}/test
    POST /api/webhooks/{id}/pause
    POST /api/webhooks/{id}/resume
    POST /api/webhooks/{id}/rotate-secret
    POST /api/webhooks/{id}/replay
    POST /api/webhooks/{id}/deliveries/{event}/redeliver`,
  'events:read': `
    GET /api/events
    GET /api/events/live
    GET /api/events/outline
    GET /api/events/summary
    GET /api/streams
    GET /api/compare
    GET /api/history/{stream}
    POST /api/inspector/ticket`,
  'audit:read': `
    GET /api/audit
    POST /api/audit/verify
    GET /api/audit/actions`,
  'users:read': `
    GET /api/users`,
  'keys:read': `
    GET /api/keys
    GET /api/keys/{id}`,
  'metrics:read': `
    GET /metrics`,
  'sandbox:control': `
    GET /api/sandbox/blocked
    POST /api/sandbox/block
    POST /api/sandbox/scan
    POST /api/sandbox/type-code
    POST /api/sandbox/deliver
    POST /api/sandbox/receipt
    POST /api/sandbox/groups
    PATCH /api/sandbox/groups/{id}
    POST /api/sandbox/groups/{id}/participants
    POST /api/sandbox/groups/{id}/write
    POST /api/sandbox/groups/join
    POST /api/sandbox/groups/{id}/requests
    DELETE /api/sandbox/groups/{id}/requests/{number}
    POST /api/sandbox/phones/{number}/rooms/{id}/receipt
    POST /api/sandbox/write
    POST /api/sandbox/write-from-phone
    POST /api/sandbox/read-on-phone
    POST /api/sandbox/write-status
    POST /api/sandbox/publish
    POST /api/sandbox/type
    POST /api/sandbox/appear
    POST /api/sandbox/change-chat
    POST /api/sandbox/calls
    POST /api/sandbox/calls/{callId}/end
    POST /api/sandbox/drop
    POST /api/sandbox/stream-error
    POST /api/sandbox/refuse
    POST /api/sandbox/silence
    POST /api/sandbox/lose-ack
    POST /api/sandbox/ack-error
    POST /api/sandbox/lose-key
    POST /api/sandbox/rate-overlimit
    POST /api/sandbox/media-conn-error
    POST /api/sandbox/media-fault
    POST /api/sandbox/disarm
    POST /api/sandbox/online
    POST /api/sandbox/clear
    POST /api/sandbox/receivers
    PATCH /api/sandbox/receivers/{id}`,
  admin: `
    DELETE /api/whatsapp/messages/{messageId}/content
    DELETE /api/whatsapp/contacts/{contactId}/content
    GET /api/erasures/{id}
    GET /api/admin/settings
    POST /api/admin/backup`,
  'admin people': `
    POST /api/users
    PATCH /api/users/{id}
    DELETE /api/users/{id}
    POST /api/users/{id}/password
    POST /api/keys
    POST /api/keys/{id}/rotate
    DELETE /api/keys/{id}`,
};

/** Which routes no key may call: those of `people`, and logging out. */
const isForPeople = (line: string, words: string): boolean =>
  words.endsWith(' people') || ['POST /api/auth/logout', 'POST /api/auth/password'].includes(line);

const READS = [
  'messages:read',
  'contacts:read',
  'groups:read',
  'media:read',
  'queue:read',
  'sessions:read',
  'webhooks:read',
  'integrations:read',
  'events:read',
  'audit:read',
  'metrics:read',
];
const WRITES = [
  'messages:send',
  'messages:draft',
  'messages:approve',
  'chats:write',
  'contacts:write',
  'groups:write',
  'media:write',
  'queue:write',
  'sessions:control',
  'webhooks:write',
  'integrations:write',
  'sandbox:control',
];
const ADMINISTRATION = ['keys:read', 'users:read', 'admin'];

const ROUTES = Object.entries(TABLE).flatMap(([words, lines]) =>
  lines
    .trim()
    .split('\n')
    .map((line) => ({ line: line.trim(), words, scopes: words.split(' ').filter((word) => word !== 'people') })),
);

/** Every question to it fails, so a request that is admitted ends there. */
const BEHIND: unknown = new Proxy(() => {}, {
  get: (_, name) => (name === 'then' ? undefined : BEHIND),
  apply: () => {
    throw new Error('admitted');
  },
});

const keyWith = (scopes: readonly string[]): Identity => ({
  kind: 'key',
  by: 'key_1',
  name: 'a key',
  ratePerMinute: null,
  scopes: new Set(scopes as readonly Scope[]),
  reach: EVERYTHING,
  expiresAt: Number.MAX_SAFE_INTEGER,
});

const personWith = (role: 'admin' | 'operator' | 'viewer'): Identity => ({
  ...keyWith([...SCOPES_OF_ROLE[role]]),
  kind: 'person',
  role,
  email: 'anna@example.com',
  family: 'f',
});

const callers: Readonly<Record<string, Identity>> = {
  nothing: keyWith([]),
  ...Object.fromEntries(SCOPES.map((scope) => [scope, keyWith([scope])])),
  admin_person: personWith('admin'),
  operator_person: personWith('operator'),
  viewer_person: personWith('viewer'),
};

const accounts = {
  logins: BEHIND,
  users: BEHIND,
  keys: BEHIND,
  identify: async (token: string) =>
    callers[token] ? ok(callers[token]) : refuse('auth.invalid_token', 'No such caller'),
} as unknown as Accounts;
const app = createApp({
  gateway: BEHIND,
  accounts,
  clock: manualClock(),
  entropy: systemEntropy,
  logger: silentLogger,
  sandbox: BEHIND,
  metricsToken: null,
  tickets: BEHIND,
  version: '0',
  installation: BEHIND,
  edge: DEFAULT_EDGE,
} as HttpDeps);

const ask = async (line: string, token: string | null) => {
  const [method = '', path = ''] = line.split(' ');
  const headers: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` };
  const answer = await app.request(path.replaceAll(/\{\w+\}/g, 'x1'), { method, headers });
  const text = await answer.text();
  const said = text.startsWith('{') ? (JSON.parse(text) as Readonly<Record<string, unknown>>) : {};
  if (answer.status === 401) return 'stranger';
  return answer.status === 403 && said['code'] === 'auth.forbidden' ? `no ${String(said['scope'])}` : 'admitted';
};

describe('the table of routes and scopes', () => {
  test('has each route of the served document, and says what the document says', async () => {
    const document = (await (await app.request('/openapi.json')).json()) as {
      paths: Record<string, Record<string, { 'x-scope'?: string[]; security?: unknown[]; responses: object }>>;
    };
    const served = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(
        ([method, { 'x-scope': scope, security }]) =>
          [`${method.toUpperCase()} ${path}`, scope?.join(' ') ?? (security ? 'open' : 'own')] as const,
      ),
    );
    expect(Object.fromEntries(served)).toEqual(
      Object.fromEntries(ROUTES.map(({ line, scopes }) => [line, scopes.join(' ')])),
    );
    expect([...SCOPES].toSorted()).toEqual([...READS, ...WRITES, ...ADMINISTRATION].toSorted());
  });

  test.each(Object.entries(TABLE))('%s', async (words) => {
    for (const { line, scopes } of ROUTES.filter((route) => route.words === words)) {
      const [first = ''] = scopes;
      const isFor = isForPeople(line, words);
      const expected = (held: readonly string[], isKey: boolean) => {
        if (words === 'open') return 'admitted';
        if (words !== 'own' && !scopes.some((scope) => held.includes(scope))) return `no ${first}`;
        return isFor && isKey ? 'no undefined' : 'admitted';
      };
      const told: Record<string, string> = {};
      const wanted: Record<string, string> = {};
      for (const scope of words === 'open' ? SCOPES.slice(0, 1) : SCOPES) {
        told[scope] = await ask(line, scope);
        wanted[scope] = expected([scope], true);
      }
      const roles = { admin: [...READS, ...WRITES, ...ADMINISTRATION], operator: [...READS, ...WRITES], viewer: READS };
      for (const [role, held] of words === 'open' ? [] : Object.entries(roles)) {
        told[role] = await ask(line, `${role}_person`);
        wanted[role] = expected(held, false);
      }
      told['nobody'] = await ask(line, null);
      wanted['nobody'] = words === 'open' ? 'admitted' : 'stranger';
      expect(told, line).toEqual(wanted);
    }
  });

  test('presets', () => {
    expect(PRESETS.admin).toEqual(SCOPES);
    expect([...PRESETS.operator].toSorted()).toEqual([...READS, ...WRITES].toSorted());
    expect([...PRESETS.reader].toSorted()).toEqual(READS.toSorted());
    expect([...PRESETS.agent].toSorted()).toEqual([...READS, 'messages:draft'].toSorted());
    expect(PRESETS.sender).toEqual([
      'messages:send',
      'messages:read',
      'contacts:read',
      'groups:read',
      'media:read',
      'media:write',
      'queue:read',
      'sessions:read',
    ]);
  });
});
