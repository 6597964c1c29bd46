import type pg from "pg";

const ours = "nspname !~ '^pg_' AND nspname <> 'information_schema'";

/** How many tables each schema holds, as "schema number". */
export async function countTables(client: pg.ClientBase): Promise<string> {
  const { rows } = await client.query<{ tables: string }>(
    `SELECT nspname || ' ' || count(*) AS tables
     FROM pg_catalog.pg_class JOIN pg_catalog.pg_namespace ON pg_namespace.oid = relnamespace
     WHERE relkind = 'r' AND ${ours} GROUP BY nspname ORDER BY nspname`,
  );
  return rows.map((row) => row.tables).join(", ");
}

async function readTableNames(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT format('%I.%I', nspname, relname) AS name
     FROM pg_catalog.pg_class JOIN pg_catalog.pg_namespace ON pg_namespace.oid = relnamespace
     WHERE relkind = 'r' AND ${ours} ORDER BY 1`,
  );
  return rows.map((row) => row.name);
}

/** A fingerprint of the rows of every table, by its name. */
export async function fingerprintRows(client: pg.ClientBase): Promise<Record<string, string>> {
  const fingerprints: Record<string, string> = {};
  for (const name of await readTableNames(client)) {
    const { rows } = await client.query<{ fingerprint: string }>(
      `SELECT count(*) || ' ' || md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) AS fingerprint FROM ${name} AS t`,
    );
    fingerprints[name] = rows[0]?.fingerprint ?? "";
  }
  return fingerprints;
}

/** The first column of the first row. */
export async function readValue(client: pg.ClientBase, sql: string): Promise<unknown> {
  const { rows } = await client.query({ text: sql, rowMode: "array" });
  return rows[0]?.[0];
}
