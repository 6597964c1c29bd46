import { quoteIdentifier } from "@deepiri/database";
import { sqlName } from "../../catalog/catalog.js";
import { granteeSql } from "../../catalog/objects/grantee-sql.js";
import type { Session } from "../../session/session.js";
import { readUsage } from "../shared/read-usage.js";
import type { Rights } from "../shared/rights.js";
import type { TwinTables } from "./pair/twin-tables.js";

/**
 * Reads which rights on the survivor let roles go on that work with the twin: its owner, those that have
 * rights on some columns only, and the use of the survivor's schema. The statements are for the
 * survivor under its later name.
 */
export async function missingRights(
  session: Session,
  { survivor, twin, columns, goal }: TwinTables,
): Promise<Rights> {
  const later = goal ?? survivor;
  const [usage = { grant: [], revoke: [] }] = await readUsage(session, [
    { table: twin, to: later },
  ]);
  const rows = await session.query<Right>(question, [
    twin.oid,
    survivor.oid,
    JSON.stringify(Object.fromEntries(columns)),
  ]);
  const on = ({ privilege, column }: Right): string => {
    const name = column === null ? "" : ` (${quoteIdentifier(goal?.rename.get(column) ?? column)})`;
    return `${privilege}${name} ON ${sqlName(later)}`;
  };
  const granted = (right: Right): string =>
    `GRANT ${on(right)} TO ${right.who}${right.grantable ? " WITH GRANT OPTION" : ""}`;
  const missing = rows.filter(({ held }) => !held);
  return {
    grant: [...usage.grant, ...missing.map(granted)],
    revoke: [
      ...missing.map((right) => `REVOKE ${on(right)} FROM ${right.who}`),
      // What is revoked on the table is revoked on all its columns.
      ...rows.filter(({ held }) => held).map(granted),
      ...usage.revoke,
    ],
  };
}

interface Right {
  readonly privilege: string;
  /** As the survivor calls it now; null for the whole table. */
  readonly column: string | null;
  readonly who: string;
  readonly grantable: boolean;
  /** Whether the role has it already, and is to have it after the missing ones are revoked. */
  readonly held: boolean;
}

const question = `
  WITH given AS (
    SELECT class.oid AS relation, NULL::name AS attname, acl.*
      FROM pg_catalog.pg_class AS class,
           pg_catalog.aclexplode(COALESCE(relacl, pg_catalog.acldefault('r', relowner))) AS acl
     WHERE class.oid IN ($1, $2)
    UNION ALL
    SELECT attrelid, attname, acl.* FROM pg_catalog.pg_attribute, pg_catalog.aclexplode(attacl) AS acl
     WHERE attrelid IN ($1, $2) AND NOT attisdropped),
  theirs AS (SELECT attname AS name, given.* FROM given WHERE relation = $2),
  missing AS (
    SELECT now AS name, given.*
      FROM given LEFT JOIN pg_catalog.jsonb_each_text($3) AS named (old, now) ON old = attname
     WHERE relation = $1 AND (attname IS NULL OR now IS NOT NULL)
       AND grantee <> (SELECT relowner FROM pg_catalog.pg_class WHERE oid = $2)
       AND NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE oid = grantee AND rolsuper)
       AND NOT EXISTS (
         SELECT FROM theirs
          WHERE theirs.grantee = given.grantee AND theirs.privilege_type = given.privilege_type
            AND (theirs.name IS NULL OR theirs.name = now)))
  SELECT privilege_type AS privilege, name AS column, ${granteeSql} AS who,
         is_grantable AND grantee <> 0 AS grantable, held
    FROM (SELECT name, privilege_type, grantee, is_grantable, false AS held FROM missing
          UNION ALL
          SELECT name, privilege_type, grantee, is_grantable, true FROM theirs
           WHERE name IS NOT NULL AND EXISTS (
             SELECT FROM missing
              WHERE missing.name IS NULL AND missing.grantee = theirs.grantee
                AND missing.privilege_type = theirs.privilege_type)) AS rights
   ORDER BY held, who, privilege, name`;
