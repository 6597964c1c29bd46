import { quoteIdentifier, quoteTable } from "@deepiri/database";
import { type Catalog, plainName, sqlName, type Table } from "../../catalog/catalog.js";
import { shortName } from "../../catalog/short-name.js";
import type { Step } from "../../plan/step.js";
import { type CompatibilityView, dropView, makeView } from "../shared/compatibility-view.js";
import type { RelocateHazard } from "./hazards.js";

/** A table that goes to another schema, name or column names; its rows stay where they are. */
export interface Move extends CompatibilityView {
  /** Whether another table of the target is to have the old name, so that no view can stay there. */
  readonly isNameTaken?: boolean;
  /** Indexes that get another name before it leaves, such as those that `clashingIndexes` finds. */
  readonly indexes?: ReadonlyMap<string, string>;
}

/**
 * Indexes of the table whose names are taken in the schema that it goes to, with names that are free.
 *
 * @param leaving a table that will have left that schema
 */
export function clashingIndexes(
  table: Table,
  to: { readonly schema: string },
  { tables }: Catalog,
  leaving?: Table,
): Map<string, string> {
  if (table.schema === to.schema) return new Map();
  const others = [...tables.values()].filter((one) => one.schema === to.schema && one !== leaving);
  const taken = new Set(
    others.flatMap((one) => [one.name, ...one.indexes.map(({ name }) => name)]),
  );
  const clashing = table.indexes.filter(({ name }) => taken.has(name));
  return new Map(clashing.map(({ name }) => [name, shortName(`${name} of ${plainName(table)}`)]));
}

/** Whether anything changes at all. */
export function isMoved(move: Move): boolean {
  return leavesItsName(move) || move.rename.size > 0;
}

/** Whether a view stays at the old name. */
export function keepsView(move: Move): boolean {
  return leavesItsName(move) && !move.isNameTaken;
}

/** Whether the table is elsewhere afterwards. */
export function leavesItsName({ table, to }: Move): boolean {
  return table.schema !== to.schema || table.name !== to.name;
}

/** The moves in an order in which each name is free when a table comes to it. */
export function inOrder(moves: readonly Move[]): Move[] {
  const ordered: Move[] = [];
  const seen = new Set<Move>();
  const visit = (move: Move): void => {
    if (seen.has(move)) return;
    seen.add(move);
    const inTheWay = moves.find(
      (other) => other !== move && plainName(other.table) === plainName(move.to),
    );
    if (inTheWay) visit(inTheWay);
    ordered.push(move);
  };
  for (const move of moves) visit(move);
  return ordered;
}

/**
 * The step that moves the table: catalog changes only, whatever its size, and in the same
 * transaction a view at the old name with the old column names, through which programs go on reading
 * and writing. Where only columns are renamed the old name is the table itself, and no view is possible.
 */
export function planMove(move: Move): Step {
  const { table, to, rename } = move;
  const [from, goal] = [sqlName(table), quoteTable(to.schema, to.name)];
  const [leaves, hasView] = [leavesItsName(move), keepsView(move)];
  const renames = [...rename].map(([old, name]) => renameColumn(goal, old, name));
  const indexes = [...(move.indexes ?? [])];
  const renamesBack = [...rename].map(([old, name]) => renameColumn(goal, name, old));
  return {
    id: { kind: "relocate", action: "move", on: plainName(to) },
    about: leaves ? { from: plainName(table), view: hasView } : { columns: [...rename.values()] },
    table: plainName(to),
    forward: {
      how: "transaction",
      sql: [
        lock(from),
        ...indexes.map(([old, name]) => renameIndex(table.schema, old, name)),
        ...relocate(table, to),
        ...renames,
        ...(hasView ? makeView(move) : []),
      ],
    },
    inverse: [
      {
        how: "transaction",
        sql: [
          lock(goal),
          ...(hasView ? [dropView(move)] : []),
          ...renamesBack,
          ...relocate(to, table),
          ...indexes.map(([old, name]) => renameIndex(table.schema, name, old)),
        ],
      },
    ],
    ...(hasView ? { finish: [dropView(move)] } : {}),
    lock: "ACCESS EXCLUSIVE",
    hazards: hazardsOf(move),
    rows: 0,
    seconds: 0.05,
  };
}

function lock(table: string): string {
  return `LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`;
}

type Name = { readonly schema: string; readonly name: string };

function relocate(from: Name, to: Name): string[] {
  if (from.schema === to.schema) return from.name === to.name ? [] : [renameTable(from, to.name)];
  if (from.name === to.name) return [setSchema(from, to.schema)];
  // Either schema may have a table of the other's name.
  const between = shortName(`${to.name} on its way`);
  return [
    renameTable(from, between),
    setSchema({ schema: from.schema, name: between }, to.schema),
    renameTable({ schema: to.schema, name: between }, to.name),
  ];
}

function setSchema({ schema, name }: Name, to: string): string {
  return `ALTER TABLE ${quoteTable(schema, name)} SET SCHEMA ${quoteIdentifier(to)}`;
}

function renameTable({ schema, name }: Name, to: string): string {
  return `ALTER TABLE ${quoteTable(schema, name)} RENAME TO ${quoteIdentifier(to)}`;
}

function renameIndex(schema: string, from: string, to: string): string {
  return `ALTER INDEX ${quoteTable(schema, from)} RENAME TO ${quoteIdentifier(to)}`;
}

function renameColumn(table: string, from: string, to: string): string {
  return `ALTER TABLE ${table} RENAME COLUMN ${quoteIdentifier(from)} TO ${quoteIdentifier(to)}`;
}

function hazardsOf(move: Move): RelocateHazard[] {
  const { table, to, rename } = move;
  const name = plainName(table);
  if (!leavesItsName(move))
    return [{ code: "columns renamed", table: name, columns: [...rename.keys()] }];
  if (move.isNameTaken) return [{ code: "name taken", table: name, becomes: plainName(to) }];
  return [{ code: "view", table: name }];
}
