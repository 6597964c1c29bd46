import { quoteIdentifier } from "@deepiri/database/without-client";
import type pg from "pg";
import { MissingRights, RowsHidden } from "../errors.js";
import { keyOf, ofUsers } from "./relations.js";

interface Reading {
  readonly schema: string;
  readonly name: string;
  readonly isSequence: boolean;
  readonly maySee: boolean;
  readonly mayRead: boolean;
  readonly hidesRows: boolean;
}

/**
 * Finds out before anything is written whether the login may read all that is asked for.
 *
 * @param isRead by schema
 * @throws MissingRights naming all of it, with the grants
 * @throws RowsHidden naming the tables whose row security holds for the login
 */
export async function assertReadable(
  client: pg.Client,
  isRead: (schema: string) => boolean,
): Promise<void> {
  const { rows } = await client.query<Reading>(`
    SELECT n.nspname AS schema, c.relname AS name, c.relkind = 'S' AS "isSequence",
           pg_catalog.has_schema_privilege(n.oid, 'USAGE') AS "maySee",
           pg_catalog.has_table_privilege(c.oid, 'SELECT') AS "mayRead",
           c.relkind IN ('r', 'p') AND pg_catalog.row_security_active(c.oid) AS "hidesRows"
      FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p', 'S', 'm', 'v') AND ${ofUsers("pg_class", "c.oid", "n.nspname")}
     ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C"`);
  const read = rows.filter(({ schema }) => isRead(schema));
  const unreadable = read.filter(({ maySee, mayRead }) => !maySee || !mayRead);
  if (unreadable.length > 0) throw missing(unreadable, client.user ?? "");
  const hidden = read.filter(({ hidesRows }) => hidesRows);
  if (hidden.length > 0)
    throw new RowsHidden(
      `Row security would hide rows of ${hidden.map(keyOf).join(", ")} from "${client.user}". Take a login that is a superuser, or has BYPASSRLS: ALTER ROLE ${quoteIdentifier(client.user ?? "")} BYPASSRLS;`,
    );
}

function missing(unreadable: readonly Reading[], login: string): MissingRights {
  const role = quoteIdentifier(login);
  const schemas = new Set(unreadable.filter(({ maySee }) => !maySee).map(({ schema }) => schema));
  const grants = [
    ...[...schemas].map((schema) => `GRANT USAGE ON SCHEMA ${quoteIdentifier(schema)} TO ${role};`),
    ...unreadable
      .filter(({ mayRead }) => !mayRead)
      .map(
        (one) =>
          `GRANT SELECT ON ${one.isSequence ? "SEQUENCE" : "TABLE"} ${keyOf(one)} TO ${role};`,
      ),
  ];
  return new MissingRights(
    `"${login}" may not read ${unreadable.length} of the tables and sequences of the backup. Whoever owns them can run:\n${grants.join("\n")}`,
  );
}
