import type { Database } from "@deepiri/workspace";
import type pg from "pg";
import { readRelations } from "../catalog/relations.js";
import { readPackageParts } from "./package-part.js";
import type { Contents } from "./selection.js";

/** What there is to choose from in a database. */
export async function readContents(client: pg.Client, database?: Database): Promise<Contents> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT nspname AS name FROM pg_catalog.pg_namespace
      WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' ORDER BY nspname COLLATE "C"`,
  );
  return {
    isWhole: true,
    schemas: rows.map(({ name }) => name),
    relations: await readRelations(client),
    packages: database === undefined ? [] : await readPackageParts(client, database),
  };
}
