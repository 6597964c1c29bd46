-- A key without the tenant tells one tenant what another has; a foreign key without it leads into another tenant, for
-- keys are checked past row security. Each comes with the statements to type.

-- A list of columns, each once, the tenant's first.
CREATE FUNCTION "tenancy"."column_list"("columns" text[]) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT string_agg(quote_ident(name), ', ' ORDER BY place)
    FROM (SELECT name, min(place) AS place FROM unnest($1) WITH ORDINALITY AS one(name, place) GROUP BY name) AS once
$$;

-- Names of a table's columns, in the order of these numbers.
CREATE FUNCTION "tenancy"."column_names"("relation" oid, "numbers" smallint[]) RETURNS text[]
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT array_agg(attname::text ORDER BY place)
    FROM unnest($2) WITH ORDINALITY AS one(number, place)
    JOIN pg_attribute ON attrelid = $1 AND attnum = number
$$;

-- Registered tables that are there.
CREATE FUNCTION "tenancy"."registered"()
RETURNS TABLE ("relation" oid, "schema_name" text, "tenant_column" text, "tenant_number" smallint, "condition" text)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT class.oid, tables.schema_name, tables.tenant_column, attnum, tables.condition
    FROM tenancy.tables
    JOIN pg_namespace AS namespace ON namespace.nspname = tables.schema_name
    JOIN pg_class AS class ON class.relnamespace = namespace.oid AND class.relname = tables.table_name
    LEFT JOIN pg_attribute ON attrelid = class.oid AND attname = tables.tenant_column AND NOT attisdropped
$$;

CREATE FUNCTION "tenancy"."foreign_key_breaches"("schema_name" text)
RETURNS TABLE ("relation" regclass, "message" text, "statement" text)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT rule.conrelid::regclass,
         CASE WHEN source.tenant_column IS NULL
              THEN format('its foreign key %I leads from a table of no tenant into %s, which belongs to tenants',
                          rule.conname, rule.confrelid::regclass)
              ELSE format('its foreign key %I may lead into another tenant''s row of %s',
                          rule.conname, rule.confrelid::regclass) END,
         CASE WHEN source.tenant_column IS NOT NULL THEN
           CASE WHEN NOT EXISTS (
                  SELECT FROM pg_index
                   WHERE indrelid = rule.confrelid AND indisunique AND indpred IS NULL AND indexprs IS NULL
                     AND (SELECT array_agg(key ORDER BY key) FROM unnest((indkey::smallint[])[0:indnkeyatts - 1]) AS key)
                       = (SELECT array_agg(DISTINCT key ORDER BY key) FROM unnest(rule.confkey || target.tenant_number) AS key))
                THEN format('ALTER TABLE %s ADD UNIQUE (%s); ', rule.confrelid::regclass,
                            tenancy.column_list(target.tenant_column || tenancy.column_names(rule.confrelid, rule.confkey)))
                ELSE '' END
           || format('ALTER TABLE %s DROP CONSTRAINT %I, ADD CONSTRAINT %2$I FOREIGN KEY (%s) REFERENCES %s (%s)%s%s;',
                rule.conrelid::regclass, rule.conname,
                tenancy.column_list(source.tenant_column || tenancy.column_names(rule.conrelid, rule.conkey)),
                rule.confrelid::regclass,
                tenancy.column_list(target.tenant_column || tenancy.column_names(rule.confrelid, rule.confkey)),
                CASE rule.confdeltype
                  WHEN 'c' THEN ' ON DELETE CASCADE' WHEN 'r' THEN ' ON DELETE RESTRICT'
                  -- The tenant stays.
                  WHEN 'n' THEN format(' ON DELETE SET NULL (%s)',
                                       tenancy.column_list(tenancy.column_names(rule.conrelid, rule.conkey)))
                  WHEN 'd' THEN format(' ON DELETE SET DEFAULT (%s)',
                                       tenancy.column_list(tenancy.column_names(rule.conrelid, rule.conkey)))
                  ELSE '' END,
                CASE WHEN rule.condeferrable THEN ' DEFERRABLE' ELSE '' END
                || CASE WHEN rule.condeferred THEN ' INITIALLY DEFERRED' ELSE '' END)
         END
    FROM pg_constraint AS rule
    JOIN tenancy.registered() AS target ON target.relation = rule.confrelid AND target.tenant_column IS NOT NULL
    LEFT JOIN tenancy.registered() AS source ON source.relation = rule.conrelid
   WHERE rule.contype = 'f' AND rule.conparentid = 0 AND $1 IN (target.schema_name, source.schema_name)
     AND NOT EXISTS (SELECT FROM unnest(rule.conkey, rule.confkey) AS pair(here, there)
                      WHERE here = source.tenant_number AND there = target.tenant_number)
$$;

-- A single uuid needs no tenant: nobody guesses one. Partitions have the keys of their parent.
CREATE FUNCTION "tenancy"."key_breaches"("schema_name" text)
RETURNS TABLE ("relation" regclass, "message" text, "statement" text)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT own.relation::regclass, format('its key %I does not hold the tenant', class.relname),
         CASE WHEN rule.contype IN ('p', 'u') THEN
                format('ALTER TABLE %s DROP CONSTRAINT %I, ADD CONSTRAINT %2$I %s (%s);', own.relation::regclass,
                       rule.conname, CASE rule.contype WHEN 'p' THEN 'PRIMARY KEY' ELSE 'UNIQUE' END,
                       tenancy.column_list(own.tenant_column || tenancy.column_names(own.relation, rule.conkey)))
              WHEN rule.contype = 'x' THEN
                format('ALTER TABLE %s DROP CONSTRAINT %I; add it again with %I WITH =', own.relation::regclass,
                       rule.conname, own.tenant_column)
              ELSE format('DROP INDEX %s; %s;', class.oid::regclass,
                          regexp_replace(pg_get_indexdef(class.oid), '(USING \w+ \()', format('\1%I, ', own.tenant_column)))
         END
    FROM tenancy.registered() AS own
    JOIN pg_index AS index ON index.indrelid = own.relation AND (indisunique OR indisexclusion)
    JOIN pg_class AS class ON class.oid = index.indexrelid
    LEFT JOIN pg_constraint AS rule ON rule.conindid = index.indexrelid AND rule.conrelid = own.relation
          AND rule.contype IN ('p', 'u', 'x')
   WHERE own.schema_name = $1 AND own.tenant_column IS NOT NULL
     AND NOT own.tenant_number = ANY ((index.indkey::smallint[])[0:index.indnkeyatts - 1])
     AND NOT (index.indnkeyatts = 1 AND EXISTS (
           SELECT FROM pg_attribute
            WHERE attrelid = own.relation AND attnum = index.indkey[0] AND atttypid = 'uuid'::regtype))
$$;
