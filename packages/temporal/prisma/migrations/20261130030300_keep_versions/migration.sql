-- The one call by which a table begins to keep versions, and follows its own changes. Its trigger functions are made
-- for each table, with its columns written out: PostgreSQL then keeps their plans, and a write costs no look at the
-- catalogue for each row. They are SECURITY DEFINER: who may write to the table need have no right on its versions.

CREATE FUNCTION "temporal"."assert_can_keep"("kept" regclass, "excluded" text[], "deleted_at" text) RETURNS void
  LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  relation pg_class;
  reason text;
  wrong text;
BEGIN
  SELECT * INTO STRICT relation FROM pg_class WHERE oid = kept;
  SELECT string_agg(format('%I', attname), ', ') INTO wrong
  FROM pg_attribute
  WHERE attrelid = kept AND NOT attisdropped AND (
    attname IN ('editor', 'operation')
    OR attname = 'version' AND (atttypid <> 'integer'::regtype OR attgenerated <> '' OR attidentity <> '')
    OR attname = 'valid_from' AND (atttypid <> 'timestamptz'::regtype OR atttypmod NOT IN (-1, 6) OR attgenerated <> ''));
  reason := CASE
    WHEN relation.relkind = 'p' THEN 'it is partitioned, and what is written to a partition passes by'
    WHEN relation.relkind <> 'r' THEN 'it is no table'
    WHEN relation.relispartition THEN 'it is a partition'
    WHEN relation.relpersistence <> 'p' THEN 'it is temporary or unlogged, so that versions could outlive their row'
    WHEN EXISTS (SELECT FROM pg_inherits WHERE kept IN (inhrelid, inhparent)) THEN 'it is part of an inheritance'
    WHEN relation.relowner <> (SELECT relowner FROM pg_class WHERE oid = 'temporal.kept_tables'::regclass)
      THEN format('its owner is %s, and what guards its versions works as the owner of this block', pg_get_userbyid(relation.relowner))
    WHEN temporal.key_of(kept) IS NULL THEN 'it has no primary key to name an entity by'
    WHEN octet_length(relation.relname) > 45 THEN 'its name is longer than 45 bytes, so that names made from it would be cut'
    WHEN wrong IS NOT NULL THEN format('its columns %s are in the way: version has to be integer, valid_from timestamptz, editor and operation are those of a version', wrong)
    WHEN excluded && temporal.key_of(kept) THEN 'a column of its key cannot be excluded'
    WHEN NOT excluded <@ ARRAY(SELECT name FROM temporal.columns_of(kept)) THEN format('columns that are to be excluded are not all there: %s', excluded)
    WHEN NOT EXISTS (
      SELECT FROM temporal.columns_of(kept, excluded) AS content
      WHERE content.name = deleted_at AND content.type LIKE 'timestamp%'
    ) AND deleted_at IS NOT NULL THEN format('its column %I, which says when a row was deleted, has to be a time and part of the versions', deleted_at)
  END;
  IF reason IS NOT NULL THEN
    RAISE EXCEPTION '% cannot keep versions: %', kept, reason USING ERRCODE = 'object_not_in_prerequisite_state';
  END IF;
END
$$;
COMMENT ON FUNCTION "temporal"."assert_can_keep"(regclass, text[], text) IS 'Raises 55000 with the reason why a table cannot keep versions.';

CREATE FUNCTION "temporal"."make_version_table"("kept" regclass) RETURNS regclass
  LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  relation pg_class;
  key CONSTANT text[] := temporal.key_of(kept);
  schema_name text;
  versions regclass;
BEGIN
  SELECT * INTO STRICT relation FROM pg_class WHERE oid = kept;
  SELECT nspname INTO STRICT schema_name FROM pg_namespace WHERE oid = relation.relnamespace;
  IF to_regclass(format('%I.%I', schema_name, relation.relname || '_version')) IS NULL THEN
    EXECUTE format(
      'CREATE TABLE %1$I.%2$I (%3$s, version integer NOT NULL, valid_from timestamptz(6) NOT NULL, editor text, operation text NOT NULL,
         CONSTRAINT %4$I PRIMARY KEY (%5$s, version))',
      schema_name, relation.relname || '_version',
      (SELECT string_agg(format('%I %s %s', name, type, 'COLLATE ' || "collation"), ', ') FROM temporal.columns_of(kept) WHERE is_key),
      relation.relname || '_version_pkey', temporal.list(key));
  END IF;
  versions := temporal.versions_of(kept);
  IF temporal.key_of(versions) IS DISTINCT FROM key THEN
    RAISE EXCEPTION 'the primary key of % has to be (%, version), as that of % is (%)', versions, temporal.list(key), kept, temporal.list(key)
      USING ERRCODE = 'object_not_in_prerequisite_state';
  END IF;
  -- By its columns: the package may have declared it, or one on the same columns.
  IF NOT EXISTS (
    SELECT FROM pg_index
    WHERE indrelid = versions AND indisunique AND indpred IS NULL AND indnkeyatts = cardinality(key) + 1
      AND (SELECT array_agg(attname::text ORDER BY position)
           FROM unnest(indkey) WITH ORDINALITY AS part (number, position)
           JOIN pg_attribute ON attrelid = indrelid AND attnum = part.number) = key || 'valid_from'::text
  ) THEN
    EXECUTE format('CREATE UNIQUE INDEX %I ON %s (%s, valid_from)',
      left(format('%s_version_%s', relation.relname, array_to_string(key, '_')), 48) || '_valid_from_key', versions, temporal.list(key));
  END IF;
  IF relation.relrowsecurity THEN
    -- Without policies of its own this shows nothing to anyone but its owner, which is better than all to everyone.
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', versions);
  END IF;
  RETURN versions;
END
$$;
COMMENT ON FUNCTION "temporal"."make_version_table"(regclass)
  IS 'Makes the version table if it is not there, and what makes two versions of one number or one instant impossible.';

CREATE FUNCTION "temporal"."follow_columns"("kept" regclass, "versions" regclass, "excluded" text[]) RETURNS void
  LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  one record;
BEGIN
  FOR one IN
    SELECT content.*, known.type AS known_type, known."collation" AS known_collation,
           -- What rows had that were there when the column came: so have the versions from before it.
           (SELECT attmissingval::text::text[] FROM pg_attribute WHERE attrelid = kept AND attname = content.name AND atthasmissing) AS missing
    FROM temporal.columns_of(kept, excluded) WITH ORDINALITY AS content (name, type, "collation", generated, identity, is_key, position)
    LEFT JOIN temporal.columns_of(versions) AS known ON known.name = content.name
    ORDER BY content.position
  LOOP
    IF one.known_type IS NULL THEN
      EXECUTE format('ALTER TABLE %s ADD COLUMN %I %s %s %s', versions, one.name, one.type, 'COLLATE ' || one."collation",
        'DEFAULT ' || quote_literal(one.missing[1]) || '::' || one.type);
      EXECUTE format('ALTER TABLE %s ALTER COLUMN %I DROP DEFAULT', versions, one.name);
    ELSIF one.known_type <> one.type OR one.known_collation IS DISTINCT FROM one."collation" THEN
      BEGIN
        EXECUTE format('ALTER TABLE %1$s ALTER COLUMN %2$I TYPE %3$s %4$s USING %2$I::%3$s', versions, one.name, one.type, 'COLLATE ' || one."collation");
      EXCEPTION WHEN OTHERS THEN
        RAISE EXCEPTION 'column %.% cannot become %: %', versions, quote_ident(one.name), one.type, SQLERRM
          USING ERRCODE = SQLSTATE,
                HINT = format('Rename it: ALTER TABLE %s RENAME COLUMN %I TO %I; the old values stay there, and a new column is made.', versions, one.name, one.name || '_before');
      END;
    END IF;
  END LOOP;
  -- What the table has no more stays in the versions from before, and is null in those to come.
  FOR one IN
    SELECT attname AS name FROM pg_attribute
    WHERE attrelid = versions AND attnum > 0 AND attnotnull
      AND attname IN (SELECT name FROM temporal.columns_of(versions) EXCEPT SELECT name FROM temporal.columns_of(kept, excluded))
  LOOP
    EXECUTE format('ALTER TABLE %s ALTER COLUMN %I DROP NOT NULL', versions, one.name);
  END LOOP;
END
$$;
COMMENT ON FUNCTION "temporal"."follow_columns"(regclass, regclass, text[])
  IS 'Gives the version table every column that is content of a version, of the very type.';

CREATE FUNCTION "temporal"."write_missing_versions"("kept" regclass, "versions" regclass, "excluded" text[], "deleted_at" text) RETURNS void
  LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  content CONSTANT text[] := ARRAY(SELECT name FROM temporal.columns_of(kept, excluded));
  key CONSTANT text[] := temporal.key_of(kept);
  deleted CONSTANT text := COALESCE('kept.' || quote_ident(deleted_at) || ' IS NOT NULL', 'false');
BEGIN
  -- A row of which the last version says the same keeps its number; any other is one more.
  EXECUTE format(
    'UPDATE %1$s AS kept SET version = next.version, valid_from = next.valid_from
     FROM (
       SELECT %3$s,
              CASE WHEN last.version IS NULL THEN 1 WHEN same THEN last.version ELSE last.version + 1 END AS version,
              CASE WHEN last.version IS NULL THEN kept.valid_from WHEN same THEN last.valid_from
                   ELSE greatest(clock_timestamp(), last.valid_from + interval ''1 microsecond'') END AS valid_from
       FROM %1$s AS kept
       LEFT JOIN LATERAL (
         SELECT versions.*, (versions.operation = ''delete'') = (%5$s) AND record_image_eq(ROW(%6$s), ROW(%7$s)) AS same
         FROM %2$s AS versions WHERE %4$s ORDER BY versions.version DESC LIMIT 1
       ) AS last ON true
     ) AS next
     WHERE %8$s AND (kept.version, kept.valid_from) IS DISTINCT FROM (next.version, next.valid_from)',
    kept, versions, temporal.list(key, 'kept.%I'), temporal.list(key, 'versions.%1$I = kept.%1$I', ' AND '),
    deleted, temporal.list(content, 'kept.%I'), temporal.list(content, 'versions.%I'),
    temporal.list(key, 'next.%1$I = kept.%1$I', ' AND '));
  EXECUTE format(
    'INSERT INTO %2$s (%3$s, version, valid_from, editor, operation)
     SELECT %4$s, kept.version, kept.valid_from, NULLIF(current_setting(''app.current_user_id'', true), ''''),
            CASE WHEN %6$s THEN ''delete'' WHEN kept.version = 1 THEN ''insert'' ELSE ''update'' END
     FROM %1$s AS kept
     WHERE NOT EXISTS (SELECT FROM %2$s AS versions WHERE %5$s AND versions.version = kept.version)',
    kept, versions, temporal.list(content), temporal.list(content, 'kept.%I'),
    temporal.list(key, 'versions.%1$I = kept.%1$I', ' AND '), deleted);
  -- Entities that have versions and no row any more are gone.
  EXECUTE format(
    'INSERT INTO %2$s (%3$s, version, valid_from, editor, operation)
     SELECT %4$s, version + 1, greatest(clock_timestamp(), valid_from + interval ''1 microsecond''),
            NULLIF(current_setting(''app.current_user_id'', true), ''''), ''delete''
     FROM (SELECT DISTINCT ON (%5$s) * FROM %2$s ORDER BY %6$s, version DESC) AS last
     WHERE operation <> ''delete'' AND NOT EXISTS (SELECT FROM %1$s AS kept WHERE %7$s)',
    kept, versions, temporal.list(content), temporal.list(content, 'last.%I'), temporal.list(key), temporal.list(key),
    temporal.list(key, 'kept.%1$I = last.%1$I', ' AND '));
END
$$;
COMMENT ON FUNCTION "temporal"."write_missing_versions"(regclass, regclass, text[], text)
  IS 'Makes each row the last version of its lineage: those that were there before, or that a migration changed.';

CREATE FUNCTION "temporal"."make_numbering"("kept" regclass, "versions" regclass, "excluded" text[]) RETURNS text
  LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  -- Generated ones follow from these, and before a row is written they are not computed yet.
  given CONSTANT text[] := ARRAY(SELECT name FROM temporal.columns_of(kept, excluded) WHERE generated = '');
  key CONSTANT text[] := temporal.key_of(kept);
  made text;
BEGIN
  SELECT format('%I.%I', nspname, relname || '_next') INTO STRICT made
  FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace WHERE pg_class.oid = versions;
  EXECUTE format(
$function$CREATE OR REPLACE FUNCTION %1$s() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $body$
BEGIN
  IF TG_OP = 'INSERT' THEN
    -- The key may have been that of an entity before.
    SELECT versions.version, versions.valid_from INTO NEW.version, NEW.valid_from
    FROM %2$s AS versions WHERE %3$s ORDER BY versions.version DESC LIMIT 1;
    NEW.version := COALESCE(NEW.version, 0) + 1;
    NEW.valid_from := greatest(clock_timestamp(), NEW.valid_from + interval '1 microsecond');
    RETURN NEW;
  END IF;
  IF NOT record_image_eq(ROW(%4$s), ROW(%5$s)) THEN
    RAISE EXCEPTION 'the key of a row of %% names all its versions and cannot change', TG_RELID::regclass
      USING ERRCODE = 'restrict_violation', SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME,
            HINT = 'Insert another row, and remove this one.';
  END IF;
  NEW.version := OLD.version;
  NEW.valid_from := OLD.valid_from;
  -- Compared bit by bit, since not every type knows equality, and 1.0 is another text than 1.00.
  IF NOT record_image_eq(ROW(%6$s), ROW(%7$s)) THEN
    NEW.version := OLD.version + 1;
    -- Several changes in one transaction, and a clock that was set back, still follow each other.
    NEW.valid_from := greatest(clock_timestamp(), OLD.valid_from + interval '1 microsecond');
  END IF;
  RETURN NEW;
END
$body$ $function$,
    made, versions, temporal.list(key, 'versions.%1$I = NEW.%1$I', ' AND '),
    temporal.list(key, 'OLD.%I'), temporal.list(key, 'NEW.%I'),
    temporal.list(given, 'OLD.%I'), temporal.list(given, 'NEW.%I'));
  EXECUTE format('REVOKE EXECUTE ON FUNCTION %s() FROM PUBLIC', made);
  RETURN made;
END
$$;
COMMENT ON FUNCTION "temporal"."make_numbering"(regclass, regclass, text[])
  IS 'Makes the function that numbers and times each write, and returns its name.';

CREATE FUNCTION "temporal"."make_recording"("kept" regclass, "versions" regclass, "excluded" text[], "deleted_at" text) RETURNS text
  LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  content CONSTANT text[] := ARRAY(SELECT name FROM temporal.columns_of(kept, excluded));
  given CONSTANT text[] := ARRAY(SELECT name FROM temporal.columns_of(kept, excluded) WHERE generated = '');
  is_deleted CONSTANT text := COALESCE('NEW.' || quote_ident(deleted_at) || ' IS NOT NULL', 'false');
  was_deleted CONSTANT text := COALESCE('OLD.' || quote_ident(deleted_at) || ' IS NOT NULL', 'false');
  made text;
BEGIN
  SELECT format('%I.%I', nspname, relname || '_write') INTO STRICT made
  FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace WHERE pg_class.oid = versions;
  EXECUTE format(
$function$CREATE OR REPLACE FUNCTION %1$s() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $body$
BEGIN
  IF TG_OP = 'DELETE' THEN
    INSERT INTO %2$s (%3$s, version, valid_from, editor, operation)
    VALUES (%4$s, OLD.version + 1, greatest(clock_timestamp(), OLD.valid_from + interval '1 microsecond'),
            NULLIF(current_setting('app.current_user_id', true), ''), 'delete');
    RETURN NULL;
  END IF;
  IF TG_OP = 'INSERT' THEN
    INSERT INTO %2$s (%3$s, version, valid_from, editor, operation)
    VALUES (%5$s, NEW.version, NEW.valid_from, NULLIF(current_setting('app.current_user_id', true), ''),
            CASE WHEN %6$s THEN 'delete' WHEN NEW.version = 1 THEN 'insert' ELSE 'recover' END)
    ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'a row of %% was removed and made again by two transactions at the same moment', TG_RELID::regclass
        USING ERRCODE = 'serialization_failure', HINT = 'Repeat the transaction.';
    END IF;
    RETURN NULL;
  END IF;
  IF NEW.version IS DISTINCT FROM OLD.version THEN
    INSERT INTO %2$s (%3$s, version, valid_from, editor, operation)
    VALUES (%5$s, NEW.version, NEW.valid_from, NULLIF(current_setting('app.current_user_id', true), ''),
            CASE WHEN %6$s THEN 'delete' WHEN %7$s THEN 'recover' ELSE 'update' END);
  ELSIF NOT record_image_eq(ROW(%8$s), ROW(%9$s)) THEN
    RAISE EXCEPTION 'a trigger on %% changed a row after its version was numbered', TG_RELID::regclass
      USING ERRCODE = 'triggered_action_exception', HINT = 'Give that trigger a name that sorts before zzz_versions.';
  END IF;
  RETURN NULL;
END
$body$ $function$,
    made, versions, temporal.list(content),
    temporal.values_in_trigger(kept, content, 'OLD'), temporal.values_in_trigger(kept, content, 'NEW'),
    is_deleted, was_deleted, temporal.list(given, 'OLD.%I'), temporal.list(given, 'NEW.%I'));
  EXECUTE format('REVOKE EXECUTE ON FUNCTION %s() FROM PUBLIC', made);
  RETURN made;
END
$$;
COMMENT ON FUNCTION "temporal"."make_recording"(regclass, regclass, text[], text)
  IS 'Makes the function that writes the version of each write, and returns its name.';

CREATE FUNCTION "temporal"."values_in_trigger"("kept" regclass, "columns" text[], "variable" text) RETURNS text
  LANGUAGE sql
  STABLE
  SET search_path = pg_catalog, pg_temp
AS $$
  SELECT string_agg(COALESCE(
    -- A virtual column has no value in a trigger: its expression is evaluated on the row.
    (SELECT format('(SELECT (%s) FROM (SELECT %s.*) AS written)', pg_get_expr(adbin, adrelid), variable)
     FROM pg_attribute JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
     WHERE attrelid = kept AND attname = one.name AND attgenerated = 'v'),
    format('%s.%I', variable, one.name)), ', ' ORDER BY one.position)
  FROM unnest(columns) WITH ORDINALITY AS one (name, position)
$$;
COMMENT ON FUNCTION "temporal"."values_in_trigger"(regclass, text[], text)
  IS 'The values of columns of NEW or OLD, as an expression.';

CREATE FUNCTION "temporal"."drop_triggers"("relation" regclass) RETURNS void
  LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  name text;
BEGIN
  FOR name IN SELECT tgname FROM pg_trigger WHERE tgrelid = relation AND tgname LIKE 'zzz\_versions\_%' LOOP
    EXECUTE format('DROP TRIGGER %I ON %s', name, relation);
  END LOOP;
END
$$;
COMMENT ON FUNCTION "temporal"."drop_triggers"(regclass) IS 'Takes the triggers of this block from a table.';

CREATE FUNCTION "temporal"."make_triggers"("kept" regclass, "versions" regclass, "numbering" text, "recording" text) RETURNS void
  LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  -- The last of their kind by name, to see what other triggers made of the row. No condition names a column of the
  -- table: it would keep migrations from changing it.
  EXECUTE format('CREATE TRIGGER zzz_versions_next BEFORE INSERT OR UPDATE ON %s FOR EACH ROW EXECUTE FUNCTION %s()', kept, numbering);
  EXECUTE format('CREATE TRIGGER zzz_versions_write AFTER INSERT OR DELETE ON %s FOR EACH ROW EXECUTE FUNCTION %s()', kept, recording);
  EXECUTE format('CREATE TRIGGER zzz_versions_write_change AFTER UPDATE ON %s FOR EACH ROW WHEN (OLD.* *<> NEW.*) EXECUTE FUNCTION %s()', kept, recording);
  EXECUTE format('CREATE TRIGGER zzz_versions_check BEFORE INSERT OR UPDATE OR DELETE ON %s EXECUTE FUNCTION temporal.check_write(%L)', kept, versions);
  EXECUTE format('CREATE TRIGGER zzz_versions_truncate BEFORE TRUNCATE ON %s EXECUTE FUNCTION temporal.refuse_change(%L)',
    kept, 'it would remove rows without a version that says so; use DELETE');
  -- Written by the trigger of the kept table alone: from within a trigger, and by a role that may write what is this
  -- block's own, as the owner of that trigger's function does.
  EXECUTE format('CREATE TRIGGER zzz_versions_insert BEFORE INSERT ON %s
    WHEN (pg_trigger_depth() = 0 OR NOT has_table_privilege(''temporal.kept_tables''::regclass, ''INSERT''))
    EXECUTE FUNCTION temporal.refuse_change(%L)', versions, 'versions are written by the table that they are of');
  EXECUTE format('CREATE TRIGGER zzz_versions_keep BEFORE UPDATE OR TRUNCATE ON %s EXECUTE FUNCTION temporal.refuse_change(%L)',
    versions, 'versions do not change');
  EXECUTE format('CREATE TRIGGER zzz_versions_purge BEFORE DELETE ON %s FOR EACH ROW EXECUTE FUNCTION temporal.refuse_delete_but_purge()', versions);
  EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER zzz_versions_check, ENABLE ALWAYS TRIGGER zzz_versions_truncate', kept);
  EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER zzz_versions_insert, ENABLE ALWAYS TRIGGER zzz_versions_keep, ENABLE ALWAYS TRIGGER zzz_versions_purge', versions);
END
$$;
COMMENT ON FUNCTION "temporal"."make_triggers"(regclass, regclass, text, text) IS 'Attaches what writes versions, and what guards them.';

CREATE FUNCTION "temporal"."write_undisturbed"("kept" regclass, "versions" regclass, "excluded" text[], "deleted_at" text) RETURNS void
  LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  forced CONSTANT text[] := ARRAY(SELECT oid::regclass::text FROM pg_class WHERE oid IN (kept, versions) AND relforcerowsecurity);
  fired CONSTANT text[] := ARRAY(
    SELECT format('%s TRIGGER %I', CASE tgenabled WHEN 'A' THEN 'ENABLE ALWAYS' ELSE 'ENABLE' END, tgname)
    FROM pg_trigger WHERE tgrelid = kept AND NOT tgisinternal AND tgenabled IN ('O', 'A'));
  one text;
BEGIN
  -- Every row is to be seen, and no other trigger is to take the numbering for a change. Nobody else sees the table
  -- meanwhile: it is locked until the transaction is over.
  FOREACH one IN ARRAY forced LOOP
    EXECUTE format('ALTER TABLE %s NO FORCE ROW LEVEL SECURITY', one);
  END LOOP;
  FOR one IN SELECT tgname FROM pg_trigger WHERE tgrelid = kept AND NOT tgisinternal AND tgenabled IN ('O', 'A') LOOP
    EXECUTE format('ALTER TABLE %s DISABLE TRIGGER %I', kept, one);
  END LOOP;
  PERFORM temporal.write_missing_versions(kept, versions, excluded, deleted_at);
  FOREACH one IN ARRAY fired LOOP
    EXECUTE format('ALTER TABLE %s %s', kept, one);
  END LOOP;
  FOREACH one IN ARRAY forced LOOP
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', one);
  END LOOP;
END
$$;
COMMENT ON FUNCTION "temporal"."write_undisturbed"(regclass, regclass, text[], text)
  IS 'write_missing_versions without other triggers of the table, and past row security that binds its owner.';

CREATE FUNCTION "temporal"."keep_versions"(
  "kept" regclass, "excluded" text[] DEFAULT NULL, "deleted_at" text DEFAULT NULL, "purge_after" interval DEFAULT NULL
) RETURNS void
  LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  place record;
  settings temporal.kept_tables;
  versions regclass;
BEGIN
  SELECT nspname, relname INTO STRICT place
  FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace WHERE pg_class.oid = kept;
  SELECT * INTO settings FROM temporal.kept_tables
  WHERE kept_tables.schema_name = place.nspname AND kept_tables.table_name = place.relname;
  settings.excluded := COALESCE($2, settings.excluded, '{}');
  settings.deleted_at := COALESCE($3, settings.deleted_at, (
    SELECT name FROM temporal.columns_of(kept, settings.excluded) WHERE name = 'deleted_at' AND type LIKE 'timestamp%'));
  settings.purge_after := COALESCE($4, settings.purge_after);
  EXECUTE format('LOCK TABLE %s IN ACCESS EXCLUSIVE MODE', kept);
  PERFORM temporal.assert_can_keep(kept, settings.excluded, settings.deleted_at);

  EXECUTE format('ALTER TABLE %s ADD COLUMN IF NOT EXISTS version integer NOT NULL DEFAULT 1,
    ADD COLUMN IF NOT EXISTS valid_from timestamptz(6) NOT NULL DEFAULT CURRENT_TIMESTAMP', kept);
  versions := temporal.make_version_table(kept);
  PERFORM temporal.drop_triggers(kept), temporal.drop_triggers(versions);
  PERFORM temporal.follow_columns(kept, versions, settings.excluded);
  PERFORM temporal.write_undisturbed(kept, versions, settings.excluded, settings.deleted_at);
  PERFORM temporal.make_triggers(kept, versions,
    temporal.make_numbering(kept, versions, settings.excluded),
    temporal.make_recording(kept, versions, settings.excluded, settings.deleted_at));
  IF settings.purge_after IS NOT NULL THEN
    EXECUTE format('CREATE INDEX IF NOT EXISTS %I ON %s (valid_from) WHERE operation = ''delete''', place.relname || '_version_deleted_idx', versions);
  END IF;
  INSERT INTO temporal.kept_tables (schema_name, table_name, excluded, deleted_at, purge_after, shape)
  VALUES (place.nspname, place.relname, settings.excluded, settings.deleted_at, settings.purge_after, temporal.shape_of(kept, versions))
  ON CONFLICT ON CONSTRAINT kept_tables_pkey DO UPDATE
  SET excluded = EXCLUDED.excluded, deleted_at = EXCLUDED.deleted_at, purge_after = EXCLUDED.purge_after,
      shape = EXCLUDED.shape, state = NULL;
END
$$;
COMMENT ON FUNCTION "temporal"."keep_versions"(regclass, text[], text, interval)
  IS 'Makes a table keep versions, or follow its changed columns. In migrations. What is null stays as declared before; excluded columns are in no version, deleted_at is the column of soft deletion (a time column of that name by default), purge_after how long a deleted lineage is kept.';

CREATE FUNCTION "temporal"."release_versions"("kept" regclass) RETURNS void
  LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  versions CONSTANT regclass := temporal.versions_of(kept);
  place record;
BEGIN
  SELECT nspname, relname INTO STRICT place
  FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace WHERE pg_class.oid = kept;
  PERFORM temporal.drop_triggers(kept), temporal.drop_triggers(versions);
  EXECUTE format('DROP FUNCTION IF EXISTS %1$I.%2$I(), %1$I.%3$I()', place.nspname, place.relname || '_version_next', place.relname || '_version_write');
  DELETE FROM temporal.kept_tables
  WHERE kept_tables.schema_name = place.nspname AND kept_tables.table_name = place.relname;
END
$$;
COMMENT ON FUNCTION "temporal"."release_versions"(regclass)
  IS 'Ends the keeping of versions; both tables stay, without guards. In migrations: also to load an old history, before keep_versions is called again.';
