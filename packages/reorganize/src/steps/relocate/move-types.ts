import { quoteTable } from "@deepiri/database";
import type { Catalog, EnumType } from "../../catalog/catalog.js";
import { plainName } from "../../catalog/table-name.js";
import type { Step } from "../../plan/step.js";
import { enumIndex } from "./hazards.js";
import { dropOldNameSql, moveTypeBackSql } from "./inverse.js";
import { moveTypeSql } from "./sql.js";

/**
 * The steps of enum types, which stay behind when their table moves. Those that the target has in
 * another schema, with the same labels, follow; a domain at the old name lets programs go on casting to it.
 */
export function planTypeMoves(from: Catalog, to: Catalog): Step[] {
  return [...to.enums.values()].flatMap((wanted) => {
    if (from.enums.has(plainName(wanted))) return [];
    const found = [...from.enums.values()].find((one) => isSame(one, wanted));
    return found ? [moveType(found, wanted)] : [];
  });
}

function isSame(one: EnumType, other: EnumType): boolean {
  return one.name === other.name && one.labels.join("\0") === other.labels.join("\0");
}

function moveType(from: EnumType, to: EnumType): Step {
  return {
    id: { kind: "relocate", action: "move type", on: plainName(to) },
    about: { from: plainName(from), oldName: quoteTable(from.schema, from.name) },
    forward: { how: "transaction", sql: moveTypeSql(from, to) },
    inverse: [{ how: "transaction", sql: moveTypeBackSql(from, to) }],
    finish: dropOldNameSql(from, to),
    lock: "none",
    hazards: [enumIndex(plainName(to))],
    rows: 0,
    seconds: 0.01,
  };
}
