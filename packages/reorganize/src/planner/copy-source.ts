import { quoteIdentifier, quoteTable } from "@deepiri/database";
import type pg from "pg";
import { granteeSql } from "../catalog/objects/grantee-sql.js";
import { readSequences } from "../catalog/objects/read-sequences.js";
import { readCatalog } from "../catalog/read-catalog.js";
import { plainName } from "../catalog/table-name.js";
import type { Queryable } from "../session/queryable.js";
import { reading } from "../session/read-only.js";
import { withConnection } from "../session/with-connection.js";
import { copySchema } from "./copy-schema.js";
import { readSample, sampleRows, writeSample } from "./sample-rows.js";

/**
 * Makes the empty scratch database of `to` a copy of the database of `from`: the whole schema, of
 * every table some rows with all that they refer to, and the positions of its sequences. It holds rows
 * of users then, so only its owner may connect to it. The source is only read.
 *
 * @param size rows of each table, before those that others refer to
 */
export async function copySource(from: string, to: string, size: number): Promise<void> {
  await withConnection(to, {}, async (copy) => {
    await revokeConnect(copy);
    await reading(from, (source) => copyDatabaseRights(source, copy));
  });
  await copySchema(from, to, () => withConnection(to, {}, (copy) => copyRows(from, copy, size)));
  // Expressions of indexes may call functions without their schema.
  await withConnection(to, { searchPath: "usual" }, (copy) => copy.query("ANALYZE"));
}

async function copyRows(from: string, copy: pg.Client, size: number): Promise<void> {
  // Rows come in any order, and nothing that a trigger would do is to be done again.
  await copy.query("SET session_replication_role = replica");
  await reading(from, async (reader, source) => {
    const catalog = await readCatalog(reader);
    const sample = await sampleRows(source, catalog, size);
    for (const table of catalog.tables.values()) {
      const ctids = sample.get(plainName(table)) ?? new Set();
      await writeSample(copy, table, await readSample(source, table, ctids));
    }
    for (const { schema, name } of await readSequences(reader))
      await copyPosition(reader, copy, quoteTable(schema, name));
  });
}

async function copyPosition(source: Queryable, copy: pg.Client, sequence: string): Promise<void> {
  const [position] = await source.query<{ last_value: string; is_called: boolean }>(
    `SELECT last_value, is_called FROM ${sequence}`,
  );
  await copy.query("SELECT pg_catalog.setval($1::pg_catalog.regclass, $2, $3)", [
    sequence,
    position?.last_value,
    position?.is_called,
  ]);
}

async function revokeConnect(copy: pg.Client): Promise<void> {
  await copy.query(`REVOKE ALL ON DATABASE ${quoteIdentifier(copy.database ?? "")} FROM PUBLIC`);
}

/** Rights on the database itself, which belong to no object in it. CONNECT stays with the owner. */
async function copyDatabaseRights(source: Queryable, copy: pg.Client): Promise<void> {
  const rows = await source.query<{ privilege: string; grantee: string; more: boolean }>(`
    SELECT privilege_type AS privilege, is_grantable AS more,
           ${granteeSql} AS grantee
      FROM pg_catalog.pg_database,
           pg_catalog.aclexplode(COALESCE(datacl, pg_catalog.acldefault('d', datdba)))
     WHERE datname = pg_catalog.current_database() AND grantee <> datdba
       AND NOT (grantee = 0 AND privilege_type = 'CONNECT')`);
  for (const { privilege, grantee, more } of rows)
    await copy.query(
      `GRANT ${privilege} ON DATABASE ${quoteIdentifier(copy.database ?? "")} TO ${grantee}${more ? " WITH GRANT OPTION" : ""}`,
    );
}
