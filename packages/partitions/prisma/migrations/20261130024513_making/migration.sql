-- Partitions are made beside the table and attached, for that lets readers and writers of the parent go on, where
-- CREATE TABLE ... PARTITION OF would stop them (only who asks the default partition waits, for a moment). All functions are run in UTC, since a bound without a zone is that of
-- whoever happens to run them. They change tables, so they have no more rights than who calls them.

CREATE FUNCTION "partitions"."children"("parent" regclass)
  RETURNS TABLE ("partition" regclass, "is_default" boolean, "lower_bound" timestamptz, "upper_bound" timestamptz, "is_detaching" boolean)
  LANGUAGE sql
  STABLE
  SET search_path = pg_catalog, pg_temp
  SET TimeZone = 'UTC'
  SET DateStyle = 'ISO'
AS $$
  SELECT child.oid::regclass,
         child.bound = 'DEFAULT',
         replace(child.ends[1], 'MINVALUE', '-infinity')::timestamptz,
         replace(child.ends[2], 'MAXVALUE', 'infinity')::timestamptz,
         child.inhdetachpending
  FROM (
    SELECT pg_class.oid, inhdetachpending, bound.bound,
           regexp_match(bound.bound, $re$FROM \('?([^')]+)'?\) TO \('?([^')]+)'?\)$re$) AS ends
    FROM pg_inherits
    JOIN pg_class ON pg_class.oid = inhrelid
    CROSS JOIN LATERAL (SELECT pg_get_expr(relpartbound, pg_class.oid) AS bound) AS bound
    WHERE inhparent = parent
  ) AS child
  ORDER BY 3 NULLS LAST;
$$;
COMMENT ON FUNCTION "partitions"."children"(regclass)
  IS 'The partitions of a table over one column of time, by time, with their bounds; the default one, which has none, last.';

CREATE FUNCTION "partitions"."time_column"("parent" regclass, OUT "name" name, OUT "type" regtype)
  LANGUAGE plpgsql
  STABLE
  SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  SELECT attname, atttypid INTO name, type
  FROM pg_partitioned_table
  JOIN pg_attribute ON attrelid = partrelid AND attnum = partattrs[0]
  WHERE partrelid = parent AND partstrat = 'r' AND partnatts = 1
    AND atttypid IN ('timestamptz'::regtype, 'timestamp'::regtype, 'date'::regtype);
  IF name IS NULL THEN
    RAISE EXCEPTION '% is not partitioned by RANGE of one column of time', parent
      USING ERRCODE = 'wrong_object_type',
            HINT = 'Create it with PARTITION BY RANGE (column), the column being a timestamptz, a timestamp in UTC, or a date.';
  END IF;
END;
$$;
COMMENT ON FUNCTION "partitions"."time_column"(regclass)
  IS 'The column by whose time the table is partitioned; an error for a table that is not.';

CREATE FUNCTION "partitions"."name_with"("base" text, "suffix" text) RETURNS text
  LANGUAGE plpgsql
  IMMUTABLE
  SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  room CONSTANT integer := 63 - octet_length(suffix);
  short text := base;
BEGIN
  IF octet_length(base) <= room THEN
    RETURN base || suffix;
  END IF;
  -- The server would cut at the end, where the names of two periods differ.
  WHILE octet_length(short) > room - 7 LOOP
    short := left(short, -1);
  END LOOP;
  RETURN short || '_' || left(md5(base), 6) || suffix;
END;
$$;
COMMENT ON FUNCTION "partitions"."name_with"(text, text)
  IS 'The two texts as one name of at most 63 bytes, which is unlike that of any other pair.';

CREATE FUNCTION "partitions"."copy_security"("parent" regclass, "partition" regclass) RETURNS void
  LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  security CONSTANT text := $sql$
    SELECT relrowsecurity::text || relforcerowsecurity::text || COALESCE((
      SELECT string_agg(concat_ws('|', polname, polcmd, polpermissive, polroles::text,
        pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)), ';' ORDER BY polname)
      FROM pg_policy WHERE polrelid = pg_class.oid), '')
    FROM pg_class WHERE oid = $1 $sql$;
  wanted text;
  found text;
  step text;
BEGIN
  EXECUTE security INTO wanted USING parent;
  EXECUTE security INTO found USING partition;
  -- Only what differs is touched: changing it stops readers of the partition.
  IF found = wanted THEN
    RETURN;
  END IF;
  FOR step IN
    SELECT format('DROP POLICY %I ON %s', polname, partition) FROM pg_policy WHERE polrelid = partition
    UNION ALL
    SELECT format('CREATE POLICY %I ON %s AS %s FOR %s TO %s', polname, partition,
             CASE WHEN polpermissive THEN 'PERMISSIVE' ELSE 'RESTRICTIVE' END,
             CASE polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' ELSE 'ALL' END,
             (SELECT string_agg(CASE role WHEN 0 THEN 'PUBLIC' ELSE role::regrole::text END, ', ') FROM unnest(polroles) AS role))
           || COALESCE(' USING (' || pg_get_expr(polqual, polrelid) || ')', '')
           || COALESCE(' WITH CHECK (' || pg_get_expr(polwithcheck, polrelid) || ')', '')
    FROM pg_policy WHERE polrelid = parent
    UNION ALL
    SELECT format('ALTER TABLE %s %s ROW LEVEL SECURITY, %s ROW LEVEL SECURITY', partition,
             CASE WHEN relrowsecurity THEN 'ENABLE' ELSE 'DISABLE' END,
             CASE WHEN relforcerowsecurity THEN 'FORCE' ELSE 'NO FORCE' END)
    FROM pg_class WHERE oid = parent
  LOOP
    EXECUTE step;
  END LOOP;
END;
$$;
COMMENT ON FUNCTION "partitions"."copy_security"(regclass, regclass)
  IS 'Gives the partition the policies of its parent, enabled and forced as there. Who asks a partition directly is bound by its own policies, not by those of the parent.';

CREATE FUNCTION "partitions"."make_beside"("parent" regclass, "name" text) RETURNS regclass
  LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  home CONSTANT regnamespace := (SELECT relnamespace FROM pg_class WHERE oid = parent);
  owner CONSTANT regrole := (SELECT relowner FROM pg_class WHERE oid = parent);
  beside CONSTANT text := format('%s.%I', home, name);
  made regclass;
  step text;
BEGIN
  EXECUTE format('CREATE TABLE %s (LIKE %s INCLUDING ALL EXCLUDING IDENTITY)', beside, parent);
  made := beside::regclass;
  FOR step IN
    -- A partitioned table has no storage parameters; its default partition holds those that partitions are to have.
    SELECT format('ALTER TABLE %s SET (%s)', made, array_to_string(reloptions, ', '))
    FROM partitions.children(parent) AS child JOIN pg_class ON oid = child.partition
    WHERE child.is_default AND reloptions IS NOT NULL
    UNION ALL
    SELECT format('ALTER TABLE %s SET TABLESPACE %I', made, spcname)
    FROM pg_class JOIN pg_tablespace ON pg_tablespace.oid = reltablespace WHERE pg_class.oid = parent
    UNION ALL
    -- With its keys it is attached without a look at its rows.
    SELECT format('ALTER TABLE %s ADD CONSTRAINT %I %s', made, conname, pg_get_constraintdef(oid))
    FROM pg_constraint WHERE conrelid = parent AND contype = 'f' AND conparentid = 0
    UNION ALL
    -- Default privileges of the schema are meant for tables that services ask by name.
    SELECT DISTINCT format('REVOKE ALL ON %s FROM %s', made, CASE grantee WHEN 0 THEN 'PUBLIC' ELSE grantee::regrole::text END)
    FROM pg_class CROSS JOIN aclexplode(relacl) WHERE oid = made AND grantee <> relowner
  LOOP
    EXECUTE step;
  END LOOP;
  PERFORM partitions.copy_security(parent, made);
  IF owner <> current_user::regrole THEN
    EXECUTE format('ALTER TABLE %s OWNER TO %s', made, owner);
  END IF;
  RETURN made;
END;
$$;
COMMENT ON FUNCTION "partitions"."make_beside"(regclass, text)
  IS 'Makes a table that can be attached to the parent: its columns, keys, storage, row security and owner, and nobody''s rights.';

CREATE FUNCTION "partitions"."make_one"("parent" regclass, "lower" timestamptz, "upper" timestamptz, "suffix" text) RETURNS boolean
  LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp
  SET TimeZone = 'UTC'
  SET DateStyle = 'ISO'
AS $$
DECLARE
  type CONSTANT regtype := (partitions.time_column(parent)).type;
  home text;
  base text;
  made text;
BEGIN
  IF EXISTS (SELECT FROM partitions.children(parent) AS child WHERE child.lower_bound < upper AND child.upper_bound > lower) THEN
    RETURN false;
  END IF;
  SELECT nspname, relname INTO home, base
  FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace WHERE pg_class.oid = parent;
  made := partitions.name_with(base, suffix);
  EXECUTE format('ALTER TABLE %s ATTACH PARTITION %s FOR VALUES FROM (%L) TO (%L)', parent,
    partitions.make_beside(parent, made),
    CASE type WHEN 'timestamptz'::regtype THEN lower::text WHEN 'date'::regtype THEN lower::date::text ELSE lower::timestamp::text END,
    CASE type WHEN 'timestamptz'::regtype THEN upper::text WHEN 'date'::regtype THEN upper::date::text ELSE upper::timestamp::text END);
  INSERT INTO partitions.ledger (parent_schema, parent_table, partition_name, lower_bound, upper_bound, made_at)
  VALUES (home, base, made, lower, upper, clock_timestamp())
  ON CONFLICT (parent_schema, parent_table, partition_name) WHERE detached_at IS NULL DO UPDATE
    SET lower_bound = EXCLUDED.lower_bound, upper_bound = EXCLUDED.upper_bound, made_at = EXCLUDED.made_at, drained_rows = NULL;
  RETURN true;
EXCEPTION
  -- The default partition holds rows of the period. They are safe there, and so is what comes.
  WHEN check_violation THEN
    RAISE WARNING 'no partition of % from %: its default partition holds rows of that time', parent, lower
      USING HINT = format('Run SELECT partitions.drain(%L).', parent);
    RETURN false;
END;
$$;
COMMENT ON FUNCTION "partitions"."make_one"(regclass, timestamptz, timestamptz, text)
  IS 'Makes the partition of one period unless there is one, and tells whether it did.';

CREATE FUNCTION "partitions"."parent_of"("parent" regclass) RETURNS "partitions"."parents"
  LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  found partitions.parents;
BEGIN
  -- The lock makes two that change the partitions of one table take turns.
  SELECT parents.* INTO found
  FROM pg_class
  JOIN pg_namespace ON pg_namespace.oid = relnamespace
  JOIN partitions.parents ON schema_name = nspname AND table_name = relname
  WHERE pg_class.oid = parent
  FOR UPDATE OF parents;
  IF found IS NULL THEN
    RAISE EXCEPTION 'the partitions of % are not managed', parent
      USING ERRCODE = 'undefined_object', HINT = format('Run SELECT partitions.manage(%L, ''month'', 3) in a migration.', parent);
  END IF;
  RETURN found;
END;
$$;
COMMENT ON FUNCTION "partitions"."parent_of"(regclass)
  IS 'How the table is looked after, locked until the transaction ends; an error for a table that is not.';

CREATE FUNCTION "partitions"."make_for"("parent" regclass, "since" timestamptz, "until" timestamptz) RETURNS integer
  LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp
  SET TimeZone = 'UTC'
AS $$
DECLARE
  every CONSTANT text := (partitions.parent_of(parent)).every;
  width CONSTANT interval := ('1 ' || every)::interval;
  first CONSTANT timestamptz := date_trunc(every, since);
  last CONSTANT timestamptz := date_trunc(every, until);
  lower timestamptz := first;
  made integer := 0;
BEGIN
  IF since > until OR since IS NULL OR until IS NULL OR NOT (isfinite(since) AND isfinite(until)) THEN
    RAISE EXCEPTION 'no range of time for partitions of %: from % to %', parent, since, until USING ERRCODE = 'invalid_parameter_value';
  END IF;
  -- A transaction has room for the locks of some thousand tables and indexes.
  IF first + 400 * width < last THEN
    RAISE EXCEPTION 'more than 400 partitions of % from % to %', parent, since, until
      USING ERRCODE = 'program_limit_exceeded', HINT = 'Make them in several transactions, if the times are right.';
  END IF;
  IF current_setting('lock_timeout') = '0' THEN
    PERFORM set_config('lock_timeout', '5s', true);
  END IF;
  WHILE lower <= last LOOP
    IF partitions.make_one(parent, lower, lower + width,
         to_char(lower, CASE every WHEN 'month' THEN '_YYYY_MM' ELSE '_YYYY_MM_DD' END)) THEN
      made := made + 1;
    END IF;
    lower := lower + width;
  END LOOP;
  RETURN made;
END;
$$;
COMMENT ON FUNCTION "partitions"."make_for"(regclass, timestamptz, timestamptz)
  IS 'Makes the partitions that are missing for rows of these times, both ends included, and returns how many it made.';

CREATE FUNCTION "partitions"."make_ahead"("parent" regclass, "at" timestamptz DEFAULT now()) RETURNS integer
  LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp
  SET TimeZone = 'UTC'
AS $$
DECLARE
  settings CONSTANT partitions.parents := partitions.parent_of(parent);
BEGIN
  PERFORM partitions.copy_security(parent, child.partition) FROM partitions.children(parent) AS child;
  RETURN partitions.make_for(parent, at, date_trunc(settings.every, at) + settings.ahead * ('1 ' || settings.every)::interval);
END;
$$;
COMMENT ON FUNCTION "partitions"."make_ahead"(regclass, timestamptz)
  IS 'Makes the partitions that are missing for now and the declared number of periods ahead, gives all the row security of the parent, and returns how many it made.';

CREATE FUNCTION "partitions"."manage"("parent" regclass, "every" text, "ahead" integer, "keep" interval DEFAULT NULL) RETURNS integer
  LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  home text;
  base text;
BEGIN
  PERFORM partitions.time_column(parent);
  SELECT nspname, relname INTO home, base
  FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace WHERE pg_class.oid = parent;
  INSERT INTO partitions.parents (schema_name, table_name, every, ahead, keep)
  VALUES (home, base, manage.every, manage.ahead, manage.keep)
  ON CONFLICT (schema_name, table_name) DO UPDATE
    SET every = EXCLUDED.every, ahead = EXCLUDED.ahead, keep = EXCLUDED.keep;
  IF NOT EXISTS (SELECT FROM partitions.children(parent) AS child WHERE child.is_default) THEN
    EXECUTE format('ALTER TABLE %s ATTACH PARTITION %s DEFAULT', parent,
      partitions.make_beside(parent, partitions.name_with(base, '_default')));
  END IF;
  RETURN partitions.make_ahead(parent);
END;
$$;
COMMENT ON FUNCTION "partitions"."manage"(regclass, text, integer, interval)
  IS 'Looks after a table partitioned by RANGE of a time: a partition for each month or day, made so many periods ahead, detached so long after its end (never if null), and an empty default one. Called again, it changes the settings.';
