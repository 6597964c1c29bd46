import { quoteIdentifier, quoteTable } from "@deepiri/database";
import { type Catalog, plainName, sqlName, type Table } from "../../catalog/catalog.js";
import type { Step } from "../../plan/step.js";

/**
 * Renames constraints and indexes that are the target's under another name. Nothing is built again,
 * and what pg-delta compares afterwards has the same name on both sides.
 */
export function planRenames(from: Catalog, to: Catalog, ours: ReadonlySet<string>): Step[] {
  return [...ours].sort().flatMap((name) => {
    const [table, wanted] = [from.tables.get(name), to.tables.get(name)];
    return table && wanted ? stepOf(table, wanted) : [];
  });
}

interface Rename {
  readonly from: string;
  readonly to: string;
  readonly sql: (from: string, to: string) => string;
}

function stepOf(table: Table, wanted: Table): Step[] {
  const renames = [...constraintRenames(table, wanted), ...indexRenames(table, wanted)];
  if (renames.length === 0) return [];
  return [
    {
      id: { kind: "rename", action: "rename", on: plainName(table) },
      about: { renames: renames.length },
      table: plainName(table),
      forward: { how: "transaction", sql: through(renames) },
      inverse: [
        {
          how: "transaction",
          sql: through(renames.map((one) => ({ ...one, from: one.to, to: one.from }))),
        },
      ],
      lock: "ACCESS EXCLUSIVE",
      hazards: [],
      rows: 0,
      seconds: 0.02,
    },
  ];
}

/** Two names may be swapped, so all of them leave before any arrives. */
function through(renames: readonly Rename[]): string[] {
  const between = (name: string): string => `${name.slice(0, 50)}_reorganize`;
  return [
    ...renames.map(({ from, sql }) => sql(from, between(from))),
    ...renames.map(({ from, to, sql }) => sql(between(from), to)),
  ];
}

function constraintRenames(table: Table, wanted: Table): Rename[] {
  const sql = (from: string, to: string): string =>
    `ALTER TABLE ${sqlName(table)} RENAME CONSTRAINT ${quoteIdentifier(from)} TO ${quoteIdentifier(to)}`;
  return pairs(
    table.constraints,
    wanted.constraints,
    (one) => `${one.kind} ${one.definition}`,
    sql,
  );
}

function indexRenames(table: Table, wanted: Table): Rename[] {
  const sql = (from: string, to: string): string =>
    `ALTER INDEX ${quoteTable(table.schema, from)} RENAME TO ${quoteIdentifier(to)}`;
  const free = ({ indexes }: Table) => indexes.filter(({ ofConstraint }) => !ofConstraint);
  return pairs(free(table), free(wanted), ({ body }) => body, sql);
}

/** What is equal but for its name, and whose name is not right on either side. */
function pairs<One extends { readonly name: string }>(
  here: readonly One[],
  there: readonly One[],
  bodyOf: (one: One) => string,
  sql: Rename["sql"],
): Rename[] {
  const settled = new Set(
    here
      .filter((one) =>
        there.some((other) => other.name === one.name && bodyOf(other) === bodyOf(one)),
      )
      .map(({ name }) => name),
  );
  const left = here.filter(({ name }) => !settled.has(name));
  const renames: Rename[] = [];
  for (const wanted of there) {
    if (settled.has(wanted.name)) continue;
    const index = left.findIndex((one) => bodyOf(one) === bodyOf(wanted));
    const [found] = index === -1 ? [] : left.splice(index, 1);
    if (found && found.name !== wanted.name)
      renames.push({ from: found.name, to: wanted.name, sql });
  }
  return renames;
}
