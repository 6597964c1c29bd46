/** A directed graph: each node with those it leads to. */
export type Graph = ReadonlyMap<string, ReadonlySet<string>>;

/** Nodes that all lead to each other. */
export interface Cycle {
  /** A shortest way around: each node leads to the next, and the last to the first. */
  readonly shortest: readonly string[];
  /** All nodes that lie on some way around. */
  readonly members: readonly string[];
}

/** Finds each strongly connected component of more than one node, or of one that leads to itself. */
export function findCycles(graph: Graph): Cycle[] {
  const ways = [...graph.keys()]
    .map((node) => wayBack(graph, node))
    .filter((way) => way !== undefined)
    .sort((one, other) => one.length - other.length);
  const cycles: Cycle[] = [];
  for (const shortest of ways) {
    const start = shortest[0] as string;
    if (cycles.some(({ members }) => members.includes(start))) continue;
    const members = ways
      .map(([node]) => node as string)
      .filter((node) => isReachable(graph, start, node) && isReachable(graph, node, start));
    cycles.push({ shortest, members });
  }
  return cycles;
}

/** The nodes of a shortest way from a node back to itself, beginning with it. */
function wayBack(graph: Graph, start: string): string[] | undefined {
  const cameFrom = walk(graph, start);
  if (!cameFrom.has(start)) return undefined;
  const way: string[] = [];
  let node = start;
  do {
    node = cameFrom.get(node) as string;
    way.unshift(node);
  } while (node !== start);
  return way;
}

function isReachable(graph: Graph, from: string, to: string): boolean {
  return walk(graph, from).has(to);
}

/** Breadth first: each node that `start` leads to, with the node before it on a shortest way. */
function walk(graph: Graph, start: string): Map<string, string> {
  const cameFrom = new Map<string, string>();
  const queue = [start];
  for (const node of queue) {
    for (const next of graph.get(node) ?? []) {
      if (cameFrom.has(next)) continue;
      cameFrom.set(next, node);
      queue.push(next);
    }
  }
  return cameFrom;
}
