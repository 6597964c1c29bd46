import { codeOf } from "@deepiri/database/session";
import type { Table } from "../../catalog/catalog.js";
import type { Session } from "../../session/session.js";

/** What PostgreSQL says of what stands at an old name. */
export interface Found {
  readonly columns: readonly { readonly name: string; readonly writable: boolean }[];
  /** What cannot be done to it. */
  readonly refused: readonly string[];
  readonly leadsThere: boolean;
}

const verbs: readonly (readonly [bit: number, verb: string])[] = [
  [8, "INSERT"],
  [4, "UPDATE"],
  [16, "DELETE"],
];

/** Reads what stands at the SQL name; undefined when nothing does. */
export async function readView(
  session: Session,
  name: string,
  { oid }: Table,
): Promise<Found | undefined> {
  const [found] = await session.query<Omit<Found, "refused"> & { writable: number }>(
    `SELECT pg_catalog.pg_relation_is_updatable(view.oid, true) AS writable,
            EXISTS (SELECT FROM pg_catalog.pg_rewrite AS rule JOIN pg_catalog.pg_depend AS part ON part.objid = rule.oid
                     WHERE part.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass
                       AND rule.ev_class = view.oid AND part.refobjid = $2) AS "leadsThere",
            (SELECT pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('name', attname,
                      'writable', pg_catalog.pg_column_is_updatable(view.oid, attnum, true)))
               FROM pg_catalog.pg_attribute
              WHERE attrelid = view.oid AND attnum > 0 AND NOT attisdropped) AS columns
       FROM pg_catalog.pg_class AS view
      WHERE view.oid = pg_catalog.to_regclass($1)`,
    [name, oid],
  );
  if (!found) return undefined;
  const { writable, ...view } = found;
  return {
    ...view,
    refused: verbs.filter(([bit]) => (writable & bit) === 0).map(([, verb]) => verb),
  };
}

/** The SQLSTATE with which a SELECT fails, null when the error has none; undefined when it works. */
export async function sqlStateOfRead(
  session: Session,
  name: string,
): Promise<string | null | undefined> {
  try {
    await session.query(`SELECT FROM ${name} LIMIT 1`);
    return undefined;
  } catch (error) {
    // What the server says may quote a value.
    return codeOf(error) ?? null;
  }
}

/** Those of the types, as SQL names, that are not there. */
export async function findMissingTypes(
  session: Session,
  names: readonly string[],
): Promise<Set<string>> {
  const rows = await session.query<{ name: string }>(
    `SELECT name FROM pg_catalog.unnest($1::text[]) AS name WHERE pg_catalog.to_regtype(name) IS NULL`,
    [names],
  );
  return new Set(rows.map(({ name }) => name));
}
