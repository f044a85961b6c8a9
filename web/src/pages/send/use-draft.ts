/** The draft of the page: empty, for a message that is answered, or with what a job said. */
import { useEffect, useState } from 'preact/hooks';
import { get, type Schema } from '../../api/client.ts';
import { saidBy, wordsOf } from '../../kinds/kinds.ts';
import { query } from '../../router.ts';
import { tellProblem } from '../../ui/toast.tsx';
import { chatName } from '../../words/chats.ts';
import { type Draft, EMPTY_DRAFT } from './draft.ts';

const draftOf = (job: Schema<'JobDetail'>): Draft => {
  const { chatId, priority, replyTo, mentions, clientRef, metadata } = job;
  const said = saidBy(job);
  const content = said === null ? {} : { kind: said.kind, values: wordsOf(said.kind).valuesOf(said.member) };
  return {
    ...EMPTY_DRAFT,
    number: chatName(chatId),
    priority,
    replyTo: replyTo ?? '',
    mentions: mentions === 'all' ? mentions : mentions.map(chatName).join(', '),
    clientRef: clientRef ?? '',
    metadata: Object.entries(metadata ?? {})
      .map((pair) => pair.join(': '))
      .join('\n'),
    ...content,
  };
};

/** `?from=JOB` copies a job that cannot be retried; `?to=NUMBER&replyTo=MESSAGE` answers a message. */
export const useDraft = () => {
  const from = query.value.get('from');
  const [draft, setDraft] = useState<Draft>(() => ({
    ...EMPTY_DRAFT,
    number: query.value.get('to') ?? '',
    replyTo: query.value.get('replyTo') ?? '',
  }));
  useEffect(() => {
    if (from === null) return undefined;
    const stop = new AbortController();
    const copy = async (): Promise<void> => {
      setDraft(draftOf(await get('/api/whatsapp/jobs/{jobId}', { params: { jobId: from }, signal: stop.signal })));
    };
    void copy().catch((thrown: unknown) => stop.signal.aborted || tellProblem(thrown));
    return () => stop.abort();
  }, [from]);
  return [draft, setDraft] as const;
};
