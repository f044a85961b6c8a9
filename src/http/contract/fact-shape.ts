/** A fact of the log as the API shows it. */
import * as v from 'valibot';
import type { Recorded } from '../../gateway/events.ts';
import type { Page } from '../../gateway/pages.ts';
import { IsoTime, iso } from './shapes.ts';

const State = v.pipe(v.nullable(v.string()), v.description('Null in streams that have no machine.'));

export const FactShape = v.pipe(
  v.object({
    position: v.pipe(v.number(), v.integer(), v.description('Place in the whole log: 1, 2, 3 …')),
    stream: v.pipe(v.string(), v.examples(['session/default'])),
    version: v.pipe(v.number(), v.integer(), v.description('Place in the stream: 1, 2, 3 …')),
    type: v.pipe(v.string(), v.examples(['job.queued'])),
    data: v.record(v.string(), v.unknown()),
    at: IsoTime,
    from: State,
    to: State,
    causation: v.pipe(v.nullable(v.number()), v.description('The position of the fact that led here.')),
    correlation: v.pipe(v.nullable(v.string()), v.description('The request id.')),
    by: v.pipe(v.string(), v.description("A user's id, `system` or `whatsapp`.")),
  }),
  v.metadata({ ref: 'Fact' }),
);

export const factAnswer = (fact: Recorded) => ({
  position: fact.position,
  stream: fact.stream,
  version: fact.version,
  type: fact.type,
  data: fact.data,
  at: iso(fact.at),
  from: fact.from,
  to: fact.to,
  causation: fact.causation,
  correlation: fact.correlation,
  by: fact.by,
});

/** A page of facts as the API shows it. */
export const factPageAnswer = ({ items, nextCursor }: Page<Recorded>) => ({ items: items.map(factAnswer), nextCursor });
