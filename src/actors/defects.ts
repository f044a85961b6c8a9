/** The defects that actors met, each in one sentence. */
import { Defect, messageOf } from '../kernel/fault.ts';
import type { Logger } from '../kernel/logger.ts';

export interface Defects {
  /** Counts and logs a defect. A repeated one, such as an unreadable job that stays in line, is logged once. */
  defect(thrown: unknown): void;
  defects(): readonly string[];
}

export const openDefects = (logger: Logger): Defects => {
  const met = new Set<string>();
  return {
    defect(thrown) {
      const sentence = messageOf(thrown);
      if (met.has(sentence)) return;
      met.add(sentence);
      const at = thrown instanceof Defect ? { stream: thrown.stream, position: thrown.position } : {};
      logger.error({ ...at, err: thrown }, `defect: ${sentence}`);
    },
    defects: () => [...met],
  };
};
