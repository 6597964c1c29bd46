-- Everything by which a row of a schema's isolated tables could come before another tenant, from the catalogue. What is
-- no breach by itself but needs a look is told too, as advice.

-- Views and materialized views that read one of these relations, through other views as well.
CREATE FUNCTION "tenancy"."readers"("relations" oid[]) RETURNS SETOF oid
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  WITH RECURSIVE reader(oid) AS (
    SELECT unnest($1)
    UNION
    SELECT ev_class FROM reader
      JOIN pg_depend ON refclassid = 'pg_class'::regclass AND refobjid = reader.oid AND classid = 'pg_rewrite'::regclass
      JOIN pg_rewrite ON pg_rewrite.oid = objid AND ev_class <> reader.oid)
  SELECT reader.oid FROM reader JOIN pg_class ON pg_class.oid = reader.oid WHERE relkind IN ('v', 'm')
$$;

-- Rights that others than its owner hold on a relation, on its columns too; PUBLIC has no name of its own.
CREATE FUNCTION "tenancy"."held"("relation" oid) RETURNS TABLE ("grantee" text, "privilege" text)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT DISTINCT CASE acl.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(acl.grantee)) END, privilege_type
    FROM (SELECT relowner, relacl AS acl FROM pg_class WHERE oid = $1
          UNION ALL
          SELECT relowner, attacl FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid WHERE pg_class.oid = $1) AS own,
         aclexplode(own.acl) AS acl
   WHERE acl.grantee <> relowner
$$;

CREATE FUNCTION "tenancy"."table_breaches"("schema_name" text)
RETURNS TABLE ("relation" regclass, "kind" text, "message" text, "statement" text)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  WITH own AS (SELECT * FROM tenancy.registered() AS one WHERE one.schema_name = $1 AND tenant_column IS NOT NULL),
  member AS (SELECT member.oid, own.* FROM own, tenancy.family(own.relation) AS member(oid))
  SELECT class.oid::regclass, 'table', 'is neither isolated nor named as shared',
         format('SELECT tenancy.isolate(%L);', $1)
    FROM pg_class AS class
   WHERE relnamespace = to_regnamespace(quote_ident($1)) AND relkind IN ('r', 'p', 'f') AND NOT relispartition
     AND oid NOT IN (SELECT one.relation FROM tenancy.registered() AS one)
     AND oid NOT IN (SELECT member.oid FROM member)
  UNION ALL
  SELECT oid::regclass, flaw.kind, flaw.message,
         CASE flaw.kind WHEN 'other policy' THEN 'drop that policy, or make it AS RESTRICTIVE'
                        ELSE format('SELECT tenancy.enforce(%L);', $1) END
    FROM member, tenancy.flaws(member.oid, member.condition) AS flaw
  UNION ALL
  SELECT own.relation::regclass, 'null', format('its column %I may be null', tenant_column),
         format('ALTER TABLE %s ALTER COLUMN %I SET NOT NULL;', own.relation::regclass, tenant_column)
    FROM own JOIN pg_attribute ON attrelid = own.relation AND attnum = tenant_number
   WHERE NOT attnotnull
  UNION ALL
  SELECT member.oid::regclass, 'right', format('%s may %s it, past row security', grantee, privilege),
         format('REVOKE %s ON %s FROM %s;', privilege, member.oid::regclass, grantee)
    FROM member, tenancy.held(member.oid) AS held
   WHERE privilege IN ('TRUNCATE', 'REFERENCES', 'TRIGGER')
  UNION ALL
  SELECT relation, 'foreign key', message, statement FROM tenancy.foreign_key_breaches($1)
  UNION ALL
  SELECT relation, 'key', message, statement FROM tenancy.key_breaches($1)
$$;

CREATE FUNCTION "tenancy"."view_breaches"("schema_name" text)
RETURNS TABLE ("relation" regclass, "kind" text, "message" text, "statement" text, "is_breach" boolean)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  WITH reader AS (
    SELECT class.oid, class.relkind, class.reloptions, namespace.nspacl, namespace.nspowner,
           pg_get_viewdef(class.oid) AS definition
      FROM (SELECT DISTINCT reader FROM tenancy.readers(ARRAY(
              SELECT member FROM tenancy.registered() AS own, tenancy.family(own.relation) AS member
               WHERE own.schema_name = $1 AND own.tenant_column IS NOT NULL)) AS reader) AS found
      JOIN pg_class AS class ON class.oid = found.reader
      JOIN pg_namespace AS namespace ON namespace.oid = class.relnamespace)
  SELECT oid::regclass, 'materialized view', format('%s may read it, and it has no row security', grantee),
         format('REVOKE ALL ON %s FROM %s;', oid::regclass, grantee), true
    FROM reader, tenancy.held(reader.oid) AS held
   WHERE relkind = 'm' AND privilege = 'SELECT'
  UNION ALL
  -- A view in front of a materialized one cannot act for who asks: it has to state the tenant.
  SELECT oid::regclass, 'view',
         CASE WHEN states_tenant THEN 'acts as its owner, and has a condition on the tenant of its own'
              ELSE 'acts as its owner, past row security' END,
         format('ALTER VIEW %s SET (security_invoker = true);', oid::regclass), NOT states_tenant
    FROM (SELECT *, COALESCE('security_barrier=true' = ANY (reloptions), false)
                    AND strpos(definition, 'current_setting(''app.tenant''') > 0 AS states_tenant
            FROM reader) AS reader
   WHERE relkind = 'v' AND NOT COALESCE(reloptions && ARRAY['security_invoker=true', 'security_invoker=on', 'security_invoker=1'], false)
     AND EXISTS (SELECT FROM aclexplode(nspacl) WHERE grantee <> nspowner)
$$;

-- What deserves a look: indexes that a tenant's query cannot use well, and functions that pass over row security.
CREATE FUNCTION "tenancy"."advice"("schema_name" text)
RETURNS TABLE ("relation" text, "kind" text, "message" text, "statement" text)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT own.relation::regclass::text, 'index', format('its index %I does not begin with %I', class.relname, tenant_column),
         format('DROP INDEX %s; %s;', class.oid::regclass,
                regexp_replace(pg_get_indexdef(class.oid), '(USING \w+ \()', format('\1%I, ', tenant_column)))
    FROM tenancy.registered() AS own
    JOIN pg_index AS index ON index.indrelid = own.relation AND NOT indisunique AND NOT indisexclusion
    JOIN pg_class AS class ON class.oid = index.indexrelid
    JOIN pg_am AS method ON method.oid = class.relam AND amname = 'btree'
   WHERE own.schema_name = $1 AND own.tenant_number IS DISTINCT FROM index.indkey[0] AND own.tenant_column IS NOT NULL
  UNION ALL
  SELECT routine.oid::regprocedure::text, 'security definer', 'acts as its owner: it has to state the tenant itself', NULL
    FROM pg_proc AS routine
   WHERE pronamespace = to_regnamespace(quote_ident($1)) AND prosecdef AND prorettype <> 'trigger'::regtype
  UNION ALL
  SELECT routine.oid::regprocedure::text, 'sets tenant', 'sets app.tenant: clients do not notice', NULL
    FROM pg_proc AS routine
   WHERE pronamespace = to_regnamespace(quote_ident($1))
     AND (array_to_string(proconfig, ' ') ~ '\mapp\.tenant' OR prosrc ~* 'set_config\s*\(\s*''app\.tenant|set\s+(local\s+|session\s+)?app\.tenant')
$$;

-- All of it for one schema; none of `is_breach` is what tests and doctors ask for.
CREATE FUNCTION "tenancy"."breaches"("schema_name" text)
RETURNS TABLE ("object" text, "kind" text, "message" text, "statement" text, "is_breach" boolean)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT one.relation::text, one.kind, one.message, one.statement, true FROM tenancy.table_breaches($1) AS one
  UNION ALL
  SELECT one.relation::text, one.kind, one.message, one.statement, one.is_breach FROM tenancy.view_breaches($1) AS one
  UNION ALL
  SELECT one.relation, one.kind, one.message, one.statement, false FROM tenancy.advice($1) AS one
$$;
