/** Times in words, which update by themselves. */
import { serverNow, useNow } from '../live/clock.ts';
import { ago, durationText, exactTime, timeOfDay } from '../words/times.ts';

/** `2 min ago`, with the exact time on hover. */
export const Ago = ({ at }: { at: string }) => {
  useNow();
  return (
    <time dateTime={at} title={exactTime(at)}>
      {ago(Date.parse(at), serverNow())}
    </time>
  );
};

/** `12:00:02`, or with the day when it is not today. */
export const Clock = ({ at }: { at: string }) => (
  <time dateTime={at} title={exactTime(at)}>
    {timeOfDay(at)}
  </time>
);

/** `in 12 s`; `over` once the time has come. */
export const Countdown = ({ until, over = 'now' }: { until: string; over?: string }) => {
  useNow();
  const left = Date.parse(until) - serverNow();
  return (
    <time dateTime={until} title={exactTime(until)}>
      {left > 0 ? `in ${durationText(Math.ceil(left / 1000) * 1000)}` : over}
    </time>
  );
};
