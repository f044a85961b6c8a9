/** Texts that would arrive as an empty bubble. */

/** Anything but white space, invisible format characters and the two letters that look like a blank. */
const VISIBLE = /[^\s\p{Cf}\u2800\u3164]/u;

export const isBlank = (text: string): boolean => !VISIBLE.test(text);
