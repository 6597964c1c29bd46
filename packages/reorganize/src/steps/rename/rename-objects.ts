import type { Catalog, Table } from "../../catalog/catalog.js";
import { plainName } from "../../catalog/table-name.js";
import type { Step } from "../../plan/step.js";
import { renameBackSql } from "./inverse.js";
import { type Away, makeRoom, placeOf } from "./make-room.js";
import { constraintRenames, indexRenames } from "./renames.js";
import { renameSql } from "./sql.js";

/**
 * Renames constraints and indexes that are the target's under another name. Nothing is built again,
 * and what pg-delta compares afterwards has the same name on both sides.
 */
export function planRenames(from: Catalog, to: Catalog, ours: ReadonlySet<string>): Step[] {
  const away: Away = new Map();
  return [...ours].sort().flatMap((name) => {
    const [table, wanted] = [from.tables.get(name), to.tables.get(name)];
    return table && wanted ? stepOf(table, wanted, from, away) : [];
  });
}

function stepOf(table: Table, wanted: Table, from: Catalog, away: Away): Step[] {
  const wished = [...constraintRenames(table, wanted), ...indexRenames(table, wanted)].map(
    (one) => ({ ...one, from: away.get(placeOf(table, one.from)) ?? one.from }),
  );
  if (wished.length === 0) return [];
  const renames = [...makeRoom(table, wished, from, away), ...wished];
  return [
    {
      id: { kind: "rename", action: "rename", on: plainName(table) },
      about: { renames: renames.length },
      table: plainName(table),
      forward: { how: "transaction", sql: renameSql(renames) },
      inverse: [{ how: "transaction", sql: renameBackSql(renames) }],
      lock: "ACCESS EXCLUSIVE",
      hazards: [],
      rows: 0,
      seconds: 0.02,
    },
  ];
}
