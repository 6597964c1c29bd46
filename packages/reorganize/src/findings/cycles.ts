import { quoteIdentifier } from "@deepiri/database";
import { primaryKey, sqlName, type Table } from "../catalog/catalog.js";
import { plainName } from "../catalog/table-name.js";
import type { Mapping } from "../plan/mapping.js";
import type { Queryable } from "../session/queryable.js";
import { ask } from "./ask.js";
import type { Finding } from "./finding.js";
import { type Edge, edgesOnCycles } from "./graph-cycles.js";
import type { Match } from "./match-tables.js";
import { keyOf } from "./rows-of-match.js";

/** Two columns of one table: each row is an edge from one value to the other. */
interface Graph {
  readonly from: string;
  readonly to: string;
}

/**
 * Rows that point to themselves and rows that point to each other in a cycle.
 *
 * @param acyclic graphs that the mapping keeps free of them, besides those of a table that refers to itself
 */
export async function findCycles(
  reader: Queryable,
  match: Match,
  acyclic: Mapping["acyclic"],
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const graph of graphsOf(match.target, acyclic)) {
    const [from, to] = [match.columns.get(graph.from), match.columns.get(graph.to)];
    if (from && to) findings.push(...(await cyclesOf(reader, match.source, { from, to })));
  }
  return findings;
}

function graphsOf(target: Table, acyclic: Mapping["acyclic"]): Graph[] {
  const own = target.constraints.flatMap(({ columns, references }) => {
    const [from, to] = [references?.columns[0], columns[0]];
    const isOne = references?.table === plainName(target) && columns.length === 1;
    return isOne && from && to ? [{ from, to }] : [];
  });
  const declared = acyclic
    .filter(({ table }) => table === plainName(target))
    .flatMap((graph) => declaredGraph(target, graph))
    .filter(({ from, to }) => !own.some((one) => one.from === from && one.to === to));
  return [...own, ...declared];
}

function declaredGraph(target: Table, graph: Mapping["acyclic"][number]): Graph[] {
  if (!("parent" in graph)) return [graph];
  const [from] = primaryKey(target);
  return from === undefined ? [] : [{ from, to: graph.parent }];
}

async function cyclesOf(reader: Queryable, table: Table, graph: Graph): Promise<Finding[]> {
  const edges = await readEdges(reader, table, graph);
  const found = [
    ["self reference", edges.filter(({ from, to }) => from === to)],
    ["cycle", edgesOnCycles(edges)],
  ] as const;
  return found
    .filter(([, rows]) => rows.length > 0)
    .map(([kind, rows]) => ({
      kind,
      table: plainName(table),
      column: graph.to,
      count: rows.length,
      samples: samplesOf(rows),
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
  // That the table cannot be read is a finding of its rows.
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
