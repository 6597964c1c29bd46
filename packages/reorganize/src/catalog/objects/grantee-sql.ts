/** SQL over a row of `aclexplode`: who holds the right, as GRANT names them. */
export const granteeSql =
  "CASE grantee WHEN 0 THEN 'PUBLIC' ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(grantee)) END";
