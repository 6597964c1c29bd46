-- A unique key of a partitioned table has to hold the time by which it is partitioned, so the same id is taken twice
-- under two times. Where an id must be one of a kind, a small table of ids that is not partitioned keeps it so.

CREATE FUNCTION "partitions"."keep_unique"() RETURNS trigger
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  keys CONSTANT text := TG_ARGV[0];
  columns CONSTANT text := TG_ARGV[1];
  of_row CONSTANT text := TG_ARGV[2];
BEGIN
  IF TG_OP = 'TRUNCATE' THEN
    EXECUTE format('TRUNCATE %s', keys);
    RETURN NULL;
  END IF;
  IF TG_OP <> 'INSERT' THEN
    EXECUTE format('DELETE FROM %s WHERE (%s) = (%s)', keys, columns, of_row) USING OLD;
  END IF;
  IF TG_OP <> 'DELETE' THEN
    EXECUTE format('INSERT INTO %s (%s) VALUES (%s)', keys, columns, of_row) USING NEW;
  END IF;
  RETURN NULL;
END;
$$;
COMMENT ON FUNCTION "partitions"."keep_unique"()
  IS 'AFTER INSERT OR UPDATE OR DELETE, FOR EACH ROW, and AFTER TRUNCATE: keeps the keys of a table in another one. Made by partitions.unique_over.';
REVOKE EXECUTE ON FUNCTION "partitions"."keep_unique"() FROM PUBLIC;

CREATE FUNCTION "partitions"."unique_over"("parent" regclass, "columns" text[]) RETURNS regclass
  LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  home text;
  base text;
  keys text;
  listed CONSTANT text := (SELECT string_agg(quote_ident(name), ', ') FROM unnest(columns) AS name);
  arguments text;
BEGIN
  SELECT nspname, relname INTO home, base
  FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace WHERE pg_class.oid = parent;
  keys := format('%I.%I', home, partitions.name_with(base, '_' || array_to_string(columns, '_') || '_keys'));
  EXECUTE format('CREATE TABLE %s AS SELECT %s FROM %s WITH NO DATA', keys, listed, parent);
  EXECUTE format('ALTER TABLE %s ADD PRIMARY KEY (%s)', keys, listed);
  EXECUTE format('COMMENT ON TABLE %s IS %L', keys, format('The values of (%s) that %s has, each once over all its partitions.', listed, parent));
  arguments := format('%L, %L, %L', keys, listed, (SELECT string_agg('($1).' || quote_ident(name), ', ') FROM unnest(columns) AS name));
  -- The triggers first: with their lock, no row comes between filling and keeping.
  EXECUTE format('CREATE TRIGGER %I AFTER INSERT OR DELETE OR UPDATE OF %s ON %s FOR EACH ROW EXECUTE FUNCTION partitions.keep_unique(%s)',
    'unique_' || array_to_string(columns, '_'), listed, parent, arguments);
  EXECUTE format('CREATE TRIGGER %I AFTER TRUNCATE ON %s FOR EACH STATEMENT EXECUTE FUNCTION partitions.keep_unique(%s)',
    'unique_' || array_to_string(columns, '_') || '_truncate', parent, arguments);
  EXECUTE format('INSERT INTO %s SELECT %s FROM %s', keys, listed, parent);
  RETURN keys::regclass;
END;
$$;
COMMENT ON FUNCTION "partitions"."unique_over"(regclass, text[])
  IS 'Makes these columns unique over all partitions of a table, by a table TABLE_COLUMNS_keys beside it, whose model the package declares. Keys of retired rows stay taken.';
