/** Where the built program lies; not set where these sources are not built. Threads inherit it. */
export const BUILT_VARIABLE = 'WAYBILL_TEST_BUILT';
