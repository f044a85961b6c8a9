/**
 * Asks WhatsApp which numbers it knows.
 *
 * `onWhatsApp` of Baileys leaves out the numbers that are not there, and does not say which number an answer is for. One
 * number needs neither. A list is asked for here: WhatsApp repeats each number beside its answer (whatsmeow `user.go`,
 * `IsOnWhatsApp`), because the address may differ from it, as in Brazil.
 */
import { type BinaryNode, getBinaryNodeChild, getBinaryNodeChildren, type WASocket } from 'baileys';
import * as v from 'valibot';
import { ChatId, phoneNumberOf } from '../../kernel/ids.ts';
import type { Numbers, Registration } from '../port.ts';
import { undelivered } from './failures.ts';
import type { Registrations } from './registrations.ts';

type Asker = Pick<WASocket, 'generateMessageTag' | 'onWhatsApp' | 'query'>;

interface NumbersOptions {
  readonly registrations: Registrations;
  /** Asks within the deadline of questions. */
  readonly ask: <T>(question: () => Promise<T>) => Promise<T>;
}

const PHONE_NUMBER = '@s.whatsapp.net';

const questionFor = (numbers: readonly string[], sid: string): BinaryNode => ({
  tag: 'iq',
  attrs: { to: PHONE_NUMBER, type: 'get', xmlns: 'usync' },
  content: [
    {
      tag: 'usync',
      attrs: { context: 'interactive', mode: 'query', sid, last: 'true', index: '0' },
      content: [
        { tag: 'query', attrs: {}, content: [{ tag: 'contact', attrs: {} }] },
        {
          tag: 'list',
          attrs: {},
          content: numbers.map((number) => ({
            tag: 'user',
            attrs: {},
            content: [{ tag: 'contact', attrs: {}, content: number }],
          })),
        },
      ],
    },
  ],
});

const textOf = ({ content }: BinaryNode): string | null =>
  typeof content === 'string' || content instanceof Uint8Array ? Buffer.from(content).toString() : null;

/** The addresses of the numbers that WhatsApp knows, by number; null if it answers something else. */
const registeredIn = (answer: BinaryNode): ReadonlyMap<string, ChatId> | null => {
  const list = getBinaryNodeChild(getBinaryNodeChild(answer, 'usync'), 'list');
  if (!list) return null;
  const known = getBinaryNodeChildren(list, 'user').flatMap((user): [string, ChatId][] => {
    const contact = getBinaryNodeChild(user, 'contact');
    const { jid } = user.attrs;
    if (contact?.attrs['type'] !== 'in' || !v.is(ChatId, jid)) return [];
    const number = textOf(contact) ?? phoneNumberOf(jid);
    return number === null ? [] : [[number, jid]];
  });
  return new Map(known);
};

const registrationOf = (chatId: ChatId | undefined): Registration =>
  chatId === undefined ? { registered: false } : { registered: true, chatId };

export const numbersOver = (socket: Asker, { registrations, ask }: NumbersOptions): Numbers => ({
  known: (chatId) => registrations.recipient(chatId),

  async check(chatId) {
    const known = registrations.get(chatId);
    if (known) return known;
    const answer = await ask(() => socket.onWhatsApp(chatId));
    if (!answer) throw undelivered('protocol_error', false);
    const found = answer.find(({ exists }) => exists);
    const registration: Registration = found
      ? { registered: true, chatId: v.is(ChatId, found.jid) ? found.jid : chatId }
      : { registered: false };
    registrations.set(chatId, registration);
    return registration;
  },

  async checkAll(chatIds) {
    const numbers = chatIds.map((chatId) => phoneNumberOf(chatId) ?? '');
    const answer = await ask(() => socket.query(questionFor(numbers, socket.generateMessageTag())));
    const known = registeredIn(answer);
    if (!known) throw undelivered('protocol_error', false);
    return chatIds.map((chatId, at) => {
      const registration = registrationOf(known.get(numbers[at] ?? ''));
      registrations.set(chatId, registration);
      return registration;
    });
  },
});
