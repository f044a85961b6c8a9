/** An erasure as clients see it: computed from its facts, so it can be asked for at any time. */
import type { EventLog, Recorded } from '../../events/log/log.ts';
import type { Millis } from '../../kernel/clock.ts';
import { streamOf } from '../../kernel/ids.ts';
import type { MediaId } from '../../messages/media.ts';
import { type Finder, isAccepted, namedBy } from './said-about.ts';
import type { Erasing, Traces } from './traces.ts';

/**
 * What an erasure cannot take: phone numbers, which name streams; digests without a salt, which old facts of texts have;
 * the caller's own names for jobs; files that other messages have too.
 */
export const REMAINS = ['numbers', 'plain_digests', 'client_refs', 'shared_files'] as const;
export type Remains = (typeof REMAINS)[number];

export interface Erasure {
  /** `er_` and the position of its last fact. */
  readonly id: string;
  /** `pending` while a reader of the database keeps earlier versions of its pages. */
  readonly state: 'done' | 'pending';
  /** How many messages it erased. */
  readonly erased: number;
  readonly at: Millis;
  /** Backups that were made before, and hold what was erased. */
  readonly backups: readonly string[];
  readonly remains: readonly Remains[];
}

interface ShownPorts {
  readonly log: Pick<EventLog, 'page'>;
  readonly finder: Finder;
  readonly traces: Pick<Traces, 'isFinished'>;
}

const PAGE = 500;
const ID = /^er_([1-9]\d{0,14})$/;
const PLAIN_DIGEST = /^[0-9a-f]{64}$/;
/** Jobs of these kinds change a message, and are none. */
const CHANGES: readonly string[] = ['reaction', 'edit', 'delete'];

const isMessage = (fact: Recorded): boolean =>
  fact.type === 'message.received' || (isAccepted(fact) && !CHANGES.includes(fact.data.content.kind));

const filesOf = (fact: Recorded): readonly MediaId[] => {
  if (isAccepted(fact) || fact.type === 'job.approved') return fact.data.media ?? [];
  return fact.type === 'message.received' && fact.data.media ? [fact.data.media.id] : [];
};

const remainsOf = (facts: readonly Recorded[], gone: ReadonlySet<MediaId>): Remains[] => {
  const hasDigest = facts.some((fact) => namedBy(fact).some(({ digest }) => PLAIN_DIGEST.test(digest)));
  const hasRef = facts.some((fact) => isAccepted(fact) && fact.data.clientRef !== undefined);
  const sharesFile = facts.some((fact) => filesOf(fact).some((id) => !gone.has(id)));
  return REMAINS.filter((each) => {
    if (each === 'plain_digests') return hasDigest;
    if (each === 'client_refs') return hasRef;
    return each === 'shared_files' ? sharesFile : true;
  });
};

export const erasureShower = ({ log, finder, traces }: ShownPorts) => {
  /** All facts of a type up to a position. */
  const each = function* (type: Recorded['type'], upTo: number, stream?: string): Generator<Recorded> {
    for (let after = 0; ; ) {
      const page = log.page({ after, upTo, type, limit: PAGE, ...(stream === undefined ? {} : { stream }) });
      yield* page;
      const last = page.at(-1);
      if (!last || page.length < PAGE) return;
      after = last.position;
    }
  };

  /** The facts of one erasure: a large one has several, with the same correlation. */
  const partsOf = (last: Erasing): readonly Erasing[] => {
    const { session } = last.header;
    if (last.data.person === undefined || session === null || last.correlation === null) return [last];
    return [...each('content.erased', last.position, streamOf.content(session))].filter(
      (fact): fact is Erasing => fact.type === 'content.erased' && fact.correlation === last.correlation,
    );
  };

  const backupsBefore = (position: number, oldest: number): string[] =>
    [...each('process.backed_up', position, streamOf.process)].flatMap((fact) =>
      fact.type === 'process.backed_up' && fact.data.head >= oldest ? [fact.data.name] : [],
    );

  return {
    shown(last: Erasing): Erasure {
      const parts = partsOf(last);
      const positions = parts.flatMap(({ data }) => data.positions);
      const facts = positions.flatMap((position) => finder.factAt(position) ?? []);
      const gone = new Set(parts.flatMap(({ data }) => data.media ?? []));
      const oldest = positions.reduce((least, position) => Math.min(least, position), last.position);
      return {
        id: `er_${last.position}`,
        state: traces.isFinished(last.position) ? 'done' : 'pending',
        erased: facts.filter(isMessage).length,
        at: last.at,
        backups: backupsBefore(last.position, oldest),
        remains: remainsOf(facts, gone),
      };
    },
    /** The fact that an id names; null if there is none. */
    named(id: string): Erasing | null {
      const [, position] = ID.exec(id) ?? [];
      const fact = position === undefined ? null : finder.factAt(Number(position));
      return fact?.type === 'content.erased' ? fact : null;
    },
  };
};
