/** What the page knows of streams by their names. */
export const KINDS = ['session', 'job', 'queue', 'media', 'webhook'] as const;
/** Streams that have a machine. */
export type Kind = (typeof KINDS)[number];

/** Null for streams that only record. */
export const kindOf = (stream: string): Kind | null => {
  const [kind] = stream.split('/', 1);
  return KINDS.find((known) => known === kind) ?? null;
};

/** Streams without a machine that record what WhatsApp tells: conversations, people, groups and calls. */
const RECORDS: ReadonlySet<string> = new Set(['chat', 'contact', 'group', 'call', 'content']);

export const isRecord = (stream: string): boolean => RECORDS.has(stream.split('/', 1)[0] ?? '');

/** Ids that grow with time differ early, numbers of people and groups at their end. */
const shortId = (id: string): string => {
  const [name = ''] = id.split('@');
  if (id.length <= 12) return id;
  return name === id && !id.startsWith('ct_') ? `${id.slice(0, 8)}…` : `…${name.slice(-7)}`;
};

/** `job/4f2a91…`, `chat/…4567801`: enough to tell streams apart. */
export const shortStream = (stream: string): string => {
  const [kind = '', ...names] = stream.split('/');
  const id = names.at(-1);
  return id === undefined || id === stream ? stream : `${kind}/${shortId(id)}`;
};
