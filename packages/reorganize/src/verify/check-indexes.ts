import { plainName, type Table } from "../catalog/catalog.js";
import type { Problem } from "./verification.js";

/** Indexes whose building was cut off: PostgreSQL does not use them, nor keep their rule. */
export function checkIndexes(tables: readonly Table[]): Problem[] {
  return tables.flatMap((table) =>
    table.indexes
      .filter(({ valid }) => !valid)
      .map(({ name, unique }) => ({
        about: "indexes" as const,
        object: `${table.schema}.${name}`,
        what: `is not valid, so ${plainName(table)} is searched without it${unique ? " and may hold duplicates" : ""}`,
      })),
  );
}
