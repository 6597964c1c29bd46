import type pg from "pg";
import { ofUsers } from "./relations.js";

interface Counts {
  readonly objects: string;
  readonly subscriptions: string;
  readonly foreign: string;
  /** Tables of extensions. */
  readonly configured: string | null;
}

/** What is in the database and not in its backup, as sentences without a full stop. */
export async function readUnsaved(
  client: pg.Client,
  { hasLargeObjects }: { readonly hasLargeObjects: boolean },
): Promise<string[]> {
  const { rows } = await client.query<Counts>(`
    SELECT (SELECT pg_catalog.count(*) FROM pg_catalog.pg_largeobject_metadata) AS objects,
           (SELECT pg_catalog.count(s.subdbid) FROM pg_catalog.pg_subscription AS s JOIN pg_catalog.pg_database AS b ON b.oid = s.subdbid
             WHERE b.datname = pg_catalog.current_database()) AS subscriptions,
           (SELECT pg_catalog.count(*) FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
             WHERE c.relkind = 'f' AND ${ofUsers("pg_class", "c.oid", "n.nspname")}) AS "foreign",
           (SELECT pg_catalog.string_agg(config::pg_catalog.regclass::text, ', ' ORDER BY config::pg_catalog.regclass::text)
              FROM pg_catalog.pg_extension, pg_catalog.unnest(extconfig) AS config JOIN pg_catalog.pg_class ON oid = config
             WHERE relkind IN ('r', 'p')) AS configured`);
  const { objects, subscriptions, foreign, configured } = rows[0] as (typeof rows)[number];
  return [
    ...(objects === "0" || hasLargeObjects
      ? []
      : [`${objects} large objects, which only a backup of all there is holds`]),
    ...(subscriptions === "0"
      ? []
      : [`${subscriptions} subscriptions, whose connections hold passwords`]),
    ...(configured === null
      ? []
      : [`rows of ${configured}, which extensions keep for their users (pg_dump saves them)`]),
    ...(foreign === "0" ? [] : [`rows of ${foreign} foreign tables, which are elsewhere`]),
  ];
}
