/** Numbers and chats as people write them. */

/** `+6281234567890` of `6281234567890@s.whatsapp.net`; a group or a hidden number stays what it is. */
export const chatName = (chatId: string): string => {
  const [user = '', server] = chatId.split('@');
  return server === 's.whatsapp.net' ? `+${user}` : chatId;
};

/** `1 message`, `2 messages`, `1,000 messages`. */
export const count = (amount: number, noun: string): string =>
  `${amount.toLocaleString('en')} ${noun}${amount === 1 ? '' : 's'}`;

/** A flag as two letters make it: `ID` is 🇮🇩. */
export const flagOf = (country: string): string =>
  String.fromCodePoint(...Array.from(country, (letter) => 0x1f1e6 + letter.charCodeAt(0) - 65));
