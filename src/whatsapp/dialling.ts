/**
 * What dialled digits mean in one country, by its numbering plan.
 *
 * Digits without a plus sign often have more than one reading: `001 65 9123 4567` is a number in Singapore behind a
 * carrier's prefix, or one in North America behind `00`. A reading is accepted only if no other reading is possible. If
 * two compete, the result is `doubtful` and the sender has to write the plus sign. A wrong guess would deliver a
 * message to a stranger.
 */
import {
  type CountryCode,
  getCountryCallingCode,
  getExampleNumber,
  Metadata,
  type PhoneNumber,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/mobile/examples';

/** Digits of an international number without the plus sign, or the reason for a refusal. */
export type Meaning = { readonly digits: string } | 'doubtful' | 'impossible';

/**
 * The longest number that E.164 allows, country code included. Some plans list longer numbers that no network carries.
 */
const DIGITS_MAX = 15;

/** WhatsApp and many people write Mexican mobiles with the 1 that the plan dropped in 2019. */
const MEXICAN_MOBILE = /^521[0-9]{10}$/;

/** The prefix that most of the world dials; people also use it in countries whose plan does not list it. */
const COMMON_PREFIX = '00';

interface Reading {
  readonly digits: string;
  /** Whether the number's range is assigned in the plan. */
  readonly valid: boolean;
  readonly mobile: boolean;
  /** What stood between the country code and the number and does not belong to it, such as the 0 of `49 0151…`. */
  readonly trunk: string;
}

interface Plan {
  readonly country: CountryCode;
  readonly callingCode: string;
  /** Matches a prefix for international calls, and nothing else. */
  readonly prefix: RegExp;
  /** Matches digits that begin with such a prefix. */
  readonly prefixed: RegExp;
  readonly nationalDigitsMax: number;
  /** Whether national numbers are written with a trunk prefix, as `0812…` is in Indonesia. */
  readonly writesTrunkPrefix: boolean;
}

/** Reads digits, with or without a leading plus sign, as they are dialled in a country. */
export const dialledIn = (country: CountryCode): ((dialled: string) => Meaning) => {
  const plan = planOf(country);
  return (dialled) => {
    if (dialled.startsWith('+')) return one(international(dialled.slice(1)));
    const abroad = readPrefixed(dialled, plan);
    if (abroad.length > 0) return choosePrefixed(abroad, dialled, plan);
    const common = dialled.startsWith(COMMON_PREFIX) ? international(dialled.slice(COMMON_PREFIX.length)) : null;
    if (common) return chooseCommon(common, dialled, plan);
    return chooseUnmarked(dialled, plan);
  };
};

const planOf = (country: CountryCode): Plan => {
  const metadata = new Metadata();
  metadata.selectNumberingPlan(country);
  const { numberingPlan } = metadata;
  const prefix = numberingPlan?.IDDPrefix() ?? COMMON_PREFIX;
  const example = getExampleNumber(country, examples);
  const written = example?.formatNational().replace(/\D/g, '');
  return {
    country,
    callingCode: getCountryCallingCode(country),
    prefix: new RegExp(`^(?:${prefix})$`),
    prefixed: new RegExp(`^(?:${prefix})`),
    nationalDigitsMax: Math.max(...(numberingPlan?.possibleLengths() ?? [DIGITS_MAX])),
    writesTrunkPrefix: written !== example?.nationalNumber,
  };
};

const readingOf = (number: PhoneNumber | undefined, trunk = ''): Reading | null => {
  if (!number?.isPossible()) return null;
  const digits = number.number.slice(1);
  if (digits.length > DIGITS_MAX) return null;
  return { digits, valid: number.isValid(), mobile: number.getType()?.includes('MOBILE') ?? false, trunk };
};

const international = (digits: string): Reading | null => {
  const number = parsePhoneNumberFromString(`+${digits}`);
  const reading = readingOf(number, number && trunkOf(digits, number));
  return reading ?? (MEXICAN_MOBILE.test(digits) ? { digits, valid: true, mobile: true, trunk: '' } : null);
};

const trunkOf = (digits: string, { countryCallingCode, nationalNumber }: PhoneNumber): string => {
  const behindCode = digits.slice(countryCallingCode.length);
  return behindCode.endsWith(nationalNumber) ? behindCode.slice(0, -nationalNumber.length) : '';
};

/**
 * A 0 behind the country code is a habit of writing. Another trunk prefix there means that the code was misread:
 * `0011 65 9123 4567` is Australia's way to dial Singapore, and not `00`, North America's code and a trunk prefix 1.
 */
const habitual = ({ trunk }: Reading): boolean => trunk === '' || trunk === '0';

/**
 * Reads the digits as a number of the country itself. The plus sign stops the library from reading the first digits as
 * a prefix.
 */
const national = (dialled: string, { country, callingCode, prefixed }: Plan): Reading | null =>
  readingOf(
    prefixed.test(dialled)
      ? parsePhoneNumberFromString(`+${callingCode}${dialled}`)
      : parsePhoneNumberFromString(dialled, { defaultCountry: country, extract: false }),
  );

/**
 * Every reading behind a prefix of the plan. One prefix may begin with another: in Hong Kong, both 00 and 001 are
 * prefixes.
 */
const readPrefixed = (dialled: string, { prefix }: Plan): Reading[] => {
  const readings: Reading[] = [];
  for (let length = 1; length < dialled.length; length += 1) {
    if (!prefix.test(dialled.slice(0, length))) continue;
    const reading = international(dialled.slice(length));
    if (reading && !readings.some(({ digits }) => digits === reading.digits)) readings.push(reading);
  }
  return readings;
};

const choosePrefixed = (abroad: readonly Reading[], dialled: string, plan: Plan): Meaning => {
  const [reading, ...others] = abroad;
  if (!reading || others.length > 0 || !habitual(reading)) return 'doubtful';
  const rivals = [national(dialled, plan), dialled.startsWith('0') ? null : international(dialled)];
  if (rivals.some((rival) => rival?.valid && rival.digits !== reading.digits)) return 'doubtful';
  const common = dialled.startsWith(COMMON_PREFIX) ? international(dialled.slice(COMMON_PREFIX.length)) : null;
  if (!common || common.digits === reading.digits) return one(reading);
  return reading.valid && !common.valid ? one(reading) : 'doubtful';
};

/** `00` if the plan does not list it. The next digit may belong to a carrier's prefix that the plan does not list. */
const chooseCommon = (reading: Reading, dialled: string, plan: Plan): Meaning => {
  const carrier = international(dialled.slice(COMMON_PREFIX.length + 1));
  const rivals = [carrier, valid(national(dialled, plan))];
  const contested = rivals.some((rival) => rival && rival.digits !== reading.digits);
  return contested || !habitual(reading) ? 'doubtful' : one(reading);
};

const valid = (reading: Reading | null): Reading | null => (reading?.valid ? reading : null);

/** No plus sign and no prefix: a national number, or an international one without the plus sign. */
const chooseUnmarked = (dialled: string, plan: Plan): Meaning => {
  const local = national(dialled, plan);
  if (dialled.startsWith(COMMON_PREFIX)) return one(valid(local));
  if (dialled.startsWith('0')) return one(local);
  const coded = international(dialled);
  // Without a sign, a foreign code and a trunk prefix are more often another country's prefix: Russia dials 810.
  if (coded && coded.trunk !== '' && !dialled.startsWith(plan.callingCode)) return local ? one(local) : 'doubtful';
  if (!coded || !local) return local || !coded ? one(local) : chooseCoded(coded, dialled, plan);
  if (dialled.startsWith(plan.callingCode)) return chooseOwn(coded, local);
  if (!coded.valid) return one(local);
  // In Indonesia 6591234567 is a mobile in Singapore, not a landline in Aceh, which would be written 0659….
  if (plan.writesTrunkPrefix) return one(coded.mobile && !(local.valid && local.mobile) ? coded : local);
  return local.valid ? one(local) : 'doubtful';
};

/** Both readings are national. A mobile is the likelier WhatsApp account. */
const chooseOwn = (coded: Reading, local: Reading): Meaning => {
  if (coded.valid && local.valid && coded.mobile && local.mobile && coded.digits !== local.digits) return 'doubtful';
  const readings = [coded, local];
  return one(readings.find(({ mobile }) => mobile) ?? readings.find((reading) => reading.valid) ?? coded);
};

/**
 * Whether the digits cannot be a number of the country in its present plan. They may be a number of an older, shorter
 * plan. So they are read as another country's only if they are too long for that, or if they are a mobile and would
 * never be dialled this way.
 */
const chooseCoded = (coded: Reading, dialled: string, plan: Plan): Meaning => {
  if (dialled.startsWith(plan.callingCode) || dialled.length > plan.nationalDigitsMax) return one(coded);
  return coded.valid && coded.mobile && plan.writesTrunkPrefix ? one(coded) : 'doubtful';
};

const one = (reading: Reading | null): Meaning => reading ?? 'impossible';
