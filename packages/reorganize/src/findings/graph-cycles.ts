/** One row that leads from one id to another. */
export interface Edge {
  /** What the row is shown as, or null. */
  readonly key: string | null;
  readonly from: string;
  readonly to: string;
}

/**
 * The edges of cycles of two rows or more: both ends can be reached from each other.
 * Takes time and memory in proportion to the edges, however they are tangled.
 */
export function edgesOnCycles(edges: readonly Edge[]): Edge[] {
  const between = edges.filter(({ from, to }) => from !== to);
  const component = components(between);
  return between.filter(({ from, to }) => component.get(from) === component.get(to));
}

interface Visit {
  readonly id: string;
  next: number;
}

/** Strongly connected components after Tarjan, without recursion: chains may be a million rows long. */
function components(edges: readonly Edge[]): Map<string, number> {
  const targets = new Map<string, string[]>();
  for (const { from, to } of edges) {
    const known = targets.get(from);
    if (known) known.push(to);
    else targets.set(from, [to]);
  }
  const [order, lowest] = [new Map<string, number>(), new Map<string, number>()];
  const component = new Map<string, number>();
  const open: string[] = [];
  const enter = (id: string): Visit => {
    order.set(id, order.size);
    lowest.set(id, order.size - 1);
    open.push(id);
    return { id, next: 0 };
  };
  const lower = (id: string, to: number | undefined) =>
    lowest.set(id, Math.min(lowest.get(id) ?? 0, to ?? 0));
  const close = (id: string) => {
    if (lowest.get(id) !== order.get(id)) return;
    for (let member: string | undefined; member !== id; ) {
      member = open.pop() as string;
      component.set(member, order.get(id) ?? 0);
    }
  };
  for (const start of targets.keys()) {
    const path = order.has(start) ? [] : [enter(start)];
    for (let visit = path.at(-1); visit; visit = path.at(-1)) {
      const to = targets.get(visit.id)?.[visit.next++];
      if (to === undefined) {
        path.pop();
        close(visit.id);
        const before = path.at(-1);
        if (before) lower(before.id, lowest.get(visit.id));
      } else if (!order.has(to)) path.push(enter(to));
      else if (!component.has(to)) lower(visit.id, order.get(to));
    }
  }
  return component;
}
