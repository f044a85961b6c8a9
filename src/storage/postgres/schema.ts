/**
 * The tables in PostgreSQL, in the schema `waybill`: what must not be lost, and nothing that can be derived from it.
 *
 * Each step runs once, in one transaction with its number in `meta`, so two nodes that start at once do not meet. Every
 * log has a row in `logs` with its owner and its head; a write names both (`append.ts`).
 */
import { Fault } from '../../kernel/fault.ts';
import { ACCOUNTS } from './accounts.ts';
import { KEYS } from './api-keys.ts';
import { BESIDE } from './beside.ts';
import type { Lane } from './lane.ts';

const LOGS = `
  create table logs (
    id int generated always as identity primary key,
    name text not null unique,
    owner text,
    epoch bigint not null default 0,
    position bigint not null default 0,
    hash bytea not null default decode(repeat('00', 32), 'hex')
  ) with (fillfactor = 50);

  create table streams (
    log int not null references logs (id),
    id bigint not null,
    name text not null unique,
    session text,
    chat text,
    priority smallint,
    tenant text,
    primary key (log, id)
  );

  create table events (
    log int not null,
    position bigint not null,
    stream bigint not null,
    version int not null,
    type text not null,
    schema smallint not null,
    data text not null,
    at bigint not null,
    from_state text,
    to_state text,
    causation bigint,
    correlation text,
    "by" text not null,
    hash bytea not null,
    primary key (log, position)
  );

  create table contents (
    log int not null,
    position bigint not null,
    place int not null,
    kind text not null,
    salt bytea,
    body text not null,
    primary key (log, position, place)
  );

  create table claims (
    log int not null,
    key text not null,
    position bigint not null,
    primary key (log, key)
  );
`;

/** The steps from each version to the next. */
const STEPS: readonly string[] = [LOGS, ACCOUNTS + KEYS, BESIDE];

export const FORMAT = STEPS.length;

/** One number for all of Waybill's migrations: nodes that start at once take turns. */
const LOCK = 0x57_41_59_42;

/** Held by the gateway that uses the database, for as long as it is connected. */
const IN_USE = LOCK + 1;

/** @throws Fault `database.in_use` while another gateway is connected. */
export const holdDatabase = async (lane: Lane): Promise<void> => {
  const [held] = await lane.run<{ held: boolean }>({ text: `select pg_try_advisory_lock(${IN_USE}) as held` });
  if (held?.held) return;
  throw new Fault('database.in_use', 'Another gateway uses this database.', {
    hint: 'Stop it first, or set WAYBILL_DATABASE_URL to a database of its own.',
    retryable: false,
  });
};

/** One statement, and so one transaction: a step that fails leaves nothing behind. */
const stepTo = (version: number): string => `
  begin;
  select pg_advisory_xact_lock(${LOCK});
  do $step$ begin
    if (select format from waybill.meta) = ${version - 1} then
      ${(STEPS[version - 1] ?? '').trim()}
      update waybill.meta set format = ${version};
    end if;
  end $step$;
  commit;
`;

const META = `
  begin;
  select pg_advisory_xact_lock(${LOCK});
  create schema if not exists waybill;
  create table if not exists waybill.meta (one int primary key check (one = 1), cluster uuid not null, format int not null);
  insert into waybill.meta values (1, gen_random_uuid(), 0) on conflict do nothing;
  commit;
`;

/**
 * Creates the tables of a new database, and migrates an older one. Returns the name that the database has given itself.
 * @throws Fault `log.newer` for a newer one.
 */
export const migrate = async (lane: Lane): Promise<string> => {
  await lane.run({ text: META });
  const [meta] = await lane.run<{ format: number; cluster: string }>({ text: 'select format, cluster from meta' });
  const { format, cluster } = meta ?? { format: 0, cluster: '' };
  if (format > FORMAT) {
    throw new Fault(
      'log.newer',
      `The database was written by a newer Waybill (format ${format}, this one knows ${FORMAT})`,
      { hint: 'Start the newer Waybill again. Nothing was changed in the database.', retryable: false },
    );
  }
  for (let version = format + 1; version <= FORMAT; version += 1) await lane.run({ text: stepTo(version) });
  return cluster;
};
