/** Texts that would arrive as an empty bubble. */

/**
 * Anything but white space, control and format characters, what Unicode says is not drawn (fillers of Hangul, variation
 * selectors), and the empty pattern of Braille.
 */
const VISIBLE = /[^\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/u;

export const isBlank = (text: string): boolean => !VISIBLE.test(text);
