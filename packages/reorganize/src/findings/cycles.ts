import { quoteIdentifier } from "@deepiri/database";
import { sqlName, type Table } from "../catalog/catalog.js";
import { plainName } from "../catalog/table-name.js";

import type { Queryable } from "../session/queryable.js";
import { ask } from "./ask.js";
import { type Conflict, columnName, counted } from "./finding.js";
import { type Edge, edgesOnCircles } from "./graph-cycles.js";
import type { Place } from "./match-tables.js";
import { keyOf } from "./rows-of-place.js";

/** Two columns of one table that lead from one thing to another. */
interface Graph {
  readonly from: string;
  readonly to: string;
}

/** Tables whose rows are edges that may form no circle; what points to its own table is found by its key. */
const edgeTables: ReadonlyMap<string, Graph> = new Map([
  ["public.task_dependencies", { from: "task_id", to: "depends_on_task_id" }],
]);

/** Rows that point to themselves and rows that point to each other in a circle. */
export async function findCycles(reader: Queryable, place: Place): Promise<Conflict[]> {
  const conflicts: Conflict[] = [];
  for (const graph of graphsOf(place.target)) {
    const [from, to] = [place.columns.get(graph.from), place.columns.get(graph.to)];
    if (from && to) conflicts.push(...(await cyclesOf(reader, place.source, { from, to })));
  }
  return conflicts;
}

function graphsOf(target: Table): Graph[] {
  const own = target.constraints.flatMap(({ columns, references }) => {
    const [from, to] = [references?.columns[0], columns[0]];
    const isOne = references?.table === plainName(target) && columns.length === 1;
    return isOne && from && to ? [{ from, to }] : [];
  });
  const edges = edgeTables.get(plainName(target));
  return edges ? [...own, edges] : own;
}

async function cyclesOf(reader: Queryable, table: Table, graph: Graph): Promise<Conflict[]> {
  const edges = await readEdges(reader, table, graph);
  const own = edges.filter(({ from, to }) => from === to);
  const circular = edgesOnCircles(edges);
  const on = columnName(plainName(table), graph.to);
  const told = [
    ["self reference", own, "to themselves", "to itself"],
    ["cycle", circular, "to each other in a circle", "in a circle"],
  ] as const;
  return told
    .filter(([, found]) => found.length > 0)
    .map(([kind, found, many, one]) => ({
      kind,
      on,
      what: `${counted(found.length, `row points ${one}`, `rows point ${many}`)}.`,
      count: found.length,
      samples: samplesOf(found),
    }));
}

function samplesOf(edges: readonly Edge[]): string[] {
  return edges
    .flatMap(({ key }) => (key === null ? [] : [key]))
    .sort()
    .slice(0, 5);
}

const batch = 20_000;

async function readEdges(reader: Queryable, table: Table, { from, to }: Graph): Promise<Edge[]> {
  const column = (name: string) => `source.${quoteIdentifier(name)}`;
  const { refused } = await ask(
    reader,
    `DECLARE edges NO SCROLL CURSOR FOR
     SELECT ${keyOf(table)} AS key, ${column(from)}::pg_catalog.text AS from, ${column(to)}::pg_catalog.text AS to
       FROM ${sqlName(table)} AS source
      WHERE ${column(from)} IS NOT NULL AND ${column(to)} IS NOT NULL`,
  );
  // That the table may not be read has been told of its rows.
  if (refused !== undefined) return [];
  const edges: Edge[] = [];
  for (;;) {
    const rows = await reader.query<Edge>(`FETCH ${batch} FROM edges`);
    for (const row of rows) edges.push(row);
    if (rows.length < batch) break;
  }
  await reader.query("CLOSE edges");
  return edges;
}
