import { quoteIdentifier, quoteTable } from "@deepiri/database";
import type { Observation } from "@deepiri/observer";
import type pg from "pg";
import type { Catalog, Table } from "../catalog/catalog.js";
import { grantedToSql } from "../catalog/objects/grantee-sql.js";
import { readSequences } from "../catalog/objects/read-sequences.js";
import { plainName } from "../catalog/table-name.js";
import { inUserSchema } from "../catalog/user-schema.js";
import { ahead } from "../session/ahead.js";
import { loginPath } from "../session/login-path.js";
import type { Queryable } from "../session/queryable.js";
import { reading } from "../session/read-only.js";
import { withConnection } from "../session/with-connection.js";
import { refuseOwnColumns } from "../steps/prepare/refuse-heirs.js";
import { refuseUnfinished } from "../steps/prepare/refuse-unfinished.js";
import { copySchema, readMaking } from "./copy-schema.js";
import { type Moment, readMoment } from "./moment.js";
import { readSample, sampleRows, writeSample } from "./sample-rows.js";

/**
 * Makes the empty scratch database of `to` a copy of the database of `from`: the whole schema, of
 * every table some rows with all that they refer to, and the positions of its sequences. It holds rows
 * of users then, so only its owner may connect to it. The source is only read.
 *
 * @param size rows of each table, before those that others refer to
 * @param known what the source is to be copied as; it is read if left out
 * @param making what its objects are made by, where reading that has begun
 * @returns what was observed of the copy
 * @throws OpenDecisionsError that names what no copy can have, such as an index that is not finished
 */
export async function copySource(
  from: string,
  to: string,
  size: number,
  known?: Moment,
  making = ahead(readMaking(from)),
): Promise<Observation> {
  const source = known ?? (await reading(from, readMoment));
  await reading(from, async (reader) => {
    const tables = [...source.catalog.tables.values()];
    await refuseUnfinished(reader, tables);
    await refuseOwnColumns(reader, tables);
  });
  await withConnection(to, {}, async (copy) => {
    await revokeConnect(copy);
    await copySearchPath(from, copy);
    await reading(from, (source) => copyDatabaseRights(source, copy));
  });
  const rows = ahead(readRows(from, source.catalog, size));
  // Functions that rules, computed columns and indexes call may name others without their schema.
  const copied = await copySchema(making, to, source, () =>
    withConnection(to, { searchPath: "of the login" }, (copy) => writeRows(copy, rows)),
  );
  await withConnection(to, { searchPath: "of the login" }, (copy) => copy.query(analyze));
  return copied;
}

// From PostgreSQL 17 on, such a function fails here as it does in autovacuum: that table has no estimates.
const analyze = `DO $$
DECLARE
  known text;
BEGIN
  FOR known IN
    SELECT pg_catalog.format('%I.%I', nspname, relname) FROM pg_catalog.pg_class AS class
      JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = relnamespace
     WHERE relkind IN ('r', 'p', 'm') AND ${inUserSchema()}
  LOOP
    BEGIN
      EXECUTE 'ANALYZE ' || known;
    EXCEPTION WHEN OTHERS THEN NULL;
    END;
  END LOOP;
END $$`;

/** Gives the login the search_path that it has in the source, whatever sets it there. */
async function copySearchPath(from: string, copy: pg.Client): Promise<void> {
  const path = await loginPath(from);
  const database = quoteIdentifier(copy.database ?? "");
  // As the login itself, where that has its sessions act as another role.
  await copy.query("SET ROLE NONE");
  await copy.query("SELECT pg_catalog.set_config('search_path', $1, false)", [path]);
  await copy.query(`ALTER ROLE CURRENT_USER IN DATABASE ${database} SET search_path FROM CURRENT`);
  await copy.query("RESET ROLE; SET search_path = ''");
}

/** Rows of the source, and where its sequences are, all of one moment. */
interface SourceRows {
  readonly tables: readonly TableRows[];
  readonly positions: readonly Position[];
}

type TableRows = readonly [Table, Awaited<ReturnType<typeof readSample>>];

interface Position {
  /** As SQL. */
  readonly sequence: string;
  readonly last_value: string;
  readonly is_called: boolean;
}

function readRows(from: string, catalog: Catalog, size: number): Promise<SourceRows> {
  return reading(from, async (reader, source) => {
    const sample = await sampleRows(source, catalog, size);
    const tables: TableRows[] = [];
    for (const table of catalog.tables.values()) {
      const ctids = sample.get(plainName(table)) ?? new Set();
      tables.push([table, await readSample(source, table, ctids)]);
    }
    const positions: Position[] = [];
    for (const { schema, name } of await readSequences(reader)) {
      const sequence = quoteTable(schema, name);
      const [position] = await reader.query<Omit<Position, "sequence">>(
        `SELECT last_value, is_called FROM ${sequence}`,
      );
      if (position) positions.push({ sequence, ...position });
    }
    return { tables, positions };
  });
}

async function writeRows(copy: pg.Client, reading: Promise<SourceRows>): Promise<void> {
  const { tables, positions } = await reading;
  // Rows come in any order, and nothing that a trigger would do is to be done again.
  await copy.query("SET session_replication_role = replica");
  for (const [table, rows] of tables) await writeSample(copy, table, rows);
  for (const { sequence, last_value, is_called } of positions)
    await copy.query("SELECT pg_catalog.setval($1::pg_catalog.regclass, $2, $3)", [
      sequence,
      last_value,
      is_called,
    ]);
}

async function revokeConnect(copy: pg.Client): Promise<void> {
  await copy.query(`REVOKE ALL ON DATABASE ${quoteIdentifier(copy.database ?? "")} FROM PUBLIC`);
}

/** Rights on the database itself, which belong to no object in it. CONNECT stays with the owner. */
async function copyDatabaseRights(source: Queryable, copy: pg.Client): Promise<void> {
  const rows = await source.query<{ privilege: string; grantedTo: string }>(`
    SELECT privilege_type AS privilege, ${grantedToSql} AS "grantedTo"
      FROM pg_catalog.pg_database,
           pg_catalog.aclexplode(COALESCE(datacl, pg_catalog.acldefault('d', datdba)))
     WHERE datname = pg_catalog.current_database() AND grantee <> datdba
       AND NOT (grantee = 0 AND privilege_type = 'CONNECT')`);
  const database = quoteIdentifier(copy.database ?? "");
  for (const { privilege, grantedTo } of rows)
    await copy.query(`GRANT ${privilege} ON DATABASE ${database} TO ${grantedTo}`);
}
