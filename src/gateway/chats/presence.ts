/** Who is there: what contacts do right now, and whether they see the account as available. */
import type { PresenceTold } from '../../actors/chats/presence.ts';
import type { System } from '../../actors/system.ts';
import type { EventLog } from '../../events/log/log.ts';
import type { Caller } from '../../kernel/caller.ts';
import type { ChatId, SessionId } from '../../kernel/ids.ts';
import { ok, type Result } from '../../kernel/result.ts';
import type { Reads } from '../../projections/reads.ts';
import { sessionIn } from '../sessions/known-session.ts';
import { peopleOf, type Person } from '../../views/person.ts';

/** What a contact does right now. */
export interface PresenceShown extends Omit<PresenceTold, 'person'> {
  readonly from: Person;
}

export interface PresenceFilter {
  readonly session?: SessionId | undefined;
  readonly chatId?: ChatId | undefined;
}

export interface Availability {
  readonly available: boolean;
}

export interface Presence {
  /**
   * Calls the listener with what contacts do, until the returned function is called. For a chat that the filter names,
   * WhatsApp is asked meanwhile. Chats are named as their conversations are.
   */
  follow(filter: PresenceFilter, listener: (shown: PresenceShown) => void): () => void;
  /** Whether people see the account as available while it is connected. */
  availability(session: SessionId): Result<Availability>;
  setAvailability(session: SessionId, available: boolean, caller: Caller): Promise<Result<Availability>>;
}

interface PresencePorts {
  readonly system: System;
  readonly reads: Reads;
  readonly log: Pick<EventLog, 'beside' | 'head'>;
}

export const createPresence = ({ system, reads, log }: PresencePorts): Presence => {
  const known = sessionIn(system);
  const { presences, record } = system.chats;
  const people = peopleOf({ log, reads });

  /** WhatsApp knows each address of a conversation. */
  const watch = ({ session, chatId }: PresenceFilter): (() => void)[] => {
    if (chatId === undefined) return [];
    const sessions = session === undefined ? system.sessions().map(({ id }) => id) : [session];
    return sessions.flatMap((id) =>
      reads.chats.addresses(id, record.place(id, chatId).chatId).map((address) => presences.watch(id, address)),
    );
  };

  return {
    follow(filter, listener) {
      const { session, chatId } = filter;
      const forget = presences.listen((told) => {
        if (session !== undefined && told.session !== session) return;
        const named = record.place(told.session, told.chatId);
        if (chatId !== undefined && named.chatId !== record.place(told.session, chatId).chatId) return;
        const { person, ...news } = told;
        listener({ ...news, chatId: named.chatId, from: people.personWith(told.session, [person]) });
      });
      const unwatch = watch(filter);
      return () => {
        forget();
        for (const end of unwatch) end();
      };
    },
    availability(session) {
      const there = known(session);
      return there.ok ? ok({ available: there.value.session.snapshot().context.available }) : there;
    },
    async setAvailability(session, available, caller) {
      const there = known(session);
      if (!there.ok) return there;
      const told = await there.value.session.tell({ type: 'setPresence', available }, caller);
      return told.ok ? ok({ available }) : told;
    },
  };
};
