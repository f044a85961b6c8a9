/**
 * Another time in this process, for a gateway in it: an hour ago, so that a chart of the last hour can be filled in seconds with
 * what really happened, or a time when a token has expired.
 */
const MINUTE_MS = 60_000;

export interface OtherTime {
  minutesLater(minutes: number): void;
  /** Back to the real time. */
  end(): void;
}

export const otherTime = (minutesFromNow = 0): OtherTime => {
  const realNow = Date.now;
  let away = minutesFromNow;
  Date.now = () => realNow() + away * MINUTE_MS;
  return {
    minutesLater(minutes) {
      away += minutes;
    },
    end() {
      Date.now = realNow;
    },
  };
};
