import type { Queryable } from "../session/queryable.js";
import type { Catalog } from "./catalog.js";
import { readColumns } from "./read-columns.js";
import { readConstraints } from "./read-constraints.js";
import { readIndexes } from "./read-indexes.js";
import { readTables } from "./read-tables.js";
import { readTypes } from "./read-types.js";
import { plainName } from "./table-name.js";

/**
 * Reads the catalog; five queries, whatever the number of tables.
 *
 * @param around only these tables, by their oids, and those that foreign keys join with them, if given
 */
export async function readCatalog(reader: Queryable, around?: readonly number[]): Promise<Catalog> {
  const tables = await readTables(reader, around);
  const oids = tables.map(({ oid }) => oid);
  const columns = await readColumns(reader, oids);
  const constraints = await readConstraints(reader, oids);
  const indexes = await readIndexes(reader, oids);
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
