/**
 * Run in a gateway's process before it starts: it begins an hour ago, and each SIGUSR2 is a minute later, so that a chart of
 * the last hour can be filled in seconds with what really happened.
 */
const MINUTE_MS = 60_000;
const HOUR_MINUTES = 60;

const realNow = Date.now.bind(Date);
let minutesAgo = HOUR_MINUTES;

process.on('SIGUSR2', () => {
  minutesAgo = Math.max(minutesAgo - 1, 0);
});

Date.now = () => realNow() - minutesAgo * MINUTE_MS;
