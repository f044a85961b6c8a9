import { createConfig, lintFromString } from '@redocly/openapi-core';
import { beforeAll, describe, expect, test } from 'vitest';
import type { SandboxControl } from '../../src/sandbox/control.ts';
import { catalogue } from '../../src/events/facts/catalogue.ts';
import { CONTENT_KINDS } from '../../src/messages/content.ts';
import examples from '../../src/http/contract/examples.json' with { type: 'json' };
import { EVENT_TYPES } from '../../src/webhooks/events/event-types.ts';
import { PROBLEMS } from '../../src/http/contract/problem.ts';
import { api } from '../http/api.ts';
import { validatorsOf } from '../http/validators.ts';

interface Media {
  readonly schema?: object;
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>;
}

interface Operation {
  readonly requestBody?: { readonly content: Readonly<Record<string, Media>> };
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, Media>> }>>;
}

interface Document {
  readonly components: {
    readonly schemas: {
      readonly Fact: { readonly anyOf: readonly { readonly $ref: string }[] };
      readonly Message: { readonly oneOf: readonly { readonly $ref: string }[] };
    };
  };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly webhooks: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

/** The place of an example: `POST /api/auth/login body application/json`. */
interface Place {
  readonly where: string;
  readonly steps: readonly string[];
  readonly media: Media;
}

let document: Document;

/** An application with every optional route. */
beforeAll(async () => {
  const anna = await api({ sandbox: {} as SandboxControl, tickets: { issue: () => never(), redeem: () => null } });
  document = (await (await anna.app.request('/openapi.json')).json()) as Document;
});

const never = (): never => {
  throw new Error('nobody asks');
};

const placesIn = ({ paths, webhooks }: Document): Place[] => [
  ...placesBelow('paths', paths),
  ...placesBelow('webhooks', webhooks),
];

const placesBelow = (root: 'paths' | 'webhooks', paths: Document['paths']): Place[] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, { requestBody, responses }]) => {
      const at = (steps: readonly string[], content: Readonly<Record<string, Media>> = {}): Place[] =>
        Object.entries(content).map(([type, media]) => ({
          where: [method.toUpperCase(), path, steps.at(-1), type].join(' '),
          steps: [root, path, method, ...steps, 'content', type],
          media,
        }));
      return [
        ...at(['requestBody'], requestBody?.content),
        ...Object.entries(responses).flatMap(([status, { content }]) => at(['responses', status], content)),
      ];
    }),
  );

const valuesOf = ({ example, examples }: Media): unknown[] =>
  examples ? Object.values(examples).map(({ value }) => value) : example === undefined ? [] : [example];

/** Redocly validates an example again wherever it stands: most answers of most routes are the same problems. */
const withEachExampleOnce = (document: Document): Document => {
  const copy = structuredClone(document);
  const seen = new Set<string>();
  for (const { media } of placesIn(copy)) {
    const text = JSON.stringify(media);
    if (seen.has(text)) for (const name of ['example', 'examples']) Reflect.deleteProperty(media, name);
    seen.add(text);
  }
  return copy;
};

describe('the OpenAPI document', () => {
  test('has an example for every body and every answer in JSON; those of the routes are in src/http/contract/examples.json', () => {
    const json = placesIn(document).filter(({ where }) => where.endsWith('json'));
    expect(json.length).toBeGreaterThan(150);
    expect(json.filter(({ media }) => valuesOf(media).length === 0).map(({ where }) => where)).toEqual([]);
  });

  test('has examples that its schemas accept, wherever they are', () => {
    const validators = validatorsOf(document);
    const wrong = placesIn(document)
      .filter(({ where }) => where.endsWith('json'))
      .flatMap(({ where, steps, media }) => {
        const validate = validators(...steps, 'schema');
        if (!validate) return [`${where} has no schema`];
        return valuesOf(media).flatMap((value) =>
          validate(value) ? [] : [`${where}: ${JSON.stringify(validate.errors)}`],
        );
      });
    expect(wrong).toEqual([]);
  });

  test('shows each problem that a route can answer with, as the server would say it', () => {
    const problems = placesIn(document).filter(({ where }) => where.endsWith('problem+json'));
    const values = problems.flatMap(({ media }) => valuesOf(media)) as {
      code: keyof typeof PROBLEMS;
      detail: string;
    }[];
    expect(values.length).toBeGreaterThan(100);
    for (const { code, detail } of values) {
      expect(PROBLEMS[code]).toBeDefined();
      expect(detail.length).toBeGreaterThan(10);
    }
  });

  test('shows what is not JSON too: events, figures', () => {
    const text = placesIn(document).filter(({ where }) => /(GET).*(event-stream|text\/plain)$/.test(where));
    expect(text.length).toBeGreaterThan(1);
    for (const { where, media } of text) expect([where, typeof media.example]).toEqual([where, 'string']);
  });

  test('describes each type of fact', () => {
    const described = document.components.schemas.Fact.anyOf.map(({ $ref }) => $ref.split('/').at(-1) ?? '');
    const names = [...catalogue.keys()].map((type) =>
      type.replaceAll(/(?:^|[._])(.)/g, (_, first: string) => first.toUpperCase()),
    );
    expect(described.toSorted()).toEqual(names.map((name) => `${name}Fact`).toSorted());
  });

  test('describes a message as one of named kinds, each with an example of its body', () => {
    const { oneOf } = document.components.schemas.Message;
    expect(oneOf).toHaveLength(CONTENT_KINDS.length);
    const { examples = {} } =
      document.paths['/api/whatsapp/messages']?.['post']?.requestBody?.content['application/json'] ?? {};
    const types = Object.values(examples).map(({ value }) => (value as { type: string }).type);
    expect([...new Set(types)].toSorted()).toEqual(CONTENT_KINDS.toSorted());
  });

  test('describes each type of event as a webhook, with a body of that type', () => {
    expect(Object.keys(document.webhooks)).toEqual([...EVENT_TYPES]);
    const bodies = Object.values(document.webhooks).map(({ post }) => post?.requestBody?.content['application/json']);
    expect(bodies.map((body) => (body?.example as { type?: string } | undefined)?.type)).toEqual([...EVENT_TYPES]);
  });

  test('has no example of a route that is gone', () => {
    const routes = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(Object.keys(examples).filter((route) => !routes.includes(route))).toEqual([]);
  });

  test("passes Redocly's recommended rules", async () => {
    const config = await createConfig({ extends: ['recommended'] });
    const source = JSON.stringify(withEachExampleOnce(document));
    const problems = await lintFromString({ source, config, absoluteRef: 'openapi.json' });
    const told = problems.map(({ severity, ruleId, location }) => [severity, ruleId, location[0]?.pointer]);
    // No group is called `invites`. Two routes have no invalid input, and need no token.
    expect(told).toEqual([
      ...['invites~1{code}', '{id}~1invite'].map((path) => [
        'warn',
        'no-ambiguous-paths',
        `#/paths/~1api~1whatsapp~1groups~1${path}`,
      ]),
      ...['healthz', 'openapi.json'].map((path) => [
        'warn',
        'operation-4xx-response',
        `#/paths/~1${path}/get/responses`,
      ]),
    ]);
  });
});
