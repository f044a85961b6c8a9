/**
 * An example of every body and answer, for the OpenAPI document.
 *
 * They are in one file, because they tell one story: the same job is sent, looked at, and found in the log. They were
 * recorded from a running Waybill; a test holds each to its schema, and asks for one where a route has none.
 */
import recorded from './examples.json' with { type: 'json' };

interface Media {
  example?: unknown;
  schema?: unknown;
}

type Content = Readonly<Record<string, Media>>;

interface Operation {
  readonly parameters?: readonly { readonly name: string; example?: unknown }[];
  readonly requestBody?: { readonly content?: Content };
  readonly responses?: Readonly<Record<string, { readonly content?: Content }>>;
}

export type Paths = Readonly<Record<string, Readonly<Record<string, Operation>>>>;

/** By `POST /api/whatsapp/send-message`: the body, and the answer of each status. */
const examples = recorded as Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const JOB = recorded['GET /api/whatsapp/jobs/{jobId}'][200].jobId;

/** Examples of parameters that mean the same in every route. */
const PARAMETERS: Readonly<Record<string, unknown>> = {
  jobId: JOB,
  stream: `job/${JOB}`,
  number: '6281234567890',
  chatId: '6281234567890@s.whatsapp.net',
  'Idempotency-Key': 'order-1042-paid',
  'Last-Event-ID': 11,
};

/** Of JSON where there is some, else of text; a picture has none. */
const give = (content: Content | undefined, example: unknown): void => {
  if (!content || example === undefined) return;
  const wanted = typeof example === 'string' ? /^text\// : /json$/;
  const media = Object.keys(content).find((type) => wanted.test(type));
  if (media !== undefined) Object.assign(content[media] as Media, { example });
};

/** Puts the examples where they belong, in the document itself. */
export const addExamples = (paths: Paths): void => {
  for (const [path, operations] of Object.entries(paths)) {
    for (const [method, { parameters = [], requestBody, responses = {} }] of Object.entries(operations)) {
      const known = examples[`${method.toUpperCase()} ${path}`] ?? {};
      give(requestBody?.content, known['body']);
      for (const [status, { content }] of Object.entries(responses)) give(content, known[status]);
      for (const parameter of parameters) {
        const example = PARAMETERS[parameter.name];
        if (example !== undefined) parameter.example = example;
      }
    }
  }
};
