const UNITS = ['bytes', 'kB', 'MB', 'GB'] as const;
const STEP = 1_024;

/** `512 bytes`, `1.5 kB`, `12 MB`: as phones count them, in steps of 1,024. */
export const sizeText = (bytes: number): string => {
  const step = Math.min(Math.floor(Math.log(Math.max(bytes, 1)) / Math.log(STEP)), UNITS.length - 1);
  const amount = bytes / STEP ** step;
  return `${amount < 10 && step > 0 ? Math.round(amount * 10) / 10 : Math.round(amount)} ${UNITS[step]}`;
};
