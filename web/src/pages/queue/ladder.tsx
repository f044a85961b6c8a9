/** The retry ladder as a drawing: each rung is a wait between two attempts. */
import { durationText } from '../../words/times.ts';
import { ladderOf, type QueueConfig } from './settings.ts';

/** Logarithmic, since waits differ by orders of magnitude: each doubling adds the same length. */
const widthOf = (wait: number, waits: readonly number[]): number => {
  const longest = Math.max(...waits);
  const steps = Math.log2(longest / Math.min(...waits)) + 1;
  return (100 * (steps - Math.log2(longest / wait))) / steps;
};

export const Ladder = ({ config }: { config: QueueConfig }) => {
  const waits = ladderOf(config);
  const total = waits.reduce((sum, wait) => sum + wait, 0);
  return (
    <div class="stack-tight">
      <p>
        {waits.length === 0
          ? 'A message is tried once; when that fails it is given up.'
          : `A message that keeps failing is tried ${config.maxAttempts} times and given up after waits of ${durationText(total)} in all.`}
      </p>
      <ol class="ladder">
        {waits.map((wait, index) => (
          <li key={index}>
            <span class="quiet small">After attempt {index + 1}</span>
            <span class="rung" style={{ width: `${widthOf(wait, waits)}%` }} />
            <span class="small number nowrap right">{durationText(wait)}</span>
          </li>
        ))}
      </ol>
    </div>
  );
};
