/**
 * Sets the clock of its own process wrong: ahead by CLOCK_AHEAD_MS from the start, and an hour back after each SIGUSR2.
 * Loaded before Waybill (`node --import`). Timers follow the machine's uptime and do not notice, as when a clock is
 * really set.
 */
const HOUR_MS = 3_600_000;

const now = Date.now;
let ahead = Number(process.env['CLOCK_AHEAD_MS'] ?? 0);

process.on('SIGUSR2', () => {
  ahead -= HOUR_MS;
});

globalThis.Date = new Proxy(Date, {
  construct: (date, given) => (given.length === 0 ? new date(now() + ahead) : (Reflect.construct(date, given) as Date)),
  get: (date, name) => (name === 'now' ? () => now() + ahead : (Reflect.get(date, name) as unknown)),
});
