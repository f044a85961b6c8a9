/** The words of a draft, and its member with other words. */
import type { Schema } from '../../api/shape.ts';

type Job = Schema<'Job'>;
type Approval = Schema<'Approval'>;

/** By kind: where its words stand. The words of other kinds cannot be changed here. */
const WORDS = { text: 'body', image: 'caption', video: 'caption', document: 'caption' } as const;
type Worded = keyof typeof WORDS;

const isWorded = (type: Job['type']): type is Worded => type !== null && Object.hasOwn(WORDS, type);

/** Null for a kind without words that can be changed. */
export const wordsOf = (job: Job): string | null => (isWorded(job.type) ? (job.message ?? '') : null);

/** The member as a request has it: a file by its id, and a preview that is made again. */
const asAsked = (member: Readonly<Record<string, unknown>>): Record<string, unknown> => {
  const { media, preview, ...rest } = member;
  return {
    ...rest,
    ...(media ? { media: { id: (media as { id: string }).id } } : {}),
    ...(preview ? { preview: 'auto' } : {}),
  };
};

export const withWords = (job: Job, words: string): Approval => {
  if (!isWorded(job.type)) return {};
  const member = (job[job.type] ?? {}) as Readonly<Record<string, unknown>>;
  return { [job.type]: { ...asAsked(member), [WORDS[job.type]]: words } };
};
