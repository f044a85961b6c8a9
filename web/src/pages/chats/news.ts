/** What facts mean for the messages that a conversation shows. */
import type { Schema } from '../../api/shape.ts';
import type { Message } from '../../kinds/message.ts';

type Fact = Schema<'Fact'>;

/** What has to be fetched again. */
export interface News {
  /** Messages came after the newest one. */
  tail: boolean;
  /** Messages came in between, or changed in a way that the facts do not tell. */
  all: boolean;
  /** Ids of messages that changed. */
  readonly changed: Set<string>;
}

export const noNews = (): News => ({ tail: false, all: false, changed: new Set() });

export const isNews = ({ tail, all, changed }: News): boolean => tail || all || changed.size > 0;

const RECEIPTS: ReadonlySet<string> = new Set(['job.delivered', 'job.read', 'job.played']);

const streamId = ({ stream }: Fact): string => stream.slice(stream.lastIndexOf('/') + 1);

/** Notes what a fact of this chat means. */
const noteOwn = (news: News, fact: Fact, shown: readonly Message[]): void => {
  if (fact.type === 'message.received') {
    if (fact.data.source === 'history') news.all = true;
    else news.tail = true;
  } else if (fact.type === 'job.completed') {
    // Its message joins the chat, or it changes another one.
    news.tail = true;
    if (!shown.some(({ jobId }) => jobId === streamId(fact))) news.all = true;
  } else if (RECEIPTS.has(fact.type)) {
    const own = shown.find(({ jobId }) => jobId === streamId(fact));
    if (own) news.changed.add(own.messageId);
  } else if ('messageId' in fact.data && fact.type !== 'poll.voted') {
    news.changed.add(fact.data.messageId);
  }
};

/** `addresses` are those of the conversation. */
export const note = (news: News, fact: Fact, addresses: readonly string[], shown: readonly Message[]): void => {
  // It also takes away what answers quote of it.
  if (fact.type === 'content.erased') news.all = true;
  else if (fact.type.startsWith('media.')) {
    // The name of the stream has the id without its beginning.
    const id = `med_${streamId(fact)}`;
    const own = shown.find(({ media }) => media?.id === id);
    if (own) news.changed.add(own.messageId);
  } else if (fact.chatId !== null && addresses.includes(fact.chatId)) {
    noteOwn(news, fact, shown);
  }
};
