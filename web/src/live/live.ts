/** The feed as the whole page uses it: the state of the connection, the latest facts, and the listeners for new ones. */
import { effect, signal } from '@preact/signals';
import { loggedIn } from '../api/session.ts';
import { type Fact, openFeed, type Presence } from './feed.ts';
import { inView } from './in-view.ts';

/** `connecting` only at first. */
export const link = signal<'connecting' | 'live' | 'away'>('connecting');

const KEPT_MAX = 200;

/** The latest facts, newest first. */
export const latest = signal<readonly Fact[]>([]);

type Hear = (fact: Fact) => void;
const hearers = new Set<Hear>();
const renewals = new Set<() => void>();
const returns = new Set<() => void>();

/** Calls `hear` for each new fact; returns a function that stops it. */
export const onFact = (hear: Hear): (() => void) => {
  hearers.add(hear);
  return () => hearers.delete(hear);
};

/** Calls `renew` after facts were missed: everything must be fetched again. */
export const onReset = (renew: () => void): (() => void) => {
  renewals.add(renew);
  return () => renewals.delete(renew);
};

/** Calls `again` when the gateway answers again: a failed fetch may succeed now. */
export const onLive = (again: () => void): (() => void) => {
  returns.add(again);
  return () => returns.delete(again);
};

type Watch = (presence: Presence) => void;
const watchers = new Set<Watch>();

/** Calls `watch` with what contacts do right now. */
export const onPresence = (watch: Watch): (() => void) => {
  watchers.add(watch);
  return () => watchers.delete(watch);
};

/** Facts that arrived since the last frame: under load a page is drawn once for many of them. */
let pending: Fact[] = [];

const keep = (): void => {
  latest.value = [...pending.toReversed(), ...latest.value].slice(0, KEPT_MAX);
  pending = [];
};

const take = (fact: Fact): void => {
  if (pending.length === 0) setTimeout(keep, 16);
  pending.push(fact);
  for (const hear of hearers) hear(fact);
};

const feed = openFeed({
  fact: take,
  presence: (presence) => {
    for (const watch of watchers) watch(presence);
  },
  link: (state) => {
    link.value = state;
    if (state === 'live') for (const again of returns) again();
  },
  reset: () => {
    latest.value = [];
    for (const renew of renewals) renew();
  },
});

/** Follows the log while there is a login and the tab is in view; to be called once. */
export const startLive = (): void => {
  effect(() => {
    if (loggedIn.value) return;
    feed.forget();
    latest.value = [];
    link.value = 'connecting';
  });
  effect(() => {
    if (!loggedIn.value || !inView.value) return undefined;
    const stop = new AbortController();
    void feed.follow(stop.signal);
    return () => stop.abort();
  });
};
