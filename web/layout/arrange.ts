/** Gives every state, arrow and label of a chart its place. Runs when a machine changed, never in a page. */
import { createRequire } from 'node:module';
import type { ELK, ElkExtendedEdge, ElkNode } from 'elkjs';
import { hashOf } from '../../src/inspector/chart.ts';
import type { Chart, ChartEdge, ChartState } from '../../src/inspector/chart-shape.ts';
import { type Box, type Layout, labelLines, LINE_HEIGHT, type PlacedEdge } from '../../src/inspector/layout-shape.ts';

/** Text is not measured but counted, so that a layout is the same wherever it is made. */
const NAME_WIDTH = 7.4;
const SMALL_WIDTH = 6;
const TITLE_HEIGHT = 26;
const DOT = 10;

const lineCount = ({ effects }: ChartState): number => effects.length;

const sizeOf = (state: ChartState): { width: number; height: number } => {
  if (state.kind === 'start') return { width: DOT, height: DOT };
  const texts = [state.name.length * NAME_WIDTH, ...state.effects.map((name) => (name.length + 2) * SMALL_WIDTH)];
  return { width: Math.ceil(Math.max(64, ...texts) + 24), height: TITLE_HEIGHT + 6 + lineCount(state) * LINE_HEIGHT };
};

const nodeOf = (state: ChartState, chart: Chart): ElkNode => {
  const children = chart.states.filter(({ parent }) => parent === state.id);
  if (children.length === 0) return { id: state.id, ...sizeOf(state) };
  const top = TITLE_HEIGHT + 10 + lineCount(state) * LINE_HEIGHT;
  return {
    id: state.id,
    layoutOptions: { 'elk.padding': `[top=${top},left=18,bottom=18,right=18]` },
    children: children.map((child) => nodeOf(child, chart)),
  };
};

/** Arrows that lead back to a state on the way from the beginning: the engine gets them turned round, so that time flows down. */
const backwards = ({ states, steps }: Chart): ReadonlySet<string> => {
  const back = new Set<string>();
  const done = new Set<string>();
  const walk = (state: string, way: readonly string[]): void => {
    for (const { to, edges } of Object.values(steps[state] ?? {})) {
      const [edge = ''] = edges;
      if (way.includes(to)) back.add(edge);
      else if (!done.has(to)) walk(to, [...way, to]);
    }
    done.add(state);
  };
  const begin = states.find(({ id, kind }) => kind !== 'group' && Object.hasOwn(steps, id))?.id ?? '';
  walk(begin, [begin]);
  return back;
};

const edgeOf = (edge: ChartEdge, back: boolean): ElkExtendedEdge => {
  const lines = labelLines(edge);
  const width = Math.ceil(Math.max(0, ...lines.map((line) => line.length)) * SMALL_WIDTH + 8);
  const labels = lines.length === 0 ? [] : [{ text: lines.join('\n'), width, height: lines.length * LINE_HEIGHT + 2 }];
  const [from, to] = back ? [edge.target, edge.source] : [edge.source, edge.target];
  return { id: edge.id, sources: [from], targets: [to], labels };
};

const OPTIONS = {
  'elk.algorithm': 'layered',
  'elk.direction': 'DOWN',
  'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.json.shapeCoords': 'ROOT',
  'elk.json.edgeCoords': 'ROOT',
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
  'elk.layered.spacing.edgeNodeBetweenLayers': '10',
  'elk.layered.spacing.edgeEdgeBetweenLayers': '8',
  'elk.layered.spacing.nodeNodeBetweenLayers': '14',
  'elk.spacing.nodeNode': '22',
  'elk.spacing.edgeNode': '12',
  'elk.spacing.edgeEdge': '10',
  'elk.spacing.edgeLabel': '4',
  'elk.edgeLabels.inline': 'false',
  'elk.padding': '[top=14,left=14,bottom=14,right=14]',
} as const;

const round = (value = 0): number => Math.round(value * 2) / 2;

const boxOf = ({ x, y, width, height }: Partial<Box>): Box => ({
  x: round(x),
  y: round(y),
  width: round(width),
  height: round(height),
});

const nodesBelow = (node: ElkNode): readonly ElkNode[] => [node, ...(node.children ?? []).flatMap(nodesBelow)];

const placed = (edge: ChartEdge, done: ElkExtendedEdge | undefined, back: boolean): PlacedEdge => {
  const [section] = done?.sections ?? [];
  if (!section) throw new Error(`The layout has lost the edge ${edge.id}`);
  const drawn = [section.startPoint, ...(section.bendPoints ?? []), section.endPoint];
  const corners = back ? drawn.toReversed() : drawn;
  const [label] = done?.labels ?? [];
  return {
    ...edge,
    points: corners.map(({ x, y }) => [round(x), round(y)]),
    lines: labelLines(edge),
    place: label ? boxOf(label) : null,
  };
};

/** The elk that runs in this thread, which the package's own main file does not offer to modules. */
const { default: Elk } = createRequire(import.meta.url)('elkjs/lib/elk.bundled.js') as { default: new () => ELK };

export const arrange = async (chart: Chart): Promise<Layout> => {
  const back = backwards(chart);
  const graph: ElkNode = {
    id: chart.machine,
    layoutOptions: OPTIONS,
    children: chart.states.filter(({ parent }) => parent === null).map((state) => nodeOf(state, chart)),
    edges: chart.edges.map((edge) => edgeOf(edge, back.has(edge.id))),
  };
  const done = await new Elk().layout(graph);
  const nodes = new Map(nodesBelow(done).map((node) => [node.id, node]));
  const edges = new Map((done.edges ?? []).map((edge) => [edge.id, edge]));
  return {
    hash: hashOf(chart),
    machine: chart.machine,
    width: round(done.width),
    height: round(done.height),
    states: chart.states.map((state) => ({ ...state, ...boxOf(nodes.get(state.id) ?? {}) })),
    edges: chart.edges.map((edge) => placed(edge, edges.get(edge.id), back.has(edge.id))),
    steps: chart.steps,
  };
};
