import type { Reader } from "./reader.js";

export interface PolicyRow {
  readonly oid: number;
  readonly name: string;
  readonly command: string;
  readonly roles: readonly string[];
  readonly isPermissive: boolean;
  readonly using: string | null;
  readonly check: string | null;
}

/** Policies of row security on these tables. */
export function readPolicies(reader: Reader, tables: readonly number[]): Promise<PolicyRow[]> {
  return reader.query<PolicyRow>(
    `
    SELECT polrelid::int AS oid, polname AS name, polpermissive AS "isPermissive",
           CASE polcmd WHEN 'r' THEN 'select' WHEN 'a' THEN 'insert' WHEN 'w' THEN 'update' WHEN 'd' THEN 'delete' ELSE 'all' END
             AS command,
           ARRAY(SELECT CASE role WHEN 0 THEN 'PUBLIC' ELSE pg_catalog.pg_get_userbyid(role)::text END
                   FROM pg_catalog.unnest(polroles) AS role ORDER BY 1) AS roles,
           pg_catalog.pg_get_expr(polqual, polrelid) AS using, pg_catalog.pg_get_expr(polwithcheck, polrelid) AS check
      FROM pg_catalog.pg_policy
     WHERE polrelid = ANY ($1)
     ORDER BY polrelid, polname`,
    [tables],
  );
}
