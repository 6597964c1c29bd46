-- What a policy says, and how it comes to a table and all its partitions. The condition names no function of ours, so
-- that a role needs no right beside the one to the table.

-- Denies without an error when the setting is missing, empty, or not a value of the column's type: a cast would fail.
-- In a subquery it is worked out once a statement, and an index on the column is used.
CREATE FUNCTION "tenancy"."condition"("relation" regclass, "tenant_column" text) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  type text;
  setting CONSTANT text := 'current_setting(''app.tenant'', true)';
  value text;
BEGIN
  SELECT format_type(atttypid, NULL) INTO type FROM pg_attribute
   WHERE attrelid = $1 AND attname = $2 AND attnum > 0 AND NOT attisdropped;
  value := CASE
    WHEN type IN ('text', 'character varying') THEN format('nullif(%s, '''')', setting)
    WHEN type = 'uuid' THEN format(
      'CASE WHEN %1$s ~* ''^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'' THEN (%1$s)::uuid END', setting)
    -- Eighteen digits fit; compared as bigint, so that a number too great for the column is no error.
    WHEN type IN ('smallint', 'integer', 'bigint') THEN format(
      'CASE WHEN %1$s ~ ''^-?[0-9]{1,18}$'' THEN (%1$s)::bigint END', setting)
  END;
  IF value IS NULL THEN
    RAISE EXCEPTION 'The column % of % has the type %, by which tenants cannot be told apart.', quote_ident($2), $1, type
      USING ERRCODE = 'feature_not_supported', HINT = 'Make it uuid, text, varchar, smallint, integer or bigint.';
  END IF;
  RETURN format('%I = (SELECT %s)', $2, value);
END $$;

-- A table with its partitions and inheritors, theirs too, wherever they are.
CREATE FUNCTION "tenancy"."family"("root" oid) RETURNS SETOF oid
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  WITH RECURSIVE member(oid) AS (
    SELECT $1 UNION SELECT inhrelid FROM pg_inherits JOIN member ON inhparent = member.oid)
  SELECT oid FROM member
$$;

-- An expression as the server prints it, in one line.
CREATE FUNCTION "tenancy"."printed"("expression" pg_node_tree, "relation" oid) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT regexp_replace(pg_get_expr($1, $2), '\s+', ' ', 'g')
$$;

-- What is wrong with the row security of one table, as far as it is concerned alone; no row if nothing.
CREATE FUNCTION "tenancy"."flaws"("relation" oid, "condition" text) RETURNS TABLE ("kind" text, "message" text)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  WITH policy AS (
    SELECT polname, polpermissive, polcmd, polroles, tenancy.printed(polqual, polrelid) AS reads,
           tenancy.printed(polwithcheck, polrelid) AS writes
      FROM pg_policy WHERE polrelid = $1),
  wanted(name, roles, condition) AS (
    SELECT 'tenancy_tenant', ARRAY[0::oid], $2
    UNION ALL
    SELECT 'tenancy_owner', ARRAY[relowner], format('(CURRENT_USER = %L::name)', pg_get_userbyid(relowner))
      FROM pg_class WHERE oid = $1
    UNION ALL
    SELECT 'tenancy_crossing', ARRAY[oid], '( SELECT tenancy.is_crossing() AS is_crossing)'
      FROM pg_roles WHERE rolname = tenancy.administrator())
  SELECT 'row security', 'has no row security, or its owner is not bound by it'
    FROM pg_class WHERE oid = $1 AND NOT (relrowsecurity AND relforcerowsecurity)
  UNION ALL
  SELECT 'policy', format('lacks the policy %I as it should be', name)
    FROM wanted
   WHERE NOT EXISTS (SELECT FROM policy
                      WHERE polname = name AND polpermissive AND polcmd = '*' AND polroles = roles
                        AND reads = condition AND writes = condition)
  UNION ALL
  SELECT 'other policy', format('has the policy %I, which lets more rows through', polname)
    FROM policy WHERE polpermissive AND polname NOT IN (SELECT name FROM wanted)
$$;

-- Forces row security on what is registered for a schema, partitions that came meanwhile included. What is as it should
-- be is not touched: each change takes the table's strongest lock. Run it again after new partitions, or as a job.
CREATE FUNCTION "tenancy"."enforce"("schema_name" text DEFAULT NULL) RETURNS integer
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  root record;
  one regclass;
  owner text;
  administrator CONSTANT text := tenancy.administrator();
  changed integer := 0;
BEGIN
  FOR root IN
    SELECT tables.*, to_regclass(format('%I.%I', tables.schema_name, tables.table_name)) AS relation
      FROM tenancy.tables
     WHERE tenant_column IS NOT NULL AND ($1 IS NULL OR tables.schema_name = $1)
     ORDER BY tables.schema_name, tables.table_name
  LOOP
    CONTINUE WHEN root.relation IS NULL;
    FOR one IN SELECT tenancy.family(root.relation) LOOP
      CONTINUE WHEN NOT EXISTS (SELECT FROM tenancy.flaws(one, root.condition) AS flaw
                                 WHERE flaw.kind <> 'other policy');
      SELECT pg_get_userbyid(relowner) INTO owner FROM pg_class WHERE oid = one;
      EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', one);
      EXECUTE format('DROP POLICY IF EXISTS tenancy_tenant ON %s', one);
      EXECUTE format('DROP POLICY IF EXISTS tenancy_owner ON %s', one);
      EXECUTE format('DROP POLICY IF EXISTS tenancy_crossing ON %s', one);
      EXECUTE format('CREATE POLICY tenancy_tenant ON %1$s USING (%2$s) WITH CHECK (%2$s)',
                     one, tenancy.condition(one, root.tenant_column));
      -- Not for members of the owner's role: a service's login may be one. Only who acts as the owner, as
      -- backfills and SECURITY DEFINER functions do.
      EXECUTE format('CREATE POLICY tenancy_owner ON %1$s TO %2$I USING (CURRENT_USER = %2$L) WITH CHECK (CURRENT_USER = %2$L)',
                     one, owner);
      IF administrator IS NOT NULL THEN
        EXECUTE format('CREATE POLICY tenancy_crossing ON %1$s TO %2$I USING ((SELECT tenancy.is_crossing())) WITH CHECK ((SELECT tenancy.is_crossing()))',
                       one, administrator);
      END IF;
      changed := changed + 1;
    END LOOP;
  END LOOP;
  RETURN changed;
END $$;
