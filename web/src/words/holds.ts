/** Why a message that could be sent was not sent yet. */
const WORDS: Readonly<Record<string, string>> = {
  scheduled: 'It was asked for a later time',
  retry: 'It waits for its next attempt',
  chat_order: 'An earlier message to the same chat goes first',
  refers_to: 'It waits for the message that it refers to',
  paused: 'The queue was paused',
  cooling: 'The queue cooled down, because WhatsApp said that it is asked too much',
  pacing: 'Messages were spaced out, to care for the account',
  not_connected: 'The session was not connected',
  not_linked: 'No phone was linked',
  moving: 'The session moved to another node',
  cold_cap: 'The limit of new chats was reached',
  quiet_hours: 'It was within the quiet hours',
  restricted: 'WhatsApp restricted the account',
  warming: 'The account is new, and starts slowly',
  identical_text: 'The same text had gone to many chats',
};

/** A sentence without its full stop. A reason that is not in the table says its name. */
export const holdWord = (reason: string): string => WORDS[reason] ?? `It was held: ${reason.replaceAll('_', ' ')}`;

/** The same while the hold lasts. */
const NOW: Readonly<Record<string, string>> = {
  paused: 'The queue is paused',
  cooling: 'The queue cools down',
  not_connected: 'The session is not connected',
  not_linked: 'No phone is linked',
  chat_order: 'Waits behind an earlier message to the same chat',
};

export const holdNow = (reason: string): string => NOW[reason] ?? holdWord(reason);
