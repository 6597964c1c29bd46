-- What a package calls in its migrations, last of all. It may be called again, and has to be after a new table.

-- Registers these tables, forces row security on them and demands that no breach is left.
CREATE FUNCTION "tenancy"."isolate"("tables" regclass[], "shared" regclass[] DEFAULT '{}', "columns" jsonb DEFAULT '{}')
RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  one regclass;
  name record;
  known text;
  bare text := '';
  problems text;
  statements text;
BEGIN
  FOREACH one IN ARRAY $1 || $2 LOOP
    SELECT nspname, relname, COALESCE($3 ->> relname, $3 ->> '*', 'tenant_id') AS tenant_column INTO name
      FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace WHERE pg_class.oid = one;
    IF one = ANY ($2) THEN
      INSERT INTO tenancy.tables VALUES (name.nspname, name.relname, NULL, NULL)
        ON CONFLICT (schema_name, table_name) DO UPDATE SET tenant_column = NULL, condition = NULL;
      CONTINUE;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_attribute WHERE attrelid = one AND attname = name.tenant_column AND NOT attisdropped) THEN
      bare := concat_ws(', ', nullif(bare, ''), format('%I.%I', name.nspname, name.relname));
      CONTINUE;
    END IF;
    -- The server prints a condition in a form of its own, known when there is a policy.
    EXECUTE format('DROP POLICY IF EXISTS tenancy_print ON %s', one);
    EXECUTE format('CREATE POLICY tenancy_print ON %s AS RESTRICTIVE USING (%s)', one, tenancy.condition(one, name.tenant_column));
    SELECT tenancy.printed(polqual, polrelid) INTO known FROM pg_policy WHERE polrelid = one AND polname = 'tenancy_print';
    EXECUTE format('DROP POLICY tenancy_print ON %s', one);
    INSERT INTO tenancy.tables VALUES (name.nspname, name.relname, name.tenant_column, known)
      ON CONFLICT (schema_name, table_name)
      DO UPDATE SET tenant_column = excluded.tenant_column, condition = excluded.condition;
  END LOOP;
  IF bare <> '' THEN
    RAISE EXCEPTION 'Without a column that says whose a row is: %.', bare
      USING ERRCODE = 'undefined_column',
            HINT = 'Add tenant_id; or name another column, columns => ''{"table": "column", "*": "column of all others"}''; or name the table as shared by all tenants, shared => ARRAY[''table''].';
  END IF;
  PERFORM tenancy.enforce(schema) FROM (
    SELECT DISTINCT nspname::text AS schema FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
     WHERE pg_class.oid = ANY ($1)) AS schemas;
  WITH schemas AS (
    SELECT DISTINCT nspname::text AS schema FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
     WHERE pg_class.oid = ANY ($1)),
  found AS (
    SELECT breach.relation, breach.kind, breach.message, breach.statement
      FROM schemas, tenancy.table_breaches(schema) AS breach
     WHERE EXISTS (SELECT FROM unnest($1 || $2) AS given, tenancy.family(given) AS member WHERE member = breach.relation)
    UNION ALL
    SELECT breach.relation, breach.kind, breach.message, breach.statement
      FROM schemas, tenancy.view_breaches(schema) AS breach WHERE breach.is_breach)
  SELECT string_agg(format('%s: %s', relation, message), '; ' ORDER BY kind, relation::text, message),
         -- Foreign keys come before the keys they used.
         string_agg(statement, E'\n' ORDER BY kind, relation::text, message)
    INTO problems, statements FROM found;
  IF problems IS NOT NULL THEN
    RAISE EXCEPTION 'Tenants are not kept apart. %', problems
      USING ERRCODE = 'invalid_table_definition', HINT = E'Before it, type:\n' || COALESCE(statements, '');
  END IF;
END $$;

-- All tables of a schema, but for those that it names as shared by all tenants. A tenant is told by the column
-- tenant_id; `columns` names another by table, such as the id of the tenants themselves, and by * that of all others.
CREATE FUNCTION "tenancy"."isolate"("schema_name" text, "shared" text[] DEFAULT '{}', "columns" jsonb DEFAULT '{}')
RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  named regclass[] := ARRAY(SELECT format('%I.%I', $1, one)::regclass FROM unnest($2) AS one);
  others regclass[] := ARRAY(
    SELECT oid FROM pg_class
     WHERE relnamespace = format('%I', $1)::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
       AND oid <> ALL (named)
     ORDER BY relname);
BEGIN
  -- Tables that are gone.
  DELETE FROM tenancy.tables WHERE tables.schema_name = $1 AND to_regclass(format('%I.%I', $1, tables.table_name)) IS NULL;
  PERFORM tenancy.isolate(others, named, $3);
END $$;
