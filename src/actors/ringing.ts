/** Tells an actor that its deadline has come. */
import type { Recorded } from '../events/log/log.ts';
import { type Caller, SYSTEM } from '../kernel/caller.ts';
import type { Millis } from '../kernel/clock.ts';
import { Defect } from '../kernel/fault.ts';
import { partsOfStream } from '../kernel/ids.ts';
import type { Result } from '../kernel/result.ts';
import { type ActorKind, actorKindOf, type CommandOf, kinds } from '../machines/kinds.ts';

/** An actor, as far as an alarm needs it. */
interface Wakeable<C> {
  tell(command: C, caller: Caller): Promise<Result<readonly Recorded[]>>;
}

/** The actor that an alarm is for, by the kind of its stream. */
export type Woken = { readonly [K in ActorKind]: (id: string) => Wakeable<CommandOf<K>> | null };

export const ringWith =
  (woken: Woken) =>
  (stream: string, at: Millis): Promise<Result<readonly Recorded[]>> => {
    const kind = actorKindOf(stream);
    const alarm = kind && (kinds[kind].alarm as ((at: Millis) => never) | null);
    const find: ((id: string) => Wakeable<never> | null) | null = kind && woken[kind];
    const told = alarm && find?.(partsOfStream(stream).id)?.tell(alarm(at), SYSTEM);
    if (told) return told;
    throw new Defect(`An alarm is set for ${stream}, which nothing wakes`, { stream });
  };
