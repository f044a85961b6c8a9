/** Numbers and chats as people write them. */

/** `+6281234567890` for `6281234567890@s.whatsapp.net`; the id of a group or a hidden number stays as it is. */
export const chatName = (chatId: string): string => {
  const [user = '', server] = chatId.split('@');
  return server === 's.whatsapp.net' ? `+${user}` : chatId;
};

/** `1 message`, `2 messages`, `1,000 messages`. */
export const count = (amount: number, noun: string): string =>
  `${amount.toLocaleString('en')} ${noun}${amount === 1 ? '' : 's'}`;

/** The flag of a country code: 🇮🇩 for `ID`. */
export const flagOf = (country: string): string =>
  String.fromCodePoint(...Array.from(country, (letter) => 0x1f1e6 + letter.charCodeAt(0) - 65));
