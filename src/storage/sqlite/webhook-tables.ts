/**
 * The tables of webhooks beside the log. Older versions of Waybill do not know the facts of endpoints.
 *
 * `webhook_places` has what is still to be delivered to each endpoint, as ranges of positions. A row of `webhook_lanes` is a
 * lane that stands still: what comes after its position waits in the log. A row of `webhook_parcels` is a request that has
 * to be repeated as it was. `webhook_secrets` is sealed.
 */
export const WEBHOOKS = `
  create table webhook_places (
    endpoint text primary key,
    ranges text not null
  ) strict, without rowid;

  create table webhook_secrets (
    endpoint text not null,
    kind text not null,
    until integer,
    sealed blob not null,
    primary key (endpoint, kind)
  ) strict, without rowid;

  create table webhook_lanes (
    endpoint text not null,
    lane text not null,
    position integer not null,
    place integer not null,
    primary key (endpoint, lane)
  ) strict, without rowid;

  create table webhook_parcels (
    endpoint text not null,
    id text not null,
    members text not null,
    attempts integer not null,
    next_at integer not null,
    alone integer not null,
    primary key (endpoint, id)
  ) strict, without rowid;

  create table webhook_deliveries (
    number integer primary key,
    endpoint text not null,
    event text not null,
    position integer not null,
    place integer not null,
    type text not null,
    session text,
    chat text,
    parcel text not null,
    state text not null,
    attempts integer not null,
    first_at integer not null,
    last_at integer not null,
    next_at integer,
    status integer,
    reason text,
    answer text,
    took_ms integer not null,
    unique (endpoint, event)
  ) strict;
  create index webhook_deliveries_by_position on webhook_deliveries (endpoint, position, place);
  create index webhook_deliveries_by_time on webhook_deliveries (last_at);
`;

/** As a condition of queries it stands word for word, so that they take the index. */
export const UNSETTLED = `state in ('waiting', 'retrying')`;

/** Finds what an endpoint holds among all that it was ever sent. */
export const WEBHOOKS_UNSETTLED = `
  create index webhook_deliveries_unsettled on webhook_deliveries (endpoint, position, place) where ${UNSETTLED};
`;
