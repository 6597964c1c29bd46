import { type Catalog, columnOf } from "../catalog.js";
import { plainName } from "../table-name.js";
import type { Action } from "./action.js";

/** Actions that make columns of a catalog, with those computed when they are read, which pg-delta takes for stored ones. */
export function withVirtual({ tables }: Catalog): (action: Action) => Action {
  const isVirtual = (id: Action["produces"][number]): boolean => {
    if (id.kind !== "column") return false;
    const table = tables.get(plainName({ schema: id.schema, name: id.table }));
    return table !== undefined && columnOf(table, id.name)?.virtual === true;
  };
  return (action) =>
    action.produces.some(isVirtual)
      ? { ...action, sql: action.sql.replace(/ STORED(?= NOT NULL$|$)/, " VIRTUAL") }
      : action;
}
