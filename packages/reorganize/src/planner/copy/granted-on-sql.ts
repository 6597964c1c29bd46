import { grantedToSql, granteeSql } from "../../catalog/objects/grantee-sql.js";
import { inUserSchema } from "../../catalog/user-schema.js";

/** A catalog whose objects have rights. */
interface Holder {
  readonly from: string;
  /** SQL of the rights, of whose the object is, and of what stands behind ON. */
  readonly acl: string;
  readonly owner: string;
  readonly on: string;
  /** SQL of what stands behind the right, such as a column in parentheses. */
  readonly part?: string;
}

const holders: readonly Holder[] = [
  {
    from: `pg_catalog.pg_class AS class JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = relnamespace AND ${inUserSchema()}`,
    acl: "relacl",
    owner: "relowner",
    on: "CASE relkind WHEN 'S' THEN 'SEQUENCE ' ELSE '' END || class.oid::regclass::text",
  },
  {
    from: `pg_catalog.pg_attribute JOIN pg_catalog.pg_class AS class ON class.oid = attrelid
      JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = relnamespace AND ${inUserSchema()}`,
    acl: "attacl",
    owner: "relowner",
    on: "class.oid::regclass::text",
    part: "pg_catalog.format('(%I)', attname)",
  },
  {
    from: `(SELECT * FROM pg_catalog.pg_namespace WHERE ${inUserSchema()}) AS namespace`,
    acl: "nspacl",
    owner: "nspowner",
    on: "'SCHEMA ' || pg_catalog.quote_ident(nspname)",
  },
  {
    from: `pg_catalog.pg_proc AS proc JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = pronamespace AND ${inUserSchema()}`,
    acl: "proacl",
    owner: "proowner",
    on: "'ROUTINE ' || proc.oid::regprocedure::text",
  },
  {
    from: `pg_catalog.pg_type AS type JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = typnamespace AND ${inUserSchema()}`,
    acl: "typacl",
    owner: "typowner",
    on: "'TYPE ' || type.oid::regtype::text",
  },
];

/**
 * Rights that somebody else than the owner granted, as `name` and `sql`: pg-delta grants all in the owner's name. Who may
 * grant one got that from others, at last from the owner.
 */
export const grantedOnSql: readonly string[] = holders.flatMap(
  ({ from, acl, owner, on, part = "''" }) => {
    const rights = `${from} CROSS JOIN pg_catalog.aclexplode(${acl})`;
    return [
      `SELECT ${on} AS name, pg_catalog.format('REVOKE ALL%s ON %s FROM %s CASCADE', ${part}, ${on}, ${granteeSql}) AS sql
         FROM ${rights} WHERE grantor <> ${owner}`,
      `SELECT ${on} AS name, pg_catalog.format('SET LOCAL ROLE %I; GRANT %s%s ON %s TO %s; RESET ROLE',
                pg_catalog.pg_get_userbyid(grantor), privilege_type, ${part}, ${on}, ${grantedToSql}) AS sql
         FROM ${rights}
        WHERE EXISTS (SELECT FROM pg_catalog.aclexplode(${acl}) AS other WHERE other.grantor <> ${owner})
        ORDER BY grantor <> ${owner}, NOT is_grantable`,
    ];
  },
);
