import type { Table } from "../../catalog/catalog.js";
import type { Rehearsal } from "../rehearsal.js";

/** The table as the database knows it before the first step, whatever has become of it on the copy. */
export function originalOf({ assigned }: Pick<Rehearsal, "assigned">, table: Table): Table {
  const sources = [...assigned.values()].flat();
  return sources.find((one) => one.table.oid === table.oid)?.table ?? table;
}
