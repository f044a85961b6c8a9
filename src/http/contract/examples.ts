/**
 * An example of every body and answer, for the OpenAPI document.
 *
 * They share one file, because they tell one story: the same job is sent, read, and found in the log. They were
 * recorded from a running Waybill. A test checks each example against its schema, and reports routes without one.
 */
import recorded from './examples.json' with { type: 'json' };

interface Media {
  example?: unknown;
  examples?: Readonly<Record<string, { readonly value: unknown }>>;
  schema?: unknown;
}

type Content = Readonly<Record<string, Media>>;

interface Operation {
  readonly parameters?: readonly { readonly name: string; example?: unknown }[];
  readonly requestBody?: { readonly content?: Content };
  readonly responses?: Readonly<Record<string, { readonly content?: Content }>>;
}

export type Paths = Readonly<Record<string, Readonly<Record<string, Operation>>>>;

interface Known extends Readonly<Record<string, unknown>> {
  readonly bodies?: Readonly<Record<string, unknown>>;
}

/**
 * The examples by route, such as `POST /api/whatsapp/send-message`: the body, or several `bodies` with a name each, and
 * an answer for each status.
 */
const examples = recorded as Readonly<Record<string, Known>>;

const JOB = recorded['GET /api/whatsapp/jobs/{jobId}'][200].jobId;

/** Examples for parameters with the same meaning in every route. */
const PARAMETERS: Readonly<Record<string, unknown>> = {
  jobId: JOB,
  stream: `job/${JOB}`,
  number: '6281234567890',
  chatId: '6281234567890@s.whatsapp.net',
  'Idempotency-Key': 'order-1042-paid',
  'Last-Event-ID': 11,
};

/** Adds an example to the JSON of an answer, or to its text. A picture has no example. */
const give = (content: Content | undefined, example: unknown): void => {
  if (!content || example === undefined) return;
  const wanted = typeof example === 'string' ? /^text\// : /json$/;
  const media = Object.keys(content).find((type) => wanted.test(type));
  if (media !== undefined) Object.assign(content[media] as Media, { example });
};

/** Adds several examples to a JSON body. */
const giveEach = (content: Content | undefined, values: Readonly<Record<string, unknown>>): void => {
  const media = content?.['application/json'];
  if (!media) return;
  media.examples = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]));
};

/** Adds the examples to the document, in place. */
export const addExamples = (paths: Paths): void => {
  for (const [path, operations] of Object.entries(paths)) {
    for (const [method, { parameters = [], requestBody, responses = {} }] of Object.entries(operations)) {
      const known: Known = examples[`${method.toUpperCase()} ${path}`] ?? {};
      give(requestBody?.content, known['body']);
      if (known.bodies) giveEach(requestBody?.content, known.bodies);
      for (const [status, { content }] of Object.entries(responses)) give(content, known[status]);
      for (const parameter of parameters) {
        const example = PARAMETERS[parameter.name];
        if (example !== undefined) parameter.example = example;
      }
    }
  }
};
