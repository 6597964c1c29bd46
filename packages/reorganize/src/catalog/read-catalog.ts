import type { Queryable } from "../session/queryable.js";
import type { Catalog } from "./catalog.js";
import { readColumns } from "./read-columns.js";
import { readConstraints } from "./read-constraints.js";
import { readIndexes } from "./read-indexes.js";
import { readTables } from "./read-tables.js";
import { readTypes } from "./read-types.js";
import { plainName } from "./table-name.js";

/** Reads the catalog; five queries, whatever the number of tables. */
export async function readCatalog(reader: Queryable): Promise<Catalog> {
  const tables = await readTables(reader);
  const columns = await readColumns(reader);
  const constraints = await readConstraints(reader);
  const indexes = await readIndexes(reader);
  const enums = await readTypes(reader);
  return {
    tables: new Map(
      tables.map((table) => [
        plainName(table),
        {
          ...table,
          columns: columns.get(table.oid) ?? [],
          constraints: constraints.get(table.oid) ?? [],
          indexes: indexes.get(table.oid) ?? [],
        },
      ]),
    ),
    enums: new Map(enums.map((one) => [plainName(one), one])),
  };
}
