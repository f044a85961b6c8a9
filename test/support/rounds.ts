/** How much is left to chance: little in `npm test`, many times more in `npm run test:long`. */

const TIMES = Number(process.env['WAYBILL_TEST_TIMES'] ?? 1);

/** So many rounds by default, and `WAYBILL_TEST_TIMES` times as many where that is set. */
export const rounds = (few: number): number => few * TIMES;

/** Whether a test may take its time, because this is a part of the long run. */
export const isLongRun = TIMES > 1;
