import type { Table } from "../catalog/catalog.js";
import { plainName } from "../catalog/table-name.js";
import type { Problem } from "../plan/problem.js";

/** Indexes whose build was cut off: PostgreSQL neither uses them nor enforces that they are unique. */
export function checkIndexes(tables: readonly Table[]): Problem[] {
  return tables.flatMap((table) =>
    table.indexes
      .filter(({ valid }) => !valid)
      .map(({ name, unique }) => ({
        about: "indexes" as const,
        code: "not valid",
        object: plainName({ schema: table.schema, name }),
        table: plainName(table),
        unique,
      })),
  );
}
