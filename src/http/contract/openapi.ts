/** The OpenAPI document, generated from the schemas of the routes. */
import { Hono } from 'hono';
import { generateSpecs } from 'hono-openapi';
import * as v from 'valibot';
import { describe, type Tag } from './describe.ts';
import type { Env } from '../edge/env.ts';
import { addExamples, type Paths } from './examples.ts';
import { PROBLEM_DETAILS } from './problem-examples.ts';
import { type ProblemCode, PROBLEMS } from './problem.ts';
import { describedWebhooks } from './webhooks.ts';

const TAGS: Readonly<Record<Tag, string>> = {
  Authentication: 'Access tokens live for 15 minutes; a refresh token buys the next pair, once.',
  People:
    'The users of the API. An `admin` may do everything, an `operator` everything except managing users and backups, and a `viewer` may only read.',
  Keys: 'API keys of programs: each with its scopes, and bounded to sessions, chats, addresses and a rate.',
  Sending: 'Queues a message.',
  Media: 'Files for messages: uploaded once, kept on disk, sent as often as they are named.',
  Chats: 'Conversations and their messages, both ways, as they are on record.',
  Contacts: 'People, whatever WhatsApp calls them: one contact for number, hidden id and username.',
  Groups: 'Groups of the account, as they are on record.',
  Jobs: 'A job is one outgoing message, from the moment it is accepted.',
  Queue: 'Each session has a queue of its own.',
  Session: 'A session is one linked WhatsApp account.',
  Webhooks: 'Endpoints that are told what happens: signed, in order within each chat, and at least once.',
  Log: 'Everything that happened, in order, and provably unchanged.',
  Operation: 'For monitoring the process.',
  Sandbox: 'The embedded WhatsApp that needs no phone.',
};

const DESCRIPTION = `A self-hosted WhatsApp gateway: no accepted message is lost, none is delivered twice, and every stop is on record.

JSON in and out, times in ISO 8601 UTC, ids opaque. Errors are RFC 9457 problem documents with a stable \`code\`. Every answer
carries \`X-Request-Id\`: the caller's own when it has 1 to 128 of \`A-Z a-z 0-9 . _ -\`. A route that names no session means
\`default\`. A 2xx answer to a command means that its facts are on disk.`;

/** A list of all problem types. RFC 9457 recommends that clients can look them up. */
const problemList = (Object.keys(PROBLEMS) as ProblemCode[]).map((code) => {
  const [status, title] = PROBLEMS[code];
  return { code, status, title, detail: PROBLEM_DETAILS[code] };
});

/** `server` is the public address if it is known, otherwise the base path. */
export const openApiDocument = async (
  app: Hono<Env>,
  version: string,
  server = '/',
): Promise<Record<string, unknown>> => {
  const specs = await generateSpecs(app, {
    documentation: {
      info: {
        title: 'Waybill',
        version,
        description: DESCRIPTION,
        license: { name: 'GPL-3.0-or-later', identifier: 'GPL-3.0-or-later' },
      },
      servers: [{ url: server }],
      security: [{ bearer: [] }],
      components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
    },
    excludeStaticFile: false,
    defaultValidationErrorResponse: false,
  });
  addExamples(specs.paths as Paths);
  const operations = Object.values(specs.paths).flatMap((path) => Object.values(path)) as { tags?: string[] }[];
  const used = new Set(operations.flatMap((operation) => operation.tags ?? []));
  const tags = Object.entries(TAGS)
    .filter(([name]) => used.has(name))
    .map(([name, description]) => ({ name, description }));
  const { webhooks, schemas } = await describedWebhooks();
  const components = { ...specs.components, schemas: { ...schemas, ...specs.components?.schemas } };
  return { ...specs, openapi: '3.1.0', tags, components, webhooks, 'x-problems': problemList };
};

/** Generated once, at the first request. */
export const openApiRoutes = (app: Hono<Env>, version: string, server = '/') => {
  let document: Promise<Record<string, unknown>> | null = null;
  return new Hono<Env>().get(
    '/openapi.json',
    describe({
      tag: 'Operation',
      scope: 'open',
      summary: 'This document',
      answers: { 200: { description: 'OpenAPI 3.1.', content: v.record(v.string(), v.unknown()) } },
    }),
    async (c) => {
      document ??= openApiDocument(app, version, server);
      return c.json(await document);
    },
  );
};
