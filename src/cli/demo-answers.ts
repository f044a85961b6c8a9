/** The answers of the demo's people: a reply, a reaction, a picture, a voice note, and words that are corrected. */
import type { Waybill } from '../main.ts';
import { chatPath } from './chats/pages.ts';
import { lineOf } from './chats/line.ts';
import * as v from 'valibot';
import { ChatMessage } from './chats/message.ts';
import type { ApiClient } from './demo-client.ts';
import { answering } from './demo-plan.ts';
import { voiceNote } from './demo-voice.ts';

type Control = NonNullable<Waybill['sandbox']>['control'];

const VOICE_S = 4;
const VOICE = 'audio/ogg; codecs=opus';
const MISSPELLED = 'Thank yuo! Is the second box as big?';
const CORRECTED = 'Thank you! Is the second box as big?';

/** Ayu answers the picture. `ids` has the message ids by the words of the plan. */
export const answer = async (control: Control, picture: Uint8Array, ids: ReadonlyMap<string, string>) => {
  const { digits, packed, onItsWay } = answering;
  const about = (text: string): string => ids.get(text) ?? '';
  await control.write(digits, { kind: 'reaction', to: about(onItsWay), emoji: '❤️' });
  const { messageId } = await control.write(digits, { kind: 'text', body: MISSPELLED }, { replyTo: about(packed) });
  await control.write(digits, { kind: 'edit', of: messageId, content: { kind: 'text', body: CORRECTED } });
  const file = { bytes: picture, mimetype: 'image/png' };
  await control.write(digits, { kind: 'image', caption: 'It looked like this one.', file });
  const note = { bytes: voiceNote(VOICE_S), mimetype: VOICE, seconds: VOICE_S };
  await control.write(digits, { kind: 'voice', file: note });
};

const Page = v.object({ items: v.array(ChatMessage) });

/** The conversation with Ayu, the oldest message first. */
export const conversation = async (api: ApiClient): Promise<ChatMessage[]> => {
  const chat = { chatId: `${answering.digits}@s.whatsapp.net`, session: null };
  return v.parse(Page, await api.get(chatPath(chat))).items.toReversed();
};

/** The parts of the answer that are not on record as they should be, in sentences. */
export const missingAnswers = (messages: readonly ChatMessage[]): string[] => {
  const heard = messages.filter(({ direction }) => direction === 'in');
  const wanted: Readonly<Record<string, boolean>> = {
    'the corrected answer': heard.some((each) => each.editedAt !== null && lineOf(each).includes(CORRECTED)),
    'the picture that came in': heard.some(({ type, media }) => type === 'image' && media?.state === 'stored'),
    'the voice note that came in': heard.some(({ type, media }) => type === 'voice' && media?.state === 'stored'),
    'the reaction': messages.some(({ reactions }) => reactions.some(({ emoji }) => emoji === '❤️')),
  };
  return Object.keys(wanted).filter((name) => wanted[name] !== true);
};
