/**
 * The whole API over the whole inside: real log, actors, accounts and routes; only WhatsApp is scripted, and the clock
 * stands still. Every answer that a test gets is checked against the OpenAPI document.
 */
import type { Hono } from 'hono';
import { type Accounts, openAccounts } from '../../src/access/accounts.ts';
import { sqliteAccounts } from '../../src/storage/sqlite/accounts.ts';
import { createApp } from '../../src/http/app.ts';
import { DEFAULT_EDGE } from '../../src/http/edge/edge.ts';
import type { Env, HttpDeps } from '../../src/http/edge/env.ts';
import { createInstallation } from '../../src/gateway/operation/installation.ts';
import { openApiDocument } from '../../src/http/contract/openapi.ts';
import { SYSTEM } from '../../src/kernel/caller.ts';
import { systemEntropy } from '../../src/kernel/entropy.ts';
import { silentLogger } from '../../src/kernel/logger.ts';
import { type Running, running } from '../support/running.ts';
import { type Agree, agreementWith, type OpenApi } from './agreement.ts';

export const SECRET = new Uint8Array(32).fill(7);
/** A password hash that costs no time. */
const CHEAP = { memoryCost: 8, timeCost: 1 };
export const EMAIL = 'anna@example.com';
export const PASSWORD = 'correct horse';

export interface Ask {
  readonly json?: unknown;
  readonly body?: string | Uint8Array | ReadableStream<Uint8Array>;
  readonly headers?: Record<string, string>;
  /** Null for no token; left out, Anna's. */
  readonly token?: string | null;
}

/** The fields that tests read; the schemas have the rest. */
export interface Body extends Readonly<Record<string, unknown>> {
  readonly items: readonly Body[];
  readonly nextCursor: string | null;
  readonly jobId: string;
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly code: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Empty if there was none. */
  readonly body: Body;
}

export interface Api extends Running {
  readonly app: Hono<Env>;
  readonly accounts: Accounts;
  readonly userId: string;
  readonly token: string;
  readonly refreshToken: string;
  /** `ask('GET /api/auth/me')` */
  ask(line: string, ask?: Ask): Promise<Response>;
  json(line: string, ask?: Ask): Promise<Answer>;
  /** Queues a message over HTTP; returns the job's id. */
  send(message?: Record<string, unknown>): Promise<string>;
  /** Types of the facts that were recorded since the last call. */
  facts(): string[];
}

const agreements = new Map<string, Promise<Agree>>();

/** Generated once for each kind of application: the document depends on nothing else. */
const agreementOf = (app: Api['app'], { sandbox, tickets }: Partial<HttpDeps>): Promise<Agree> => {
  const kind = JSON.stringify([sandbox != null, tickets != null]);
  const known = agreements.get(kind);
  if (known) return known;
  const agree = openApiDocument(app, '0.0.0-test').then((document) => agreementWith(document as unknown as OpenApi));
  agreements.set(kind, agree);
  return agree;
};

export const api = async (change: Partial<HttpDeps> = {}): Promise<Api> => {
  const inside = await running();
  const { db, log, clock, gateway } = inside;
  const accounts = await openAccounts({ store: sqliteAccounts(db), log, secret: SECRET, clock, hashCost: CHEAP });
  const added = await accounts.users.add({ email: EMAIL, password: PASSWORD, role: 'admin' }, SYSTEM);
  const login = await accounts.logins.login({ email: EMAIL, password: PASSWORD }, { address: null, correlation: null });
  if (!added.ok || !login.ok) throw new Error('Anna cannot log in');
  const app = createApp({
    gateway,
    accounts,
    clock,
    entropy: systemEntropy,
    logger: silentLogger,
    sandbox: null,
    metricsToken: null,
    tickets: null,
    version: '0.0.0-test',
    installation: createInstallation({ settings: [], folder: 'no-such-folder' }),
    edge: DEFAULT_EDGE,
    ...change,
  });
  const agree = await agreementOf(app, change);

  const ask: Api['ask'] = async (line, { json, body, headers = {}, token = login.value.accessToken } = {}) => {
    const [method = '', path = ''] = line.split(' ');
    const answer = await app.request(path, {
      method,
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(json === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
      ...(body === undefined ? {} : { body, duplex: 'half' }),
    });
    await agree(method, path, answer);
    return answer;
  };
  const json: Api['json'] = async (line, options) => {
    const answer = await ask(line, options);
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, body: (text === '' ? {} : JSON.parse(text)) as Body };
  };

  let seen = log.head().position;
  return {
    ...inside,
    app,
    accounts,
    userId: added.value.id,
    token: login.value.accessToken,
    refreshToken: login.value.refreshToken,
    ask,
    json,
    async send(message = {}) {
      const sent = await json('POST /api/whatsapp/send-message', {
        json: { number: '6281234567890', message: 'Hello', ...message },
      });
      return sent.body.jobId;
    },
    facts() {
      const types = log.page({ after: seen, limit: 10_000 }).map(({ type }) => type);
      seen = log.head().position;
      return types;
    },
  };
};
