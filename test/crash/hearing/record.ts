/** The facts of chats, read from the file itself: also while no gateway runs on it. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import * as v from 'valibot';
import { ChatFact } from '../../../src/events/facts/chat.ts';
import { readContent } from '../../../src/messages/content.ts';

export interface OnRecord {
  readonly chatId: string;
  readonly fact: Exclude<ChatFact, { type: 'chat.read' }>;
  /** The text, caption or emoji that stands beside the fact; null if there is none. */
  readonly words: string | null;
}

const STREAMS = 'chat/default/';

interface Row {
  readonly name: string;
  readonly type: string;
  readonly data: string;
  readonly kind: string | null;
  readonly body: string | null;
}

const wordsOf = ({ kind, body }: Row): string | null => {
  const content = kind === null || body === null ? null : readContent(kind, body);
  if (content?.kind === 'reaction') return content.emoji;
  if (content?.kind === 'document') return content.caption ?? null;
  return content?.kind === 'text' ? content.body : null;
};

/** The facts of the chats of the default session, in their order. */
export const onRecord = (data: string): readonly OnRecord[] => {
  const db = new Database(join(data, 'waybill.db'), { readonly: true });
  try {
    const rows = db
      .prepare<[], Row>(
        `select name, type, data, kind, body
         from events join streams on streams.id = events.stream
           left join contents on contents.position = events.position and kind in ('text', 'document', 'reaction')
         where name >= '${STREAMS}' and name < 'chat/default0' order by events.position`,
      )
      .all();
    return rows.flatMap((row) => {
      const fact = v.parse(ChatFact, { type: row.type, ...(JSON.parse(row.data) as object) });
      return fact.type === 'chat.read' ? [] : [{ chatId: row.name.slice(STREAMS.length), fact, words: wordsOf(row) }];
    });
  } finally {
    db.close();
  }
};
