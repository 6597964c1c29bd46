-- The only way in which versions go: the entity and all of them together. Rows and versions are deleted with the rights
-- of who purges, so that row security holds whatever it lets the owner see. The record that lets versions go is written
-- by the owner, and cannot be committed before nothing of the lineage is left.

CREATE FUNCTION "temporal"."open_purge"("kept" regclass, "key" jsonb, "seen" timestamptz, "early" boolean) RETURNS bigint
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  versions CONSTANT regclass := temporal.versions_of(kept);
  settings CONSTANT temporal.kept_tables := temporal.settings_of(kept);
  last record;
  opened bigint;
BEGIN
  PERFORM temporal.assert_key(versions, key);
  EXECUTE format('SELECT operation, valid_from, to_jsonb(lineage) AS content FROM %s AS lineage WHERE %s ORDER BY version DESC LIMIT 1',
    versions, temporal.key_condition(versions, 'lineage', '$1')) INTO last USING key;
  -- Who knows this instant has seen the version. To anyone else it is as if there were none, whatever there is.
  IF last.valid_from IS DISTINCT FROM seen OR seen IS NULL THEN
    RAISE EXCEPTION '% has no versions of %', versions, key USING ERRCODE = 'DT002';
  ELSIF last.operation <> 'delete' THEN
    RAISE EXCEPTION '% of % is not deleted, and is not purged', key, kept
      USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'temporal.remove comes first.';
  ELSIF NOT early AND last.valid_from + settings.purge_after > clock_timestamp() THEN
    RAISE EXCEPTION '% of % may be purged from % on', key, kept, last.valid_from + settings.purge_after
      USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'Where it has to be sooner: early => true.';
  END IF;
  -- The key as the rows have it: a number may be written in more ways than one.
  INSERT INTO temporal.purges (schema_name, table_name, key, editor)
  SELECT settings.schema_name, settings.table_name, jsonb_object_agg(name, last.content -> name), NULLIF(current_setting('app.current_user_id', true), '')
  FROM unnest(temporal.key_of(versions)) AS name
  RETURNING id INTO opened;
  RETURN opened;
END
$$;
COMMENT ON FUNCTION "temporal"."open_purge"(regclass, jsonb, timestamptz, boolean)
  IS 'The first step of purge, by who has seen when the last version began: lets the versions of a deleted lineage go, in this transaction, which must end it.';

CREATE FUNCTION "temporal"."close_purge"("opened" bigint, "kept" regclass, "gone" integer) RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  versions CONSTANT regclass := temporal.versions_of(kept);
  settings CONSTANT temporal.kept_tables := temporal.settings_of(kept);
  under_way temporal.purges;
  is_left boolean;
BEGIN
  SELECT * INTO under_way FROM temporal.purges
  WHERE purges.id = opened AND purges.versions IS NULL
    AND purges.schema_name = settings.schema_name AND purges.table_name = settings.table_name;
  EXECUTE format('SELECT EXISTS (SELECT FROM %s AS kept WHERE %s) OR EXISTS (SELECT FROM %s AS versions WHERE %s)',
    kept, temporal.key_condition(versions, 'kept', '$1'), versions, temporal.key_condition(versions, 'versions', '$1'))
  INTO is_left USING under_way.key;
  IF under_way.id IS NULL OR is_left THEN
    RAISE EXCEPTION 'a purge of % takes the row and all its versions; something is left', kept USING ERRCODE = 'DT002',
      HINT = 'Row security may hide it from who purges, or it came back meanwhile.';
  END IF;
  UPDATE temporal.purges SET versions = gone, purged_at = clock_timestamp() WHERE purges.id = opened;
END
$$;
COMMENT ON FUNCTION "temporal"."close_purge"(bigint, regclass, integer) IS 'The last step of purge: sees that nothing is left.';

CREATE FUNCTION "temporal"."refuse_open_purge"() RETURNS trigger
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF EXISTS (SELECT FROM temporal.purges WHERE purges.id = NEW.id AND purges.versions IS NULL) THEN
    RAISE EXCEPTION 'a purge of %.% was begun and not ended', quote_ident(NEW.schema_name), quote_ident(NEW.table_name)
      USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'temporal.purge does all of it.';
  END IF;
  RETURN NULL;
END
$$;
COMMENT ON FUNCTION "temporal"."refuse_open_purge"() IS 'At the commit: refuses a purge that took only a part.';
REVOKE EXECUTE ON FUNCTION "temporal"."refuse_open_purge"() FROM PUBLIC;

CREATE CONSTRAINT TRIGGER "purges_are_ended" AFTER INSERT ON "temporal"."purges"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "temporal"."refuse_open_purge"();

CREATE FUNCTION "temporal"."purge"("kept" regclass, "key" jsonb, "early" boolean DEFAULT false) RETURNS integer
  LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  versions CONSTANT regclass := temporal.versions_of(kept);
  condition CONSTANT text := temporal.key_condition(versions, 'lineage', '$1');
  seen timestamptz;
  opened bigint;
  rows_gone integer;
  gone integer;
BEGIN
  PERFORM temporal.assert_key(versions, key);
  EXECUTE format('SELECT max(valid_from) FROM %s AS lineage WHERE %s', versions, condition) INTO seen USING key;
  opened := temporal.open_purge(kept, key, seen, early);
  -- One that was recovered meanwhile stays, and so is left over.
  EXECUTE format('DELETE FROM %s AS lineage WHERE %s AND NOT (%s)', kept, condition, temporal.live(kept, 'lineage')) USING key;
  GET DIAGNOSTICS rows_gone = ROW_COUNT;
  EXECUTE format('DELETE FROM %s AS lineage WHERE %s', versions, condition) USING key;
  GET DIAGNOSTICS gone = ROW_COUNT;
  -- Without the version that said that the row goes now.
  gone := gone - rows_gone;
  PERFORM temporal.close_purge(opened, kept, gone);
  RETURN gone;
END
$$;
COMMENT ON FUNCTION "temporal"."purge"(regclass, jsonb, boolean)
  IS 'Removes a deleted entity with all its versions, the row too if there is one, and returns how many versions went. Not before the time that was declared for its table, unless early. Needs the right to delete from both tables.';

CREATE FUNCTION "temporal"."purge_expired"("kept" regclass, "at_most" integer DEFAULT 1000)
  RETURNS TABLE ("purged" integer, "held" integer)
  LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  versions CONSTANT regclass := temporal.versions_of(kept);
  settings CONSTANT temporal.kept_tables := temporal.settings_of(kept);
  columns CONSTANT text[] := temporal.key_of(versions);
  expired jsonb;
BEGIN
  purged := 0;
  held := 0;
  FOR expired IN EXECUTE format(
    'SELECT jsonb_build_object(%s) FROM %s AS last
     WHERE operation = ''delete'' AND valid_from <= clock_timestamp() - $1
       AND NOT EXISTS (SELECT FROM %2$s AS later WHERE %s AND later.version > last.version)
     ORDER BY valid_from',
    temporal.list(columns, '%1$L, last.%1$I'), versions, temporal.list(columns, 'later.%1$I = last.%1$I', ' AND '))
  USING settings.purge_after LOOP
    EXIT WHEN purged >= at_most;
    BEGIN
      PERFORM temporal.purge(kept, expired);
      purged := purged + 1;
    EXCEPTION WHEN foreign_key_violation OR restrict_violation THEN
      -- Something still refers to it. The others need not wait for that.
      held := held + 1;
    END;
  END LOOP;
  RETURN NEXT;
END
$$;
COMMENT ON FUNCTION "temporal"."purge_expired"(regclass, integer)
  IS 'Purges what was deleted longer ago than its table declares, oldest first; held are those that something still refers to. A table without a declared time has none.';

CREATE FUNCTION "temporal"."tables_to_purge"() RETURNS SETOF regclass
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp
AS $$
  SELECT to_regclass(format('%I.%I', schema_name, table_name)) FROM temporal.kept_tables
  WHERE purge_after IS NOT NULL AND to_regclass(format('%I.%I', schema_name, table_name)) IS NOT NULL
  ORDER BY schema_name, table_name
$$;
COMMENT ON FUNCTION "temporal"."tables_to_purge"() IS 'The tables that declare how long a deleted lineage is kept.';
