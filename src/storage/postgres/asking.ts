/** Statements of stores beside the logs, and what their callers learn when the database fails. */
import { DatabaseError } from 'pg';
import { Fault, messageOf } from '../../kernel/fault.ts';
import { AnswerLost, type Lane } from './lane.ts';

/**
 * @throws Fault `database.unreachable` if the statement was not sent, or its answer was lost: a change may have been
 * made.
 * @throws Fault `database.failed` if the server had no disk, memory or connection left for it: nothing was changed.
 */
export type Asking = <R extends object>(
  name: string,
  text: string,
  values?: readonly unknown[],
) => Promise<readonly R[]>;

/** Insufficient resources, limits, and errors outside of PostgreSQL. Other errors are bugs of ours. */
const OF_THE_SERVER = /^(?:53|54|55|58)/;

const faultOf = (doing: string, thrown: unknown): unknown => {
  if (thrown instanceof AnswerLost)
    return new Fault('database.unreachable', `${doing}: ${thrown.message}`, {
      hint: 'Check the PostgreSQL server. What was asked may have been done: look before you ask again.',
      cause: thrown,
    });
  if (!(thrown instanceof DatabaseError) || !OF_THE_SERVER.test(thrown.code ?? '')) return thrown;
  return new Fault('database.failed', `${doing}: ${messageOf(thrown)}`, {
    hint: 'Check the PostgreSQL server: its disk, its memory, its own log.',
    cause: thrown,
  });
};

export const asking =
  (lane: Lane, doing: string): Asking =>
  async (name, text, values = []) => {
    try {
      return await lane.run({ name, text, values });
    } catch (thrown) {
      throw faultOf(doing, thrown);
    }
  };
