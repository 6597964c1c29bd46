import { sqlName, type Table } from "../../catalog/catalog.js";
import { granteeSql } from "../../catalog/objects/grantee-sql.js";
import type { Session } from "../../session/session.js";

/** Rights that one table's roles have and another's lack, as statements on the other under its later name. */
export interface MissingRights {
  readonly grant: readonly string[];
  readonly revoke: readonly string[];
}

/** Reads which rights on `other` let roles go on that work with the table, once `other` gets its name. */
export async function missingRights(
  session: Session,
  table: Table,
  other: Table,
  later: { readonly schema: string; readonly name: string },
): Promise<MissingRights> {
  const rows = await session.query<{ right: string; who: string; grantable: boolean }>(
    `WITH held AS (
       SELECT class.oid, class.relowner, given.* FROM pg_catalog.pg_class AS class,
              pg_catalog.aclexplode(COALESCE(relacl, pg_catalog.acldefault('r', relowner))) AS given
        WHERE class.oid IN ($1::regclass, $2::regclass))
     SELECT privilege_type AS right, is_grantable AS grantable,
            ${granteeSql} AS who
       FROM held
      WHERE oid = $1::regclass AND grantee <> (SELECT relowner FROM pg_catalog.pg_class WHERE oid = $2::regclass)
        AND NOT EXISTS (SELECT FROM held AS theirs WHERE theirs.oid = $2::regclass
              AND theirs.grantee = held.grantee AND theirs.privilege_type = held.privilege_type)
      ORDER BY 3, 1`,
    [sqlName(table), sqlName(other)],
  );
  const name = sqlName(later);
  return {
    grant: rows.map(
      ({ right, who, grantable }) =>
        `GRANT ${right} ON ${name} TO ${who}${grantable && who !== "PUBLIC" ? " WITH GRANT OPTION" : ""}`,
    ),
    revoke: rows.map(({ right, who }) => `REVOKE ${right} ON ${name} FROM ${who}`),
  };
}
