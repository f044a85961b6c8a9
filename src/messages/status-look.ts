/** How a text looks as a status: its background and its font. */
import * as v from 'valibot';

/** The fonts by WhatsApp's own names and numbers (`ExtendedTextMessage.FontType`). */
const FONTS = {
  SYSTEM: 0,
  SYSTEM_TEXT: 1,
  FB_SCRIPT: 2,
  SYSTEM_BOLD: 6,
  MORNINGBREEZE_REGULAR: 7,
  CALISTOGA_REGULAR: 8,
  EXO2_EXTRABOLD: 9,
  COURIERPRIME_BOLD: 10,
} as const;

type FontName = keyof typeof FONTS;

export const FONT_NAMES = Object.keys(FONTS) as [FontName, ...FontName[]];
const NUMBERS = Object.values(FONTS);

/** The font as its content holds it. */
export const Font = v.picklist(FONT_NAMES);

const FontMember = v.pipe(
  v.union([Font, v.picklist(NUMBERS)], `Expected one of ${FONT_NAMES.join(', ')}, or the number of one`),
  v.transform((given): FontName => FONT_NAMES.find((name) => name === given || FONTS[name] === given) ?? 'SYSTEM'),
  v.description("The font of a text for status, by WhatsApp's name or number."),
);

export const Background = v.pipe(
  v.string(),
  v.regex(/^#[0-9A-Fa-f]{6}$/, 'Expected a colour such as #128C7E'),
  v.description('The background of a text for status.'),
  v.examples(['#128C7E']),
);

/** The members of a text that only a status shows. */
export const LOOK = { background: v.optional(Background), font: v.optional(FontMember) };
