/** SQL over a row of `aclexplode`: who holds the right, as GRANT names them. */
export const granteeSql =
  "CASE grantee WHEN 0 THEN 'PUBLIC' ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(grantee)) END";

/** SQL over such a row: what stands behind TO in the GRANT that gives the right again. */
export const grantedToSql = `${granteeSql}
  || CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END`;
