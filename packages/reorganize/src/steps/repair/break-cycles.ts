import { quoteIdentifier } from "@deepiri/database";
import { type Catalog, columnOf, primaryKey, sqlName, type Table } from "../../catalog/catalog.js";
import { plainName } from "../../catalog/table-name.js";
import { documentOf, documentOfRow } from "../../ledger/document.js";
import { originals } from "../../ledger/originals.js";
import { quarantine } from "../../ledger/quarantine.js";
import { stepKey } from "../../ledger/step-key.js";
import type { Mapping } from "../../plan/mapping.js";
import type { Step, StepId } from "../../plan/step.js";
import { body } from "../../session/body.js";
import { literal } from "../../session/literal.js";
import { restoreValues } from "../shared/restore-values.js";
import { keyDocument, onDocument, stepBase } from "../shared/walk.js";
import { hazardsOf } from "./hazards.js";
import { restoreRows } from "./inverse.js";

type Graph = Mapping["acyclic"][number];

/**
 * The steps that break cycles where the target keeps a graph free of them: of each cycle the latest link
 * goes. A link that is a column becomes null with its original kept; one that is a row is quarantined.
 */
export function cycleSteps(
  { tables }: Catalog,
  ours: ReadonlySet<string>,
  { acyclic, otherwise }: Mapping,
): Step[] {
  if (otherwise.cycle !== "cut") return [];
  return acyclic.flatMap((graph) => {
    const table = ours.has(graph.table) ? tables.get(graph.table) : undefined;
    const names = "parent" in graph ? [graph.parent] : [graph.from, graph.to];
    return table && primaryKey(table).length > 0 && names.every((name) => columnOf(table, name))
      ? [breakStep(table, graph)]
      : [];
  });
}

/** Tables of edges, of which those that close cycles are quarantined. */
export function edgeTables({ acyclic, otherwise }: Mapping): string[] {
  if (otherwise.cycle !== "cut") return [];
  return acyclic.flatMap((graph) => ("parent" in graph ? [] : [graph.table]));
}

function breakStep(table: Table, graph: Graph): Step {
  const step: StepId = { kind: "repair", action: "break cycles", on: plainName(table) };
  const id = stepKey(step);
  return {
    ...stepBase(table),
    id: step,
    forward: { how: "transaction", silent: true, scans: true, sql: [breakSql(id, table, graph)] },
    inverse: [
      "parent" in graph ? restoreValues(id, table, [graph.parent]) : restoreRows(id, table),
    ],
    hazards: hazardsOf("links cut"),
  };
}

// Links that no cycle can contain are removed until nothing changes; what is left are cycles and what
// lies between them.
function breakSql(id: string, table: Table, graph: Graph): string {
  const [from, to] =
    "parent" in graph ? [primaryKey(table)[0] as string, graph.parent] : [graph.from, graph.to];
  const made = columnOf(table, "created_at") ? "r.created_at" : "NULL::timestamp";
  return `DO ${body(`
    DECLARE
      latest record;
    BEGIN
      CREATE TEMPORARY TABLE links ON COMMIT DROP AS
        SELECT ${keyDocument(table)} AS key,
               r.${quoteIdentifier(from)}::text AS here,
               r.${quoteIdentifier(to)}::text AS there,
               ${made} AS made
          FROM ${sqlName(table)} AS r
         WHERE r.${quoteIdentifier(from)} IS NOT NULL AND r.${quoteIdentifier(to)} IS NOT NULL;
      CREATE INDEX ON pg_temp.links (here);
      CREATE INDEX ON pg_temp.links (there);
      LOOP
        LOOP
          DELETE FROM pg_temp.links AS link
           WHERE NOT EXISTS (SELECT FROM pg_temp.links AS before WHERE before.there = link.here)
              OR NOT EXISTS (SELECT FROM pg_temp.links AS after WHERE after.here = link.there);
          EXIT WHEN NOT FOUND;
        END LOOP;
        SELECT one.* INTO latest FROM pg_temp.links AS one
         WHERE EXISTS (
           WITH RECURSIVE reached (node) AS (
             SELECT one.there
             UNION
             SELECT next.there FROM reached JOIN pg_temp.links AS next ON next.here = reached.node)
           SELECT FROM reached WHERE reached.node = one.here)
         ORDER BY one.made DESC NULLS LAST, one.key DESC LIMIT 1;
        EXIT WHEN NOT FOUND;
        ${cutSql(id, table, graph)}
        DELETE FROM pg_temp.links AS gone WHERE gone.key = latest.key;
      END LOOP;
    END`)}`;
}

function cutSql(id: string, table: Table, graph: Graph): string {
  const match = onDocument(table, "latest.key");
  if (!("parent" in graph))
    return `WITH gone AS (
          DELETE FROM ${sqlName(table)} AS r WHERE ${match} RETURNING ${documentOfRow(table.columns, "r")} AS row)
        INSERT INTO ${quarantine} (step, relation, key, row, reason)
        SELECT ${literal(id)}, ${literal(plainName(table))}, latest.key, row, 'closes a cycle' FROM gone;`;
  const column = quoteIdentifier(graph.parent);
  const held = (sql: string): string => documentOf([{ name: graph.parent, sql }]);
  return `INSERT INTO ${originals} (step, key, before, after)
        SELECT ${literal(id)}, latest.key, ${held(`r.${column}`)}, ${held("NULL")}
          FROM ${sqlName(table)} AS r WHERE ${match};
        UPDATE ${sqlName(table)} AS r SET ${column} = NULL WHERE ${match};`;
}
