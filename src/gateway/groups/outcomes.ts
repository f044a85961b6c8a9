/** People as a request names them, and what became of each. */
import type { ChatId } from '../../kernel/ids.ts';
import { isManyPeople } from '../../kernel/ids.ts';
import { ok, type Result, refuseFaults } from '../../kernel/result.ts';
import type { InputFault } from '../../kernel/result.ts';
import type { PersonOutcome } from '../../whatsapp/group-acts.ts';
import type { ReadNumber } from '../../whatsapp/port.ts';

export const REASONS = [
  'already_member',
  'blocked',
  'creator',
  'group_full',
  'left_recently',
  'no_answer',
  'not_found',
  'not_on_whatsapp',
  'privacy',
  'refused',
] as const;
export type Reason = (typeof REASONS)[number];

/** What became of one person of a request. */
export interface ParticipantResult {
  /** As the request names the person. */
  readonly participant: string;
  readonly ok: boolean;
  /** WhatsApp's number for what it refused. */
  readonly code?: number;
  readonly reason?: Reason;
  /** Whether a person who could not be added got an invitation instead. */
  readonly inviteSent?: boolean;
}

export interface Participant {
  readonly written: string;
  readonly chatId: ChatId;
}

/** The people of a request. A person who is named twice counts once. */
export const participantsIn = (written: readonly string[], readNumber: ReadNumber): Result<readonly Participant[]> => {
  const faults: InputFault[] = [];
  const people = new Map<ChatId, Participant>();
  for (const [index, each] of written.entries()) {
    const path = `participants.${index}`;
    const chat = readNumber(each);
    if (!chat.ok) faults.push({ path, message: chat.refusal.detail });
    else if (isManyPeople(chat.value)) faults.push({ path, message: 'Expected a person, not a group' });
    else if (!people.has(chat.value)) people.set(chat.value, { written: each, chatId: chat.value });
  }
  return faults.length > 0 ? refuseFaults(faults) : ok([...people.values()]);
};

type Asked = 'add' | 'remove' | 'promote' | 'demote' | 'approve' | 'reject';

/** WhatsApp's numbers for one person. */
const reasonOf = (code: number | null, asked: Asked): Reason => {
  switch (code) {
    case null:
      return 'no_answer';
    case 401:
      return 'blocked';
    case 403:
      return 'privacy';
    case 404:
      return asked === 'add' ? 'not_on_whatsapp' : 'not_found';
    case 406:
      return asked === 'add' ? 'refused' : 'creator';
    case 408:
      return 'left_recently';
    case 409:
      return 'already_member';
    case 419:
      return 'group_full';
    default:
      return 'refused';
  }
};

/** `invited`: those who got an invitation. */
export const resultsOf = (
  people: readonly Participant[],
  outcomes: readonly PersonOutcome[],
  asked: Asked,
  invited: ReadonlySet<ChatId> = new Set(),
): readonly ParticipantResult[] =>
  people.map(({ written }, index) => {
    const outcome = outcomes[index];
    const code = outcome?.code ?? null;
    if (code === 200) return { participant: written, ok: true };
    const reason = reasonOf(code, asked);
    const inviteSent = asked === 'add' && code === 403 ? { inviteSent: invited.has(outcome?.asked ?? '') } : {};
    return { participant: written, ok: false, ...(code === null ? {} : { code }), reason, ...inviteSent };
  });

/** Those for whom it was done, as the group addresses them. */
export const doneIn = (outcomes: readonly PersonOutcome[]) =>
  outcomes.flatMap(({ code, person }) => (code === 200 && person ? [person] : []));
