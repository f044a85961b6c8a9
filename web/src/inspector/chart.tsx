/** A machine drawn from its layout: the active path is lit, and so is the arrow that was just taken. */
import { useMemo } from 'preact/hooks';
import type { Layout, PlacedEdge, PlacedState } from './layout.ts';
import { activePath, headOf, pathOf } from './drawing.ts';

interface ChartProps {
  readonly layout: Layout;
  readonly state: string | null;
  /** Arrows that were taken last. */
  readonly taken: readonly string[];
  /** The fact that took them. */
  readonly fact: string | null;
  /** Stands at the active state. */
  readonly deadline?: string | null;
  /** Without words, for small pictures. */
  readonly bare?: boolean;
}

const LINE = 13;

/** What does not change is not drawn again: most of a chart stays while the cursor moves. */
const Edge = ({ edge, lit }: { edge: PlacedEdge; lit: boolean }) =>
  useMemo(
    () => (
      <g class={lit ? 'edge lit' : 'edge'}>
        <path class="edge-line" d={pathOf(edge)} />
        <path class="edge-head" d={headOf(edge)} />
      </g>
    ),
    [edge, lit],
  );

const EdgeLabel = ({ edge, fact }: { edge: PlacedEdge; fact: string | null }) =>
  useMemo(() => {
    const { place, lines, labels } = edge;
    if (!place) return null;
    return (
      <g class="edge-label">
        <rect x={place.x} y={place.y} width={place.width} height={place.height} rx="3" />
        {lines.map((line, index) => (
          <text
            key={line}
            class={labels[index]?.fact === fact ? 'lit' : undefined}
            x={place.x + place.width / 2}
            y={place.y + LINE * (index + 1) - 2.5}
          >
            {line}
          </text>
        ))}
      </g>
    );
  }, [edge, fact]);

const Dot = ({ state: { x, y, width, height } }: { state: PlacedState }) =>
  useMemo(() => <circle class="start" cx={x + width / 2} cy={y + height / 2} r={width / 2} />, [x, y, width, height]);

interface BoxProps {
  readonly state: PlacedState;
  readonly active: boolean;
  readonly leaf: boolean;
  readonly bare: boolean;
}

const Box = ({ state, active, leaf, bare }: BoxProps) =>
  useMemo(() => {
    const { x, y, width, height, kind, name, effects } = state;
    const middle = x + width / 2;
    return (
      <g class={`state ${kind} ${active ? 'active' : ''} ${leaf ? 'leaf' : ''}`}>
        <rect x={x} y={y} width={width} height={height} rx="7" />
        {kind === 'end' && <rect x={x + 3} y={y + 3} width={width - 6} height={height - 6} rx="4.5" />}
        {!bare && (
          <text class="state-name" x={middle} y={y + 20}>
            {name}
          </text>
        )}
        {!bare &&
          effects.map((effect, index) => (
            <text key={effect} class="state-effect" x={middle} y={y + 34 + index * LINE}>
              {`» ${effect}`}
            </text>
          ))}
      </g>
    );
  }, [state, active, leaf, bare]);

/** A tag on the lower edge of the state that waits. */
const Deadline = ({ state, text }: { state: PlacedState | undefined; text: string }) => {
  if (!state) return null;
  const width = text.length * 6.4 + 16;
  const x = state.x + state.width / 2 - width / 2;
  const y = state.y + state.height - 4;
  return (
    <g class="deadline">
      <rect x={x} y={y} width={width} height="17" rx="8.5" />
      <text x={x + width / 2} y={y + 12}>
        {text}
      </text>
    </g>
  );
};

export const Chart = ({ layout, state, taken, fact, deadline = null, bare = false }: ChartProps) => {
  const active = activePath(layout, state);
  const lit = layout.edges.filter(({ id }) => taken.includes(id));
  const boxes = layout.states.filter(({ kind }) => kind === 'compound' || kind === 'group');
  const leaves = layout.states.filter(({ kind }) => kind === 'state' || kind === 'end');
  const draw = (one: PlacedState) => (
    <Box key={one.id} state={one} active={active.has(one.id)} leaf={one.id === state} bare={bare} />
  );
  return (
    <svg class="chart" viewBox={`0 0 ${layout.width} ${layout.height}`} aria-hidden="true">
      {boxes.map(draw)}
      {layout.edges.map((edge) => (lit.includes(edge) ? null : <Edge key={edge.id} edge={edge} lit={false} />))}
      {layout.states.map((one) => (one.kind === 'start' ? <Dot key={one.id} state={one} /> : null))}
      {lit.map((edge) => (
        <Edge key={edge.id} edge={edge} lit />
      ))}
      {leaves.map(draw)}
      {!bare &&
        layout.edges.map((edge) => <EdgeLabel key={edge.id} edge={edge} fact={lit.includes(edge) ? fact : null} />)}
      {!bare && deadline !== null && <Deadline state={leaves.find(({ id }) => id === state)} text={deadline} />}
    </svg>
  );
};
