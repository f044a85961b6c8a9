/** The shape of an actor at a position in the API. */
import * as v from 'valibot';
import type { ActorAt } from '../../gateway/history.ts';
import { IsoTime, iso, Position } from '../contract/shapes.ts';

export const StreamParam = v.object({
  stream: v.pipe(v.string(), v.description('With its slash, `session/default` for one, or with `%2F` in its place.')),
});

export const At = v.optional(v.pipe(Position, v.description('A position of the log; now, when left out.')));

export const actorEntries = {
  at: v.pipe(v.number(), v.integer()),
  state: v.pipe(v.nullable(v.string()), v.description('Null before its first fact, and in streams without a machine.')),
  context: v.pipe(v.unknown(), v.description('What the machine remembers; null where `state` is null.')),
  deadline: v.pipe(
    v.nullable(
      v.object({
        at: IsoTime,
        what: v.pipe(
          v.picklist(['attempt', 'restart', 'resume', 'expire']),
          v.description('The next attempt, a restart, the end of a rest, a QR that expires.'),
        ),
      }),
    ),
    v.description('When something happens to it by itself; null when it waits for nothing, or for a person.'),
  ),
};

export const actorAnswer = ({ at, state, context, deadline }: ActorAt) => ({
  at,
  state,
  context,
  deadline: deadline && { at: iso(deadline.at), what: deadline.what },
});
