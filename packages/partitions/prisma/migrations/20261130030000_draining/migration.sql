-- Rows that came before their partition was made lie in the default one, and keep that partition from being made. They
-- are copied to tables beside, where a trigger repeats what writers do meanwhile; then the default partition is
-- replaced by these tables and an empty one, in a moment, however many rows there were. Nothing is ever missing for a
-- reader, no trigger of the table sees a change, and no foreign key a deletion.

-- CreateTable
CREATE TABLE "partitions"."drains" (
    "beside_name" TEXT NOT NULL,
    "parent_schema" TEXT NOT NULL,
    "parent_table" TEXT NOT NULL,
    "lower_bound" TIMESTAMPTZ(6),
    "upper_bound" TIMESTAMPTZ(6),
    "begun_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "rows" BIGINT,

    CONSTRAINT "drains_pkey" PRIMARY KEY ("parent_schema","parent_table","beside_name")
);

CREATE FUNCTION "partitions"."columns_of"("relation" regclass, "of_key" boolean, "before" text DEFAULT '') RETURNS text
  LANGUAGE sql
  STABLE
  SET search_path = pg_catalog, pg_temp
AS $$
  SELECT string_agg(before || quote_ident(attname), ', ' ORDER BY attnum)
  FROM pg_attribute
  LEFT JOIN pg_constraint ON conrelid = attrelid AND contype = 'p'
  WHERE attrelid = relation AND attnum > 0 AND NOT attisdropped AND attgenerated = '' AND (NOT of_key OR attnum = ANY (conkey));
$$;
COMMENT ON FUNCTION "partitions"."columns_of"(regclass, boolean, text)
  IS 'The columns of a table that take values, or those of its primary key, as a list for a statement.';

CREATE FUNCTION "partitions"."mirror_drained"() RETURNS trigger
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp
  SET TimeZone = 'UTC'
AS $$
DECLARE
  parent CONSTANT regclass := (SELECT inhparent FROM pg_inherits WHERE inhrelid = TG_RELID);
  time_column CONSTANT text := (partitions.time_column(parent)).name;
  found integer;
BEGIN
  IF TG_OP <> 'INSERT' THEN
    EXECUTE format('DELETE FROM %s WHERE (%s) = (%s)',
      partitions.beside_for(parent, (to_jsonb(OLD) ->> time_column)::timestamptz),
      partitions.columns_of(parent, true), partitions.columns_of(parent, true, '($1).')) USING OLD;
    GET DIAGNOSTICS found = ROW_COUNT;
    -- It may have been copied after the snapshot of this transaction, which does not see the copy.
    IF found = 0 AND current_setting('transaction_isolation') <> 'read committed' THEN
      RAISE EXCEPTION 'the default partition of % is being drained', parent
        USING ERRCODE = 'serialization_failure', HINT = 'Repeat the transaction.';
    END IF;
  END IF;
  IF TG_OP <> 'DELETE' THEN
    EXECUTE format('INSERT INTO %s (%s) SELECT %s',
      partitions.beside_for(parent, (to_jsonb(NEW) ->> time_column)::timestamptz),
      partitions.columns_of(parent, false), partitions.columns_of(parent, false, '($1).')) USING NEW;
  END IF;
  RETURN NULL;
END;
$$;
COMMENT ON FUNCTION "partitions"."mirror_drained"()
  IS 'AFTER INSERT OR UPDATE OR DELETE, FOR EACH ROW, on a default partition that is being drained: does the same in the table beside.';
REVOKE EXECUTE ON FUNCTION "partitions"."mirror_drained"() FROM PUBLIC;

CREATE FUNCTION "partitions"."beside_for"("parent" regclass, "at" timestamptz) RETURNS regclass
  LANGUAGE sql
  STABLE
  SET search_path = pg_catalog, pg_temp
AS $$
  SELECT format('%I.%I', parent_schema, beside_name)::regclass
  FROM pg_class
  JOIN pg_namespace ON pg_namespace.oid = relnamespace
  JOIN partitions.drains ON parent_schema = nspname AND parent_table = relname
  WHERE pg_class.oid = parent AND ((at >= lower_bound AND at < upper_bound) OR lower_bound IS NULL)
  ORDER BY lower_bound NULLS LAST
  LIMIT 1;
$$;
COMMENT ON FUNCTION "partitions"."beside_for"(regclass, timestamptz)
  IS 'The table beside that takes over rows of that time while the default partition is drained.';

CREATE FUNCTION "partitions"."drain_begin"("parent" regclass) RETURNS bigint
  LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp
  SET TimeZone = 'UTC'
  SET DateStyle = 'ISO'
AS $$
DECLARE
  settings CONSTANT partitions.parents := partitions.parent_of(parent);
  time_column CONSTANT text := quote_ident((partitions.time_column(parent)).name);
  source CONSTANT regclass := (SELECT partition FROM partitions.children(parent) WHERE is_default);
  period record;
  beside text;
BEGIN
  IF partitions.columns_of(parent, true) IS NULL THEN
    RAISE EXCEPTION 'the default partition of % cannot be drained: its rows have no primary key', parent USING ERRCODE = 'object_not_in_prerequisite_state';
  END IF;
  IF EXISTS (SELECT FROM partitions.drains WHERE parent_schema = settings.schema_name AND parent_table = settings.table_name) THEN
    RETURN pg_relation_size(source) / current_setting('block_size')::bigint;
  END IF;
  -- Its owner moves the rows of everybody; nobody else gains a right by that.
  EXECUTE format('ALTER TABLE %s NO FORCE ROW LEVEL SECURITY', source);
  -- Waits for who writes just now, so that nobody's row is neither copied nor mirrored.
  EXECUTE format('CREATE TRIGGER partitions_mirror AFTER INSERT OR UPDATE OR DELETE ON %s FOR EACH ROW EXECUTE FUNCTION partitions.mirror_drained()', source);
  FOR period IN
    EXECUTE format($sql$
      SELECT lower(gap) AS lower, upper(gap) AS upper
      FROM (SELECT DISTINCT date_trunc(%L, %s::timestamptz) AS start FROM ONLY %s WHERE isfinite(%2$s)) AS held
      CROSS JOIN LATERAL unnest(
        tstzmultirange(tstzrange(start, start + %4$L::interval))
        - COALESCE((SELECT range_agg(tstzrange(lower_bound, upper_bound)) FROM partitions.children(%5$L) WHERE NOT is_default), '{}')) AS gap
      ORDER BY 1 $sql$, settings.every, time_column, source, '1 ' || settings.every, parent)
  LOOP
    beside := partitions.name_with(settings.table_name, to_char(period.lower, '"_draining"_YYYY_MM_DD_HH24MI'));
    PERFORM partitions.make_beside(parent, beside);
    EXECUTE format('ALTER TABLE %I.%I NO FORCE ROW LEVEL SECURITY', settings.schema_name, beside);
    -- With it the server attaches the table without a look at its rows.
    EXECUTE format('ALTER TABLE %I.%I ADD CONSTRAINT partitions_range CHECK (%3$s IS NOT NULL AND %3$s >= %4$s AND %3$s < %5$s)',
      settings.schema_name, beside, time_column, partitions.bound(parent, period.lower), partitions.bound(parent, period.upper));
    INSERT INTO partitions.drains (beside_name, parent_schema, parent_table, lower_bound, upper_bound)
    VALUES (beside, settings.schema_name, settings.table_name, period.lower, period.upper);
  END LOOP;
  beside := partitions.name_with(settings.table_name, '_draining_default');
  PERFORM partitions.make_beside(parent, beside);
  EXECUTE format('ALTER TABLE %I.%I NO FORCE ROW LEVEL SECURITY', settings.schema_name, beside);
  INSERT INTO partitions.drains (beside_name, parent_schema, parent_table) VALUES (beside, settings.schema_name, settings.table_name);
  RETURN pg_relation_size(source) / current_setting('block_size')::bigint;
END;
$$;
COMMENT ON FUNCTION "partitions"."drain_begin"(regclass)
  IS 'Makes the tables beside that take over the rows of the default partition, and what repeats changes there; returns how many blocks drain_batch has to copy. Called again after a crash, it goes on.';

CREATE FUNCTION "partitions"."bound"("parent" regclass, "at" timestamptz) RETURNS text
  LANGUAGE sql
  STABLE
  SET search_path = pg_catalog, pg_temp
  SET TimeZone = 'UTC'
  SET DateStyle = 'ISO'
AS $$
  SELECT CASE (partitions.time_column(parent)).type
    WHEN 'timestamptz'::regtype THEN quote_literal(at::text) || '::timestamptz'
    WHEN 'date'::regtype THEN quote_literal(at::date::text) || '::date'
    ELSE quote_literal(at::timestamp::text) || '::timestamp' END;
$$;
COMMENT ON FUNCTION "partitions"."bound"(regclass, timestamptz)
  IS 'An instant as a literal of the type by which the table is partitioned, in UTC.';

CREATE FUNCTION "partitions"."drain_batch"("parent" regclass, "from_block" bigint, "to_block" bigint) RETURNS bigint
  LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp
  SET TimeZone = 'UTC'
AS $$
DECLARE
  settings CONSTANT partitions.parents := partitions.parent_of(parent);
  time_column CONSTANT text := quote_ident((partitions.time_column(parent)).name);
  source CONSTANT regclass := (SELECT partition FROM partitions.children(parent) WHERE is_default);
  copied bigint := 0;
  rows bigint;
  part record;
BEGIN
  FOR part IN
    WITH beside AS (
      SELECT format('%I.%I', parent_schema, beside_name) AS name,
             format('(%1$s >= %2$s AND %1$s < %3$s)', time_column, partitions.bound(parent, lower_bound), partitions.bound(parent, upper_bound)) AS range,
             lower_bound IS NULL AS is_rest
      FROM partitions.drains WHERE parent_schema = settings.schema_name AND parent_table = settings.table_name)
    SELECT name, CASE WHEN is_rest
      THEN COALESCE((SELECT format('(%s) IS NOT TRUE', string_agg(range, ' OR ')) FROM beside WHERE NOT is_rest), 'true')
      ELSE range END AS condition
    FROM beside
  LOOP
    -- The lock keeps a row from being deleted before its copy is there to be deleted too.
    EXECUTE format('INSERT INTO %s (%s) SELECT %2$s FROM ONLY %s WHERE ctid >= %L AND ctid < %L AND %s FOR SHARE ON CONFLICT DO NOTHING',
      part.name, partitions.columns_of(parent, false), source, format('(%s,0)', from_block), format('(%s,0)', to_block), part.condition);
    GET DIAGNOSTICS rows = ROW_COUNT;
    copied := copied + rows;
  END LOOP;
  RETURN copied;
END;
$$;
COMMENT ON FUNCTION "partitions"."drain_batch"(regclass, bigint, bigint)
  IS 'Copies the rows of some blocks of the default partition, the last not included, and returns how many. Done twice it does no harm.';

CREATE FUNCTION "partitions"."drain_compare"("parent" regclass) RETURNS bigint
  LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  settings CONSTANT partitions.parents := partitions.parent_of(parent);
  source CONSTANT regclass := (SELECT partition FROM partitions.children(parent) WHERE is_default);
  sum CONSTANT text := format('count(*) AS rows, COALESCE(sum(hashtextextended(ROW(%s)::text, 0)), 0) AS hash', partitions.columns_of(parent, false));
  besides text;
  found record;
BEGIN
  SELECT string_agg(format('SELECT %L AS name, %s FROM %I.%I', beside_name, sum, parent_schema, beside_name), ' UNION ALL ') INTO besides
  FROM partitions.drains WHERE parent_schema = settings.schema_name AND parent_table = settings.table_name;
  IF besides IS NULL THEN
    RETURN 0;
  END IF;
  -- One statement, so of one moment, though others go on writing.
  EXECUTE format($sql$
    SELECT was.rows, beside.rows AS copied, was.hash IS DISTINCT FROM beside.hash AS differs, beside.each
    FROM (SELECT %s FROM ONLY %s) AS was,
         (SELECT sum(rows) AS rows, sum(hash) AS hash, jsonb_object_agg(name, rows) AS each FROM (%s) AS one) AS beside $sql$,
    sum, source, besides) INTO found;
  IF found.rows <> found.copied OR found.differs THEN
    RAISE EXCEPTION 'the default partition of % has % rows, and of those % are in the tables beside it, or they differ', parent, found.rows, found.copied
      USING ERRCODE = 'data_corrupted',
            HINT = format('Copy all its blocks by partitions.drain_batch, or give up by SELECT partitions.drain_abandon(%L).', parent);
  END IF;
  UPDATE partitions.drains SET rows = (found.each ->> beside_name)::bigint
  WHERE parent_schema = settings.schema_name AND parent_table = settings.table_name;
  RETURN found.rows;
END;
$$;
COMMENT ON FUNCTION "partitions"."drain_compare"(regclass)
  IS 'Proves that the tables beside hold the rows of the default partition, by number and hash, and returns how many; an error where they do not.';

CREATE FUNCTION "partitions"."suffix"("every" text, "lower" timestamptz, "upper" timestamptz) RETURNS text
  LANGUAGE sql
  STABLE
  SET search_path = pg_catalog, pg_temp
  SET TimeZone = 'UTC'
AS $$
  SELECT to_char(lower, CASE
    WHEN lower <> date_trunc(every, lower) OR upper <> lower + ('1 ' || every)::interval THEN '_YYYY_MM_DD_HH24MI'
    WHEN every = 'month' THEN '_YYYY_MM'
    ELSE '_YYYY_MM_DD' END);
$$;
COMMENT ON FUNCTION "partitions"."suffix"(text, timestamptz, timestamptz)
  IS 'How the name of a partition of that range ends: by its first month or day in UTC; by its first minute if it is no whole one.';

CREATE FUNCTION "partitions"."drain_end"("parent" regclass) RETURNS bigint
  LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  settings CONSTANT partitions.parents := partitions.parent_of(parent);
  source CONSTANT regclass := (SELECT partition FROM partitions.children(parent) WHERE is_default);
  default_name CONSTANT text := (SELECT relname FROM pg_class WHERE oid = source);
  drain partitions.drains;
  name text;
  attached regclass;
  drained bigint := 0;
BEGIN
  IF EXISTS (SELECT FROM partitions.drains WHERE parent_schema = settings.schema_name AND parent_table = settings.table_name AND rows IS NULL) THEN
    RAISE EXCEPTION 'what was copied from the default partition of % was not compared', parent
      USING ERRCODE = 'object_not_in_prerequisite_state', HINT = format('Run SELECT partitions.drain_compare(%L).', parent);
  END IF;
  IF NOT EXISTS (SELECT FROM partitions.drains WHERE parent_schema = settings.schema_name AND parent_table = settings.table_name) THEN
    RETURN 0;
  END IF;
  EXECUTE format('LOCK TABLE %s IN ACCESS EXCLUSIVE MODE', parent);
  EXECUTE format('ALTER TABLE %s DETACH PARTITION %s', parent, source);
  EXECUTE format('DROP TABLE %s', source);
  FOR drain IN
    DELETE FROM partitions.drains WHERE parent_schema = settings.schema_name AND parent_table = settings.table_name RETURNING *
  LOOP
    name := CASE WHEN drain.lower_bound IS NULL THEN default_name
      ELSE partitions.name_with(drain.parent_table, partitions.suffix(settings.every, drain.lower_bound, drain.upper_bound)) END;
    EXECUTE format('ALTER TABLE %I.%I RENAME TO %I', drain.parent_schema, drain.beside_name, name);
    attached := format('%I.%I', drain.parent_schema, name)::regclass;
    EXECUTE format('ALTER TABLE %s ATTACH PARTITION %s ', parent, attached) || CASE WHEN drain.lower_bound IS NULL THEN 'DEFAULT'
      ELSE format('FOR VALUES FROM (%s) TO (%s)', partitions.bound(parent, drain.lower_bound), partitions.bound(parent, drain.upper_bound)) END;
    PERFORM partitions.copy_security(parent, attached);
    IF drain.lower_bound IS NOT NULL THEN
      EXECUTE format('ALTER TABLE %s DROP CONSTRAINT partitions_range', attached);
      INSERT INTO partitions.ledger (parent_schema, parent_table, partition_name, lower_bound, upper_bound, made_at, drained_rows)
      VALUES (drain.parent_schema, drain.parent_table, name, drain.lower_bound, drain.upper_bound, clock_timestamp(), drain.rows)
      ON CONFLICT (parent_schema, parent_table, partition_name) WHERE detached_at IS NULL DO UPDATE
        SET lower_bound = EXCLUDED.lower_bound, upper_bound = EXCLUDED.upper_bound, made_at = EXCLUDED.made_at, drained_rows = EXCLUDED.drained_rows;
      drained := drained + drain.rows;
    END IF;
  END LOOP;
  RETURN drained;
END;
$$;
COMMENT ON FUNCTION "partitions"."drain_end"(regclass)
  IS 'Replaces the default partition by the tables beside, which were compared with it, and returns how many rows have a partition of their own now.';

CREATE FUNCTION "partitions"."drain_abandon"("parent" regclass) RETURNS void
  LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  settings CONSTANT partitions.parents := partitions.parent_of(parent);
  source CONSTANT regclass := (SELECT partition FROM partitions.children(parent) WHERE is_default);
  beside text;
BEGIN
  EXECUTE format('DROP TRIGGER IF EXISTS partitions_mirror ON %s', source);
  FOR beside IN
    DELETE FROM partitions.drains WHERE parent_schema = settings.schema_name AND parent_table = settings.table_name
    RETURNING format('%I.%I', parent_schema, beside_name)
  LOOP
    EXECUTE format('DROP TABLE %s', beside);
  END LOOP;
  PERFORM partitions.copy_security(parent, source);
END;
$$;
COMMENT ON FUNCTION "partitions"."drain_abandon"(regclass)
  IS 'Leaves the rows in the default partition, and removes the tables beside that were to take them.';

CREATE FUNCTION "partitions"."drain"("parent" regclass, "at_most_bytes" bigint DEFAULT 16777216) RETURNS bigint
  LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  source CONSTANT regclass := (SELECT partition FROM partitions.children(parent) WHERE is_default);
BEGIN
  PERFORM partitions.parent_of(parent);
  -- A table that never had a row has no file; a look at rows would be subject to their policies.
  IF pg_relation_size(source) = 0 THEN
    RETURN 0;
  END IF;
  IF pg_relation_size(source) > at_most_bytes THEN
    RAISE EXCEPTION 'the default partition of % holds %, too much for one transaction', parent, pg_size_pretty(pg_relation_size(source))
      USING ERRCODE = 'program_limit_exceeded',
            HINT = 'Use drain of @deepiri/partitions, which copies it in batches while others go on.';
  END IF;
  -- First, for who has this one may still want the default partition's.
  EXECUTE format('LOCK TABLE %s IN ACCESS EXCLUSIVE MODE', parent);
  PERFORM partitions.drain_batch(parent, 0, partitions.drain_begin(parent));
  PERFORM partitions.drain_compare(parent);
  RETURN partitions.drain_end(parent);
END;
$$;
COMMENT ON FUNCTION "partitions"."drain"(regclass, bigint)
  IS 'Gives rows of the default partition partitions of their own, in one transaction in which others wait, and returns how many; refused for more bytes than that.';
