/** The events that Waybill sends to endpoints, as the member `webhooks` of the OpenAPI document. */
import { Hono } from 'hono';
import { describeRoute, generateSpecs, resolver } from 'hono-openapi';
import { EVENT_SHAPES } from '../routes/webhook-event-shape.ts';
import recorded from './webhook-examples.json' with { type: 'json' };

interface Described {
  readonly webhooks: Readonly<Record<string, unknown>>;
  readonly schemas: Readonly<Record<string, unknown>>;
}

interface Spec {
  readonly paths: Readonly<Record<string, { readonly post: { readonly responses: Answers } }>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, unknown>> };
}
type Answers = Readonly<Record<string, { readonly content: { readonly 'application/json': { schema: unknown } } }>>;

const examples: Readonly<Record<string, unknown>> = recorded;

const SIGNED = ['webhook-id', 'webhook-timestamp', 'webhook-signature'];

const headers = SIGNED.map((name) => ({
  name,
  in: 'header',
  required: true,
  description: 'Of the Standard Webhooks scheme.',
  schema: { type: 'string' },
}));

/** The generator reads schemas of answers, so each body is described as the answer of a route of its own. */
const described = async (): Promise<Spec> => {
  const app = new Hono();
  for (const [type, shape] of EVENT_SHAPES) {
    const content = { 'application/json': { schema: resolver(shape) } };
    app.post(`/${type}`, describeRoute({ responses: { 200: { description: type, content } } }), (c) => c.body(null));
  }
  return (await generateSpecs(app, { excludeStaticFile: false })) as unknown as Spec;
};

const operation = (type: string, schema: unknown) => ({
  post: {
    operationId: `webhook_${type.replaceAll('.', '_')}`,
    summary: type,
    parameters: headers,
    requestBody: { required: true, content: { 'application/json': { schema, example: examples[type] } } },
    responses: { '2XX': { description: 'The endpoint has it. Any other answer, and none within 15 s, means again.' } },
    security: [],
  },
});

export const describedWebhooks = async (): Promise<Described> => {
  const { paths, components } = await described();
  const webhooks = Object.entries(paths).map(([path, { post }]) => {
    const type = path.slice(1);
    return [type, operation(type, post.responses['200']?.content['application/json'].schema)];
  });
  return { webhooks: Object.fromEntries(webhooks), schemas: components?.schemas ?? {} };
};
