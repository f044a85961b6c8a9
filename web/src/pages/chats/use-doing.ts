/** What people of a chat do right now. Nothing keeps it: a phone that falls silent is forgotten after a while. */
import { useEffect, useState } from 'preact/hooks';
import { nameOfPerson } from '../../kinds/message.ts';
import { onPresence } from '../../live/live.ts';
import { session } from '../../router.ts';
import type { Chat } from './chat.ts';

const LASTS_MS = 25_000;

const WORDS = {
  typing: 'types…',
  recording: 'records…',
  available: 'is online',
  paused: null,
  unavailable: null,
} as const;

/** `types…`, in a group with the name of the person; null while nobody does anything. */
export const useDoing = ({ chatId, kind }: Pick<Chat, 'chatId' | 'kind'>): string | null => {
  const [doing, setDoing] = useState<string | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const forget = onPresence((told) => {
      if (told.chatId !== chatId || told.session !== session.value) return;
      clearTimeout(timer);
      const words = WORDS[told.state];
      setDoing(words && (kind === 'contact' ? words : `${nameOfPerson(told.from)} ${words}`));
      if (words && told.state !== 'available') timer = setTimeout(() => setDoing(null), LASTS_MS);
    });
    return () => {
      forget();
      clearTimeout(timer);
    };
  }, [chatId]);
  return doing;
};
