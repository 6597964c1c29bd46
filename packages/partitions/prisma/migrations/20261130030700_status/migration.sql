-- What has to be watched: a run that was missed shows in periods without a partition, long before an insert needs one.

CREATE FUNCTION "partitions"."status"("at" timestamptz DEFAULT now())
  RETURNS TABLE (
    "schema_name" text, "table_name" text, "every" text, "ahead" integer, "keep" interval,
    "missing" integer, "default_rows" bigint, "draining" boolean, "detaching" integer, "due" integer, "retired" integer, "sizes" jsonb)
  LANGUAGE plpgsql
  STABLE
  SET search_path = pg_catalog, pg_temp
  SET TimeZone = 'UTC'
AS $$
DECLARE
  parent regclass;
  source regclass;
BEGIN
  FOR schema_name, table_name, every, ahead, keep, parent IN
    SELECT parents.schema_name, parents.table_name, parents.every, parents.ahead, parents.keep, pg_class.oid
    FROM partitions.parents
    JOIN pg_namespace ON nspname = parents.schema_name
    JOIN pg_class ON relnamespace = pg_namespace.oid AND relname = parents.table_name AND relkind = 'p'
    ORDER BY 1, 2
  LOOP
    SELECT count(*) INTO missing
    FROM generate_series(date_trunc(every, at), date_trunc(every, at) + ahead * ('1 ' || every)::interval, ('1 ' || every)::interval) AS start
    WHERE NOT EXISTS (SELECT FROM partitions.children(parent) AS child WHERE child.lower_bound <= start AND child.upper_bound > start);
    SELECT count(*) FILTER (WHERE child.is_detaching), count(*) FILTER (WHERE child.upper_bound <= at - keep),
           jsonb_object_agg(relname, pg_total_relation_size(child.partition)),
           (array_agg(child.partition) FILTER (WHERE child.is_default))[1]
    INTO detaching, due, sizes, source
    FROM partitions.children(parent) AS child JOIN pg_class ON oid = child.partition;
    default_rows := 0;
    IF pg_relation_size(source) > 0 AND row_security_active(source) THEN
      -- Policies hide rows from who counts, so the server's own count has to do; it forgets it in a crash.
      default_rows := greatest(pg_stat_get_live_tuples(source), 1);
    ELSIF pg_relation_size(source) > 0 THEN
      EXECUTE format('SELECT count(*) FROM ONLY %s', source) INTO default_rows;
    END IF;
    draining := EXISTS (SELECT FROM partitions.drains WHERE parent_schema = schema_name AND parent_table = table_name);
    SELECT count(*) INTO retired FROM partitions.ledger
    WHERE parent_schema = schema_name AND parent_table = table_name AND detached_at IS NOT NULL AND dropped_at IS NULL;
    RETURN NEXT;
  END LOOP;
END;
$$;
COMMENT ON FUNCTION "partitions"."status"(timestamptz)
  IS 'For each table that is looked after: periods from now to ahead without a partition, rows in the default one, partitions that are being detached, are due to be, or were, and bytes by partition.';
