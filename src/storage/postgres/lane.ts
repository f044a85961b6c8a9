/**
 * One connection to PostgreSQL, which carries one statement at a time.
 *
 * It guarantees that a statement is sent once, and that its caller learns whether it can have run: an error of the
 * server says that it did not, `AnswerLost` says that it may have. A broken connection is replaced before the next
 * statement. Statements are not sent one behind another on the wire, because poolers get that wrong.
 */
import { Client, DatabaseError, types as known } from 'pg';
import { Fault, messageOf } from '../../kernel/fault.ts';

export interface Statement {
  /** The server plans a named statement once for each connection. */
  readonly name?: string;
  readonly text: string;
  readonly values?: readonly unknown[];
}

export interface Lane {
  /**
   * Resolves with the rows of the answer.
   * @throws Fault `database.unreachable` if there is no connection: the statement was not sent.
   * @throws AnswerLost if the connection broke, or nothing came in time: it may have run.
   * @throws DatabaseError of `pg` for an error of the server: it did not run.
   */
  run<R extends object>(statement: Statement): Promise<readonly R[]>;
  close(): Promise<void>;
}

/** The connection broke between a statement and its answer. */
export class AnswerLost extends Error {
  override readonly name = 'AnswerLost';
}

export interface LaneOptions {
  /** The longest time to wait for a connection, and for an answer. */
  readonly waitMs?: number;
}

const WAIT_MS = 10_000;

/** Positions and times stay below 2^53. */
const types = {
  getTypeParser: ((type, format) =>
    type === known.builtins.INT8 && format !== 'binary'
      ? Number
      : known.getTypeParser(type, format)) as typeof known.getTypeParser,
};

/** A weaker setting of the database would answer before a commit is on disk. */
const SETTINGS = `
  select set_config('synchronous_commit', 'on', false)
    where current_setting('synchronous_commit') not in ('on', 'remote_apply', 'remote_write');
  set search_path to waybill;
`;

/** Classes of errors with which a server ends a connection: whether it had committed before is not said. */
const ENDING = /^(?:08|57P)/;

const isRefusal = (thrown: unknown): thrown is DatabaseError =>
  thrown instanceof DatabaseError && !ENDING.test(thrown.code ?? '');

const unreachable = (thrown: unknown): Fault =>
  new Fault('database.unreachable', `The database does not answer: ${messageOf(thrown)}`, {
    hint: 'Check WAYBILL_DATABASE_URL, and whether the PostgreSQL server runs. Waybill goes on by itself once it answers.',
    cause: thrown,
  });

export const openLane = (url: string, { waitMs = WAIT_MS }: LaneOptions = {}): Lane => {
  let current: Client | null = null;
  /** The last statement. The next one is sent after it. */
  let last: Promise<unknown> = Promise.resolve();

  const connect = async (): Promise<Client> => {
    const client = new Client({
      connectionString: url,
      application_name: 'waybill',
      connectionTimeoutMillis: waitMs,
      query_timeout: waitMs,
      keepAlive: true,
      types,
    });
    // Without a listener, a connection that breaks while idle would end the process.
    client.on('error', () => drop(client));
    client.on('end', () => drop(client));
    try {
      await client.connect();
      await client.query(SETTINGS);
    } catch (thrown) {
      void client.end().catch(() => {});
      throw unreachable(thrown);
    }
    current = client;
    return client;
  };

  const drop = (client: Client): void => {
    if (current === client) current = null;
  };

  const send = async <R extends object>({ name, text, values = [] }: Statement): Promise<readonly R[]> => {
    const client = current ?? (await connect());
    try {
      const { rows } = await client.query<R>({ ...(name === undefined ? {} : { name }), text, values: [...values] });
      return rows;
    } catch (thrown) {
      if (isRefusal(thrown)) throw thrown;
      drop(client);
      // An answer that still comes must not meet the next statement.
      void client.end().catch(() => {});
      throw new AnswerLost(`The database did not answer a statement: ${messageOf(thrown)}`, { cause: thrown });
    }
  };

  return {
    run(statement) {
      const answer = last.then(() => send(statement));
      last = answer.catch(() => {});
      return answer as Promise<never>;
    },
    async close() {
      await last;
      await current?.end();
    },
  };
};
