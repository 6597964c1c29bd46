import type pg from "pg";
import { ofUsers } from "./relations.js";

/** What is in the database and not in its backup, as sentences without a full stop. */
export async function readUnsaved(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ objects: string; subscriptions: string; foreign: string }>(`
    SELECT (SELECT pg_catalog.count(*) FROM pg_catalog.pg_largeobject_metadata) AS objects,
           (SELECT pg_catalog.count(s.subdbid) FROM pg_catalog.pg_subscription AS s JOIN pg_catalog.pg_database AS b ON b.oid = s.subdbid
             WHERE b.datname = pg_catalog.current_database()) AS subscriptions,
           (SELECT pg_catalog.count(*) FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
             WHERE c.relkind = 'f' AND ${ofUsers("pg_class", "c.oid", "n.nspname")}) AS "foreign"`);
  const { objects, subscriptions, foreign } = rows[0] as (typeof rows)[number];
  return [
    ...(objects === "0" ? [] : [`${objects} large objects (pg_dump --large-objects saves them)`]),
    ...(subscriptions === "0"
      ? []
      : [`${subscriptions} subscriptions, whose connections hold passwords`]),
    ...(foreign === "0" ? [] : [`rows of ${foreign} foreign tables, which are elsewhere`]),
  ];
}
