import type pg from "pg";
import { SchemaTaken, UnfitDatabase } from "../failure/errors.js";
import { importSchema } from "./own-schema.js";
import { type ExistingImport, readImport } from "./record.js";

/**
 * Whether a file can be imported into the schema.
 *
 * @returns the import that is in it already and would be replaced
 * @throws UnfitDatabase, SchemaTaken
 */
export async function checkTarget(
  client: pg.ClientBase,
  schema: string,
): Promise<ExistingImport | undefined> {
  checkName(schema);
  await checkEncoding(client);
  const existing = await readImport(client, schema);
  const foreign = await readForeign(client, schema, existing?.tables ?? []);
  if (foreign.length === 0) return existing;
  const more = foreign.length > 5 ? ` and ${foreign.length - 5} more` : "";
  throw new SchemaTaken(
    `Schema "${schema}" has objects that no import made: ${foreign.slice(0, 5).join(", ")}${more}. ` +
      "Nothing was changed. Choose another by --schema, or move them out of it.",
  );
}

function checkName(schema: string): void {
  const isOurs = schema === importSchema || schema === "_reorganize";
  if (schema !== "" && Buffer.byteLength(schema) <= 63 && !isReserved(schema) && !isOurs) return;
  throw new UnfitDatabase(
    `A schema cannot be called "${schema}". Choose another by --schema: up to 63 bytes, not pg_…`,
  );
}

function isReserved(schema: string): boolean {
  return /^pg_/.test(schema) || schema === "information_schema" || schema.includes("\0");
}

async function checkEncoding(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ encoding: string; database: string }>(
    `SELECT pg_catalog.getdatabaseencoding() AS encoding, pg_catalog.current_database() AS database`,
  );
  const [{ encoding, database } = { encoding: "", database: "" }] = rows;
  if (encoding !== "UTF8")
    throw new UnfitDatabase(
      `Database "${database}" is encoded in ${encoding}, which cannot hold every text of SQLite. Create one with ENCODING 'UTF8'.`,
    );
}

/** What lies in the schema and is none of these tables. */
async function readForeign(
  client: pg.ClientBase,
  schema: string,
  tables: readonly string[],
): Promise<string[]> {
  const { rows } = await client.query<{ object: string }>(
    `SELECT pg_catalog.pg_describe_object(classid, objid, objsubid) AS object
       FROM pg_catalog.pg_depend AS one JOIN pg_catalog.pg_namespace AS n ON n.oid = one.refobjid
      WHERE one.refclassid = 'pg_catalog.pg_namespace'::pg_catalog.regclass AND n.nspname = $1
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_class AS c
                         WHERE one.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND c.oid = one.objid
                           AND c.relkind = 'r' AND c.relname = ANY ($2::text[]))
        AND one.deptype = 'n'
      ORDER BY 1`,
    [schema, tables],
  );
  return rows.map(({ object }) => object);
}
