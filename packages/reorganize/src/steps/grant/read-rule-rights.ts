import type { Queryable } from "../../session/queryable.js";
import type { KeptRight } from "./read-kept-rights.js";

/** A table, as `ALTER` names it, and the role that becomes its owner. */
export interface NewOwner {
  readonly target: string;
  readonly role: string;
}

/**
 * Grants to new owners what the rules of their tables need: PostgreSQL lets a rule read and write other
 * tables with the rights of the owner of its own, and refuses the whole statement without them.
 */
export async function readRuleRights(
  copy: Queryable,
  owners: readonly NewOwner[],
): Promise<KeptRight[]> {
  return copy.query<KeptRight>(question, [
    owners.map(({ target }) => target),
    owners.map(({ role }) => role),
  ]);
}

const question = `
  WITH owner AS (
    SELECT class.oid, relowner, target, role
      FROM ROWS FROM (pg_catalog.unnest($1::text[]), pg_catalog.unnest($2::text[])) AS change (target, role)
      JOIN pg_catalog.pg_class AS class ON relkind IN ('r', 'p')
      JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = relnamespace
       AND target = 'TABLE "' || pg_catalog.replace(nspname, '"', '""') || '"."' || pg_catalog.replace(relname, '"', '""') || '"'),
  used AS (
    SELECT DISTINCT owner.*, part.refobjid AS other
      FROM owner JOIN pg_catalog.pg_rewrite AS rule ON ev_class = owner.oid
      JOIN pg_catalog.pg_depend AS part ON part.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass AND part.objid = rule.oid
       AND part.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
     WHERE part.refobjid NOT IN (SELECT oid FROM owner)),
  needed AS (
    SELECT used.*, (SELECT pg_catalog.string_agg(privilege, ', ')
                      FROM pg_catalog.unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) AS privilege
                     WHERE pg_catalog.has_table_privilege(used.relowner, other, privilege)) AS privileges
      FROM used JOIN pg_catalog.pg_class AS class ON class.oid = other AND class.relkind IN ('r', 'p', 'v', 'm', 'f'))
  SELECT target AS "ownerOf", pg_catalog.format('GRANT %s ON %s TO %I', privileges, other::pg_catalog.regclass, role) AS sql
    FROM needed WHERE privileges IS NOT NULL ORDER BY 1, 2`;
