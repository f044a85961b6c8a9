/** All sessions, or some of them: what a key or an endpoint reaches. */
import { Choices } from './field.tsx';
import { Ticks } from './ticks.tsx';

const HOW_MANY = [
  ['all', 'All, those to come too'],
  ['some', 'Some'],
] as const;

interface Props {
  /** The sessions that there are: id and name. */
  readonly known: readonly (readonly [id: string, name: string])[];
  /** Null for all. */
  readonly chosen: readonly string[] | null;
  readonly choose: (chosen: readonly string[] | null) => void;
}

export const SessionChoice = ({ known, chosen, choose }: Props) => {
  /** A session that was removed stays chosen until somebody takes it out. */
  const gone = (chosen ?? []).filter((id) => !known.some(([one]) => one === id)).map((id) => [id, id] as const);
  return (
    <div class="stack-tight">
      <Choices
        legend="Sessions"
        value={chosen === null ? 'all' : 'some'}
        options={HOW_MANY}
        choose={(many) => choose(many === 'all' ? null : [])}
      />
      {chosen !== null && (
        <Ticks legend="These sessions" hideLegend options={[...known, ...gone]} ticked={chosen} change={choose} />
      )}
    </div>
  );
};
