/** The people that a message names: those it mentions, and the audience of a status. */
import { type ChatId, isManyPeople, isGroupChat, type SessionId, STATUS_CHAT } from '../../kernel/ids.ts';
import { ok, type Result, refuseField, refuseInput } from '../../kernel/result.ts';
import type { ContentKind } from '../../messages/content.ts';
import type { Reads } from '../../projections/reads.ts';
import type { ReadNumber } from '../../whatsapp/port.ts';
import type { Surroundings } from './acceptance.ts';
import type { MessageRequest } from './request.ts';

export interface People {
  /** The people mentioned. `"all"` is for groups only. */
  mentioned(request: MessageRequest, chatId: ChatId): Result<Pick<Surroundings, 'mentions' | 'mentionsAll'>>;
  /** Who may see a status. `before` is the audience of the status that the message takes back. */
  audience(
    request: MessageRequest,
    chatId: ChatId,
    before: readonly ChatId[] | null,
  ): Result<Pick<Surroundings, 'audience'>>;
}

const CONTACTS_MAX = 5_000;

/** What phones show as a status; a deletion takes one back. */
const STATUS_KINDS: readonly ContentKind[] = ['text', 'image', 'video', 'audio', 'voice', 'forward', 'delete'];

/** Recipients that are spelled like no number. */
export const statusIn = (to: string): ChatId | null => (to.trim() === STATUS_CHAT ? STATUS_CHAT : null);

export const peopleOver = ({ jobs }: Pick<Reads, 'jobs'>, readNumber: ReadNumber): People => {
  const personIn = (written: string, path: string, session: SessionId): Result<ChatId> => {
    if (statusIn(written) !== null) return refuseInput(path, 'Expected a person, not the status');
    const chat = readNumber(written, session);
    if (!chat.ok) return refuseInput(path, chat.refusal.detail);
    return isManyPeople(chat.value) ? refuseInput(path, 'Expected a person, not a group') : chat;
  };

  const peopleIn = (written: readonly string[], path: string, session: SessionId): Result<ChatId[]> => {
    const people = new Set<ChatId>();
    for (const [index, person] of written.entries()) {
      const chat = personIn(person, `${path}.${index}`, session);
      if (!chat.ok) return chat;
      people.add(chat.value);
    }
    return ok([...people]);
  };

  const contacts = (session: SessionId): Result<ChatId[]> => {
    const people = jobs.acknowledgedPeople(session, CONTACTS_MAX + 1);
    if (people.length > CONTACTS_MAX)
      return refuseInput('audience', `There are more than ${CONTACTS_MAX} contacts; name the people`);
    return people.length > 0
      ? ok([...people])
      : refuseInput(
          'audience',
          'This session has no contacts: they are the people with a message on record that WhatsApp acknowledged. Name the people',
        );
  };

  return {
    mentioned({ mentions, session }, chatId) {
      if (mentions === 'all' || mentions.includes('all'))
        return isGroupChat(chatId)
          ? ok({ mentionsAll: true })
          : refuseInput('mentions', '"all" mentions everybody in a group, and this is none');
      const people = peopleIn(mentions, 'mentions', session);
      if (!people.ok) return people;
      return ok(people.value.length > 0 ? { mentions: people.value } : {});
    },
    audience({ audience = null, session, type }, chatId, before) {
      if (chatId !== STATUS_CHAT)
        return audience === null ? ok({}) : refuseInput('audience', `Only a message to ${STATUS_CHAT} has an audience`);
      if (!STATUS_KINDS.includes(type))
        return refuseField(
          'message.unsupported_type',
          'type',
          `A status is one of ${STATUS_KINDS.filter((kind) => kind !== 'delete').join(', ')}, or is taken back by delete`,
        );
      if (audience === null && before !== null) return ok({ audience: [...before] });
      if (audience === null)
        return refuseInput('audience', 'A status needs an audience: "contacts", or a list of people');
      const people = audience === 'contacts' ? contacts(session) : peopleIn(audience, 'audience', session);
      if (!people.ok) return people;
      return people.value.length > 0
        ? ok({ audience: people.value })
        : refuseInput('audience', 'Expected at least one person');
    },
  };
};
