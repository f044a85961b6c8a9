/** What a chat looks like after its reactions, edits and deletions: each changes the bubble that it refers to. */
import { changes, type Lasting, type Said } from './kinds/shown.ts';

export type Side = 'gateway' | 'contact';

/** A message of a chat. */
export interface Spoken<Author = Side> extends Said {
  readonly id: string;
  readonly from: Author;
}

export interface Fold<Author = Side> {
  content: Lasting;
  edited: boolean;
  deleted: boolean;
  /** The last emoji of each author. */
  readonly reactions: Map<Author, string>;
}

const edit = (before: Lasting, after: Lasting): Lasting =>
  // The client edits a caption with a text.
  'caption' in before && after.kind === 'text' ? { ...before, caption: after.body } : after;

/**
 * The bubbles of a chat by message id, given its messages from the oldest to the newest. An author can edit and delete
 * its own messages only, unless it may delete those of others. What refers to a message that has not come yet changes
 * nothing.
 */
export const folded = <Author>(
  messages: readonly Spoken<Author>[],
  deletesForOthers: (author: Author) => boolean = () => false,
): Map<string, Fold<Author>> => {
  const places = new Map(messages.map(({ id }, place) => [id, place]));
  const folds = new Map<string, Fold<Author>>();
  for (const { id, content } of messages) {
    if (changes(content)) continue;
    folds.set(id, { content, edited: false, deleted: false, reactions: new Map() });
  }

  messages.forEach(({ from, content }, place) => {
    if (content.kind !== 'reaction' && content.kind !== 'edit' && content.kind !== 'delete') return;
    const id = content.kind === 'reaction' ? content.to : content.of;
    const target = places.get(id);
    const fold = folds.get(id);
    if (target === undefined || !fold) return;
    const own = messages[target]?.from === from;
    // Messages of the two sides have no order between them within a millisecond, so only their own order counts.
    if (own && target > place) return;
    if (content.kind === 'reaction') {
      if (content.emoji === '') fold.reactions.delete(from);
      else fold.reactions.set(from, content.emoji);
    } else if (content.kind === 'delete') fold.deleted ||= own || deletesForOthers(from);
    else if (own && content.kind === 'edit' && !fold.deleted) {
      fold.content = edit(fold.content, content.content);
      fold.edited = true;
    }
  });
  return folds;
};
