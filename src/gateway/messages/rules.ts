/** What cannot be said, though each part of it is well formed. */
import { type ChatId, STATUS_CHAT } from '../../kernel/ids.ts';
import { type InputFault, ok, type Result, refuseFaults, refuseField } from '../../kernel/result.ts';
import type { ContentKind } from '../../messages/content.ts';
import type { Member, MessageRequest } from './request.ts';

const LOOK = ['background', 'font'] as const;

/** Background and font belong to a status; a phone shows them nowhere else. */
export const looksLikeStatus = ({ type, member }: MessageRequest, chatId: ChatId): Result<void> => {
  if (type !== 'text' || chatId === STATUS_CHAT) return ok(undefined);
  const given = LOOK.filter((name) => (member as Member)[name] !== undefined);
  const message = `Only a status has one: leave it out, or send to ${STATUS_CHAT}`;
  return given.length === 0 ? ok(undefined) : refuseFaults(given.map((name) => ({ path: `text.${name}`, message })));
};

/** What stands in for these kinds is the message that they change. */
const CHANGES: readonly (ContentKind | null)[] = ['reaction', 'edit', 'delete'];

/** What a change of another message cannot carry, by its kind. */
const CANNOT_CARRY: Readonly<Partial<Record<ContentKind, readonly ('replyTo' | 'mentions' | 'forwarded')[]>>> = {
  reaction: ['replyTo', 'mentions', 'forwarded'],
  edit: ['replyTo', 'forwarded'],
  delete: ['replyTo', 'mentions', 'forwarded'],
};

const SAID = { replyTo: 'quotes no message', mentions: 'mentions nobody', forwarded: 'is not marked as forwarded' };

/** A reaction, an edit and a deletion name one message, and say nothing of their own beside it. */
export const carriesNothing = (request: MessageRequest): Result<void> => {
  const { type, replyTo, mentions, forwarded } = request;
  const given = { replyTo: replyTo !== null, mentions: mentions.length > 0, forwarded };
  const faults: InputFault[] = (CANNOT_CARRY[type] ?? [])
    .filter((name) => given[name])
    .map((name) => ({ path: name, message: `A message of the kind ${type} ${SAID[name]}: leave it out` }));
  return faults.length === 0 ? ok(undefined) : refuseFaults(faults);
};

/** A message that is there. `path` is where the request names it. */
export const isThere = (deleted: boolean, path: string): Result<void> =>
  deleted ? refuseField('message.deleted', path, 'This message was deleted, or is about to be.') : ok(undefined);

/** A message of a kind that phones show by itself. `path` is where the request names it. */
export const standsAlone = (kind: ContentKind | null, path: string): Result<void> => {
  if (!CHANGES.includes(kind)) return ok(undefined);
  const message = `This id is of a message of the kind ${kind}, which phones do not show by itself: name the message that it changes`;
  return {
    ok: false,
    refusal: { code: 'message.unsupported_type', detail: `${message}.`, faults: [{ path, message }] },
  };
};
