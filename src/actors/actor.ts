/**
 * One stream as an actor: a bounded mailbox and a loop.
 *
 * It guarantees that commands of one stream are handled one at a time, that a command is answered only when its facts
 * are on disk, and that effects run after that and never for a command that was refused or whose commit failed. It
 * assumes that it alone appends to the stream; after a conflict, it reloads and decides again.
 */
import type { AnyStateMachine, SnapshotFrom } from 'xstate';
import { broughtBy, type Fact, type State } from '../events/facts/catalogue.ts';
import type { Said } from '../events/log/content.ts';
import { type Append, Conflict, type Entry, type EventLog, type Recorded } from '../events/log/log.ts';
import type { Caller } from '../kernel/caller.ts';
import type { Clock } from '../kernel/clock.ts';
import { ok, type Refusal, type Result, refuse } from '../kernel/result.ts';
import { evolve, fold, initial, stateOf } from '../machines/evolve.ts';

/** The policy that makes an actor a job, a session or a queue. */
export interface Behaviour<M extends AnyStateMachine, C, E extends string> {
  readonly machine: M;
  readonly decide: (snapshot: SnapshotFrom<M>, command: C) => Result<Fact[]>;
  readonly refuse: (fact: Fact) => Refusal;
  /** Whether a fact without a request of its own inherits causation and correlation from the fact before it. */
  readonly inheritsCorrelation: boolean;
  /**
   * The effects. `causation` is the position of the fact that named the effect. The snapshot is the one after all facts
   * of its append, so it may have left the state that the effect was for. An effect never throws.
   */
  readonly effects: Readonly<Record<E, (snapshot: SnapshotFrom<M>, causation: number) => void>>;
}

/** The parts of an append that accompany the facts of a command. */
type Attached = Pick<Append, 'claim' | 'behind'> & {
  /** The contents that the first fact names. */
  readonly contents?: readonly Said[];
};

export interface Actor<M extends AnyStateMachine, C> {
  /**
   * Resolves to the facts of the command (none if there was nothing to do), or to a refusal.
   * @throws Fault when the facts could not be written, Claimed when another fact holds the key; then nothing happened.
   */
  tell(command: C, caller: Caller, attached?: Attached): Promise<Result<readonly Recorded[]>>;
  snapshot(): SnapshotFrom<M>;
  /** `active.sending`; null before the first fact. */
  state(): State | null;
  /** The number of its stream; null before the first fact. */
  streamId(): number | null;
  idle(): boolean;
  /** Resolves when the commands so far are handled; at once if it is idle. */
  quiet(): Promise<void>;
}

interface Letter<C> {
  readonly command: C;
  readonly caller: Caller;
  readonly attached: Attached;
  readonly answer: (result: Result<readonly Recorded[]>) => void;
  readonly fail: (thrown: unknown) => void;
}

interface Plan<M extends AnyStateMachine> {
  readonly entries: readonly Entry[];
  readonly next: SnapshotFrom<M>;
  /** For each entry, the names of its effects. */
  readonly effects: readonly (readonly string[])[];
}

const withContents = ([first, ...rest]: readonly Entry[], contents: readonly Said[]): readonly Entry[] =>
  first ? [{ ...first, contents }, ...rest] : [];

/** The log, as far as an actor needs it. */
export type ActorLog = Pick<EventLog, 'append' | 'read'>;

/** Commands that may wait in the mailbox. */
const MAILBOX_MAX = 1_000;

export const createActor = <M extends AnyStateMachine, C, E extends string>(
  stream: string,
  behaviour: Behaviour<M, C, E>,
  { log, clock, mailboxMax = MAILBOX_MAX }: { log: ActorLog; clock: Clock; mailboxMax?: number },
  options: { fresh?: boolean } = {},
): Actor<M, C> => {
  const { machine } = behaviour;
  const mailbox: Letter<C>[] = [];
  let running = false;
  let handled: Promise<void> = Promise.resolve();
  let snapshot = initial(machine);
  let last: Recorded | null = null;

  const load = () => {
    const facts = log.read(stream);
    snapshot = fold(machine, facts);
    last = facts.at(-1) ?? null;
  };

  /** The cause of a command. */
  const cause = ({ correlation, causation = null }: Caller): Pick<Append, 'correlation' | 'causation'> =>
    correlation === null && behaviour.inheritsCorrelation && last
      ? { correlation: last.correlation, causation: causation ?? last.position }
      : { correlation, causation };

  const plan = (facts: readonly Fact[]): Result<Plan<M>> => {
    let next = snapshot;
    const entries: Entry[] = [];
    const effects: (readonly string[])[] = [];
    for (const fact of facts) {
      const step = evolve(machine, next, fact);
      if (!step) return { ok: false, refusal: behaviour.refuse(fact) };
      entries.push({ fact, from: stateOf(next), to: stateOf(step.snapshot) });
      effects.push(step.effects);
      next = step.snapshot;
    }
    return ok({ entries, next, effects });
  };

  const commit = async (planned: Plan<M>, { caller, attached }: Letter<C>): Promise<readonly Recorded[]> => {
    const { contents, ...others } = attached;
    const append: Append = {
      stream,
      expected: last?.version ?? 0,
      entries: contents ? withContents(planned.entries, contents) : planned.entries,
      at: clock.now(),
      by: caller.by,
      ...cause(caller),
      ...others,
    };
    const recorded = await log.append(append);
    snapshot = planned.next;
    last = recorded.at(-1) ?? last;
    recorded.forEach((fact, index) => {
      for (const effect of planned.effects[index] ?? []) behaviour.effects[effect as E](snapshot, fact.position);
    });
    return recorded;
  };

  const handle = async (letter: Letter<C>): Promise<Result<readonly Recorded[]>> => {
    const decided = behaviour.decide(snapshot, letter.command);
    if (!decided.ok) return decided;
    const planned = plan(decided.value.map((fact) => broughtBy(fact, letter.caller)));
    if (!planned.ok) return planned;
    if (planned.value.entries.length === 0) return ok([]);
    try {
      return ok(await commit(planned.value, letter));
    } catch (thrown) {
      if (!(thrown instanceof Conflict)) throw thrown;
      load();
      return handle(letter);
    }
  };

  const run = async () => {
    running = true;
    for (let letter = mailbox.shift(); letter; letter = mailbox.shift()) {
      try {
        letter.answer(await handle(letter));
      } catch (thrown) {
        letter.fail(thrown);
      }
    }
    running = false;
  };

  if (!options.fresh) load();
  return {
    tell: (command, caller, attached = {}) =>
      new Promise((answer, fail) => {
        if (mailbox.length >= mailboxMax) {
          answer(refuse('gateway.busy', `${stream} has too many commands waiting; ask again in a moment.`, 1));
          return;
        }
        mailbox.push({ command, caller, attached, answer, fail });
        if (!running) handled = run();
      }),
    snapshot: () => snapshot,
    state: () => stateOf(snapshot),
    streamId: () => last?.streamId ?? null,
    idle: () => !running,
    quiet: () => handled,
  };
};
