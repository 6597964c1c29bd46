import dagre from "@dagrejs/dagre";

/** A table of a lane and the tables of the same lane that it refers to. */
export interface LaneTable {
  readonly id: number;
  readonly refersTo: readonly number[];
}

/**
 * The tables of a lane from top to bottom: what is referred to comes before what refers to it, and tables that
 * belong together stand near each other, so that lines are short and cross rarely.
 */
export function orderTables(tables: readonly LaneTable[]): number[] {
  const rankOf = layOut(tables);
  return [...tables]
    .sort((one, other) => {
      const a = rankOf(one.id);
      const b = rankOf(other.id);
      return a.y - b.y || a.x - b.x || one.id - other.id;
    })
    .map(({ id }) => id);
}

interface Point {
  readonly x: number;
  readonly y: number;
}

function layOut(tables: readonly LaneTable[]): (id: number) => Point {
  const graph = new dagre.graphlib.Graph();
  // The other rankers take minutes for a thousand tables.
  graph.setGraph({ rankdir: "TB", ranker: "longest-path" });
  graph.setDefaultEdgeLabel(() => ({}));
  const referredTo = new Set(tables.flatMap(({ refersTo }) => refersTo));
  const connected = tables.filter(({ id, refersTo }) => refersTo.length > 0 || referredTo.has(id));
  for (const { id } of connected) graph.setNode(String(id), { width: 1, height: 1 });
  for (const { id, refersTo } of connected)
    for (const target of refersTo) if (target !== id) graph.setEdge(String(target), String(id));
  dagre.layout(graph);
  const last = { x: 0, y: Number.MAX_SAFE_INTEGER };
  return (id) => (graph.hasNode(String(id)) ? (graph.node(String(id)) as Point) : last);
}
