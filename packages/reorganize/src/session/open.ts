import { connectOnce } from "@deepiri/database";
import { brand } from "@deepiri/database/brand";
import type pg from "pg";
import { writable } from "./writable.js";

/** Name of our connections in pg_stat_activity. */
export const applicationName = `${brand.name} reorganize`;

/** Settings that the text of a value depends on, as `name = value`. */
const textSettings = [
  "TimeZone = 'UTC'",
  "DateStyle = 'ISO, MDY'",
  "IntervalStyle = 'postgres'",
  "extra_float_digits = 1",
  "bytea_output = 'hex'",
  "lc_monetary = 'C'",
  "xmloption = content",
] as const;

/** The clauses of a function of ours in which texts of values mean the same in every program's session. */
export const functionSettings = ["search_path = pg_catalog, pg_temp", ...textSettings]
  .map((setting) => `SET ${setting}`)
  .join(" ");

export interface OpenOptions {
  /** The login's is for what relies on it. With "none", which is meant if left out, catalogs spell every name with its schema. */
  readonly searchPath?: "none" | "of the login";
}

/** Opens a connection of ours with the settings of all of them. The caller ends it. Throws a ConnectionError. */
export async function open(url: string, options: OpenOptions = {}): Promise<pg.Client> {
  const client = await connectOnce(writable(url), { applicationName });
  try {
    await applySettings(client, options);
    return client;
  } catch (error) {
    await client.end().catch(() => {});
    throw error;
  }
}

/** The settings alone, for a connection that something else has to make, such as a pool. */
export async function applySettings(
  client: pg.ClientBase,
  { searchPath = "none" }: OpenOptions = {},
): Promise<void> {
  const settings = searchPath === "none" ? [...ownSettings, "search_path = ''"] : ownSettings;
  await client.query(settings.map((setting) => `SET ${setting}`).join("; "));
  if (searchPath === "of the login") await client.query(setLoginPath);
}

// A session of ours starts with PostgreSQL's own, whatever was set for the login or its database. What is set for a
// login counts, also where that has its sessions act as another role.
const setLoginPath = `
  SELECT pg_catalog.set_config('search_path', pg_catalog.substr(setting, 13), false)
    FROM pg_catalog.pg_db_role_setting, pg_catalog.unnest(setconfig) AS setting
   WHERE setting ^@ 'search_path=' AND pg_catalog.current_setting('search_path') = '"$user", public'
     AND setdatabase IN (0, (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()))
     AND setrole IN (0, (SELECT oid FROM pg_catalog.pg_roles WHERE rolname = session_user))
   ORDER BY setrole <> 0 DESC, setdatabase <> 0 DESC LIMIT 1`;

// What sessions of all our commands start with says nothing of these.
const ownSettings = [
  ...textSettings,
  "client_min_messages = warning",
  // Rows that a policy hides from our login make a statement fail, and are never passed over.
  "row_security = off",
  "quote_all_identifiers = off",
  "transform_null_equals = off",
  "array_nulls = on",
  // What is made on a scratch copy and in the database itself is in the same place, and what comes back where it was.
  "default_tablespace = ''",
];
