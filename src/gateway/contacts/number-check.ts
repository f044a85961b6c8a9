/** Asks WhatsApp which numbers it knows, sparingly: an account that asks for many numbers may be restricted. */
import type { System } from '../../actors/system.ts';
import type { Clock, Millis } from '../../kernel/clock.ts';
import { type ChatId, phoneNumberOf, type SessionId } from '../../kernel/ids.ts';
import { type InputFault, ok, type Result, refuseFaults } from '../../kernel/result.ts';
import { type Link, type ReadNumber, type Registration } from '../../whatsapp/port.ts';
import { linkOf, ofBoundedQuestions, whatWhatsAppSays } from '../sessions/asking.ts';
import type { Budget } from '../sessions/budget.ts';

export interface CheckedNumber {
  /** With `+` and country code. */
  readonly number: string;
  /** The address that WhatsApp answered, which may have another number; null if it does not know the number. */
  readonly chatId: ChatId | null;
  readonly checkedAt: Millis;
}

export interface NumberChecks {
  /** In the order of the numbers. All are refused if one cannot be read. */
  check(session: SessionId, numbers: readonly string[]): Promise<Result<readonly CheckedNumber[]>>;
}

interface NumberChecksPorts {
  readonly system: System;
  readonly clock: Pick<Clock, 'now'>;
  readonly readNumber: ReadNumber;
  readonly budget: Budget;
}

/** So many numbers count as one question. */
const NUMBERS_PER_QUESTION = 10;

export const createNumberChecks = ({ system, clock, readNumber, budget }: NumberChecksPorts): NumberChecks => {
  const read = (session: SessionId, numbers: readonly string[]): Result<readonly ChatId[]> => {
    const faults: InputFault[] = [];
    const chats = numbers.map((number, at) => {
      const chat = readNumber(number, session);
      const isNumber = chat.ok && phoneNumberOf(chat.value) !== null;
      const message = chat.ok ? 'Expected a phone number' : chat.refusal.detail;
      if (!isNumber) faults.push({ path: `numbers.${at}`, message });
      return chat.ok ? chat.value : '';
    });
    return faults.length > 0 ? refuseFaults(faults) : ok(chats);
  };

  /** Numbers with two addresses are known from then on. */
  const learn = async (session: SessionId, asked: readonly ChatId[], answers: readonly Registration[]) => {
    const learned = answers.flatMap((answer, at) => {
      const address = asked[at] ?? '';
      if (!answer.registered || answer.chatId === address) return [];
      return system.contacts.learn(session, { addresses: [address, answer.chatId] }) ?? [];
    });
    await Promise.all(learned.map(({ written }) => written));
  };

  const ask = async (link: Link, session: SessionId, chats: readonly ChatId[]): Promise<Result<CheckedNumber[]>> => {
    const asked = [...new Set(chats)];
    const answers = await link.checkAll(asked);
    await learn(session, asked, answers);
    const checkedAt = clock.now();
    return ok(
      chats.map((chat) => {
        const answer = answers[asked.indexOf(chat)];
        const chatId = answer?.registered ? answer.chatId : null;
        return { number: phoneNumberOf(chat) ?? chat, chatId, checkedAt };
      }),
    );
  };

  return {
    async check(session, numbers) {
      const chats = read(session, numbers);
      if (!chats.ok) return chats;
      const link = linkOf(system, session);
      if (!link.ok) return link;
      const spent = budget(session, Math.ceil(new Set(chats.value).size / NUMBERS_PER_QUESTION));
      if (!spent.ok) return spent;
      return whatWhatsAppSays(() => ask(link.value, session, chats.value), ofBoundedQuestions);
    },
  };
};
