/** What a chat looks like after its reactions, edits and deletions: each changes the bubble that it refers to. */
import type { Lasting, Said } from './kinds/shown.ts';

export type Side = 'gateway' | 'contact';

/** A message of a chat. */
export interface Spoken extends Said {
  readonly id: string;
  readonly from: Side;
}

export interface Fold {
  content: Lasting;
  edited: boolean;
  deleted: boolean;
  /** The last emoji of each side. */
  readonly reactions: Map<Side, string>;
}

const edit = (before: Lasting, after: Lasting): Lasting =>
  // The client edits a caption with a text.
  'caption' in before && after.kind === 'text' ? { ...before, caption: after.body } : after;

/**
 * The bubbles of a chat by message id, given its messages from the oldest to the newest. A side can edit and delete its
 * own messages only. What refers to a message that has not come yet changes nothing.
 */
export const folded = (messages: readonly Spoken[]): Map<string, Fold> => {
  const places = new Map(messages.map(({ id }, place) => [id, place]));
  const folds = new Map<string, Fold>();
  for (const { id, content } of messages) {
    if (content.kind === 'reaction' || content.kind === 'edit' || content.kind === 'delete') continue;
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
    } else if (own && content.kind === 'delete') fold.deleted = true;
    else if (own && content.kind === 'edit' && !fold.deleted) {
      fold.content = edit(fold.content, content.content);
      fold.edited = true;
    }
  });
  return folds;
};
