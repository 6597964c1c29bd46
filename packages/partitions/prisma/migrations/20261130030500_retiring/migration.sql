-- A partition whose time is over is detached, and no more: its rows are out of the table, and all are still there. It
-- is dropped only where that was declared by itself, and after its rows were found in an archive. What is detached
-- lies in a schema on which nobody has a right, for it no longer is behind the table whose rules kept its readers apart.

CREATE SCHEMA IF NOT EXISTS "_retired";
COMMENT ON SCHEMA "_retired" IS 'Partitions that were detached from their tables, until they are archived and dropped.';

CREATE FUNCTION "partitions"."retire"("parent" regclass, "at" timestamptz DEFAULT now()) RETURNS text
  LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp
  SET TimeZone = 'UTC'
AS $$
DECLARE
  settings CONSTANT partitions.parents := partitions.parent_of(parent);
  due record;
  retired text;
  step text;
BEGIN
  SELECT child.*, relname INTO due
  FROM partitions.children(parent) AS child JOIN pg_class ON oid = child.partition
  WHERE child.upper_bound <= at - settings.keep
  ORDER BY child.upper_bound LIMIT 1;
  IF due IS NULL THEN
    RETURN NULL;
  END IF;
  -- Not CONCURRENTLY: the server refuses that beside a default partition. It changes the catalogue only.
  EXECUTE format('ALTER TABLE %s DETACH PARTITION %s', parent, due.partition);
  FOR step IN
    -- A key of rows that are no longer in the table would keep what they refer to from being deleted.
    SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', due.partition, conname)
    FROM pg_constraint WHERE conrelid = due.partition AND contype = 'f' AND conparentid = 0
  LOOP
    EXECUTE step;
  END LOOP;
  -- Its owner archives it; nobody else reaches it.
  EXECUTE format('ALTER TABLE %s NO FORCE ROW LEVEL SECURITY', due.partition);
  retired := partitions.name_with(settings.schema_name || '_' || due.relname, '');
  -- Old rows may come again after their period was retired.
  IF to_regclass(format('_retired.%I', retired)) IS NOT NULL THEN
    retired := partitions.name_with(retired, to_char(clock_timestamp(), '_YYYYMMDDHH24MISS'));
  END IF;
  FOR step IN
    -- Its indexes go with it, and would meet those of a table of the same name.
    SELECT format('ALTER INDEX %s RENAME TO %I', index::regclass, name)
    FROM (SELECT indexrelid AS index, partitions.name_with(retired, '_' || row_number() OVER (ORDER BY indexrelid)) AS name
          FROM pg_index WHERE indrelid = due.partition) AS named
    JOIN pg_class ON pg_class.oid = index
    WHERE relname <> name
  LOOP
    EXECUTE step;
  END LOOP;
  EXECUTE format('ALTER TABLE %I.%I RENAME TO %I', settings.schema_name, due.relname, retired);
  EXECUTE format('ALTER TABLE %I.%I SET SCHEMA _retired', settings.schema_name, retired);
  UPDATE partitions.ledger SET detached_at = clock_timestamp(), retired_as = retired
  WHERE parent_schema = settings.schema_name AND parent_table = settings.table_name AND partition_name = due.relname AND detached_at IS NULL;
  IF NOT FOUND THEN
    INSERT INTO partitions.ledger (parent_schema, parent_table, partition_name, lower_bound, upper_bound, detached_at, retired_as)
    VALUES (settings.schema_name, settings.table_name, due.relname, due.lower_bound, due.upper_bound, clock_timestamp(), retired);
  END IF;
  RETURN retired;
END;
$$;
COMMENT ON FUNCTION "partitions"."retire"(regclass, timestamptz)
  IS 'Detaches the oldest partition that ended longer ago than the table keeps rows, and returns its name in the schema _retired; null when none is due. One at a time, so that others wait for a moment only.';

CREATE FUNCTION "partitions"."bring_back"("retired" text) RETURNS void
  LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  entry partitions.ledger;
  parent regclass;
  back regclass;
BEGIN
  SELECT * INTO entry FROM partitions.ledger WHERE retired_as = retired AND dropped_at IS NULL;
  IF entry IS NULL THEN
    RAISE EXCEPTION 'no partition is retired as "%"', retired USING ERRCODE = 'undefined_table', HINT = 'See retired_as in partitions.ledger.';
  END IF;
  parent := format('%I.%I', entry.parent_schema, entry.parent_table)::regclass;
  PERFORM partitions.parent_of(parent);
  EXECUTE format('ALTER TABLE _retired.%I SET SCHEMA %I', retired, entry.parent_schema);
  EXECUTE format('ALTER TABLE %I.%I RENAME TO %I', entry.parent_schema, retired, entry.partition_name);
  back := format('%I.%I', entry.parent_schema, entry.partition_name)::regclass;
  EXECUTE format('ALTER TABLE %s ATTACH PARTITION %s FOR VALUES FROM (%s) TO (%s)', parent, back,
    partitions.bound(parent, entry.lower_bound), partitions.bound(parent, entry.upper_bound));
  PERFORM partitions.copy_security(parent, back);
  UPDATE partitions.ledger SET detached_at = NULL, retired_as = NULL, archived_at = NULL, archive = NULL, rows = NULL WHERE id = entry.id;
END;
$$;
COMMENT ON FUNCTION "partitions"."bring_back"(text)
  IS 'Attaches a retired partition again. Let its table keep rows for longer first, or the next run retires it again.';

CREATE FUNCTION "partitions"."archived"("retired" text, "archive" text, "rows" bigint) RETURNS void
  LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  held bigint;
BEGIN
  -- Nobody has a right to write there, and its owner might.
  EXECUTE format('LOCK TABLE _retired.%I IN SHARE MODE', retired);
  EXECUTE format('SELECT count(*) FROM _retired.%I', retired) INTO held;
  IF held <> rows OR archive = '' THEN
    RAISE EXCEPTION '_retired.% has % rows, and % are in the archive "%"', retired, held, rows, archive
      USING ERRCODE = 'data_exception', HINT = 'Archive it again, and check the archive.';
  END IF;
  UPDATE partitions.ledger SET archived_at = clock_timestamp(), archive = archived.archive, rows = held
  WHERE retired_as = retired AND dropped_at IS NULL;
END;
$$;
COMMENT ON FUNCTION "partitions"."archived"(text, text, bigint)
  IS 'Records that an archive was checked to hold the rows of a retired partition; an error if it has another number by now.';

CREATE FUNCTION "partitions"."drop_after"("parent" regclass, "since_detached" interval) RETURNS void
  LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  settings CONSTANT partitions.parents := partitions.parent_of(parent);
BEGIN
  UPDATE partitions.parents SET drop_after = since_detached
  WHERE schema_name = settings.schema_name AND table_name = settings.table_name;
END;
$$;
COMMENT ON FUNCTION "partitions"."drop_after"(regclass, interval)
  IS 'Declares that retired partitions of the table are dropped so long after they were detached, if they are archived; never if null, as at first.';

CREATE FUNCTION "partitions"."drop_retired"("parent" regclass, "at" timestamptz DEFAULT now()) RETURNS text
  LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  settings CONSTANT partitions.parents := partitions.parent_of(parent);
  entry partitions.ledger;
  held bigint;
BEGIN
  SELECT * INTO entry FROM partitions.ledger
  WHERE parent_schema = settings.schema_name AND parent_table = settings.table_name
    AND archived_at IS NOT NULL AND dropped_at IS NULL AND detached_at <= at - settings.drop_after
  ORDER BY detached_at LIMIT 1;
  IF entry IS NULL THEN
    RETURN NULL;
  END IF;
  EXECUTE format('LOCK TABLE _retired.%I IN ACCESS EXCLUSIVE MODE', entry.retired_as);
  EXECUTE format('SELECT count(*) FROM _retired.%I', entry.retired_as) INTO held;
  IF held <> entry.rows THEN
    RAISE EXCEPTION '_retired.% has % rows, and % were archived in "%"', entry.retired_as, held, entry.rows, entry.archive
      USING ERRCODE = 'data_exception', HINT = 'Somebody changed it since. Archive it again.';
  END IF;
  EXECUTE format('DROP TABLE _retired.%I', entry.retired_as);
  UPDATE partitions.ledger SET dropped_at = clock_timestamp() WHERE id = entry.id;
  RETURN entry.retired_as;
END;
$$;
COMMENT ON FUNCTION "partitions"."drop_retired"(regclass, timestamptz)
  IS 'Drops the oldest retired partition of the table that is archived and was detached longer ago than drop_after says, and returns its name; null when none is due.';
