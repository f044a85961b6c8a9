/** The shape of an actor at a position in the API. */
import * as v from 'valibot';
import type { ActorAt } from '../../gateway/history/history.ts';
import { IsoTime, iso, Position } from '../contract/shapes.ts';

export const StreamParam = v.object({
  stream: v.pipe(
    v.string(),
    v.description('The name of a stream, such as `session/default`. The slash may be written as `%2F`.'),
  ),
});

export const At = v.optional(v.pipe(Position, v.description('A position of the log; now by default.')));

export const actorEntries = {
  at: v.pipe(v.number(), v.integer()),
  state: v.pipe(v.nullable(v.string()), v.description('Null before the first fact, and in streams without a machine.')),
  context: v.pipe(v.unknown(), v.description('The context of the machine; null if `state` is null.')),
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
    v.description('The next deadline; null if the actor waits for nothing, or for a person.'),
  ),
};

export const actorAnswer = ({ at, state, context, deadline }: ActorAt) => ({
  at,
  state,
  context,
  deadline: deadline && { at: iso(deadline.at), what: deadline.what },
});
