-- A move that follows what programs write would set the replica role and leave it again with each of their statements, and
-- each time the server forgets all plans of the session, the program's own included. So versions can be moved in without
-- that role, by whoever may set it, where he says that he moves. It is asked in the conditions of the triggers, which are
-- evaluated with the rights of who writes; their functions have those of the owner. Those that number and write versions
-- have no condition, which each statement would pay for: who moves has them silenced.

CREATE OR REPLACE FUNCTION "temporal"."make_triggers"("kept" regclass, "versions" regclass, "numbering" text, "recording" text) RETURNS void
  LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  -- In full: whoever writes evaluates it, and may have no right on a function of this block. Nothing else is asked of
  -- programs, of which none sets it.
  by_programs CONSTANT text := 'NOT COALESCE(current_setting(''temporal.moving'', true) = ''on'' AND has_parameter_privilege(''session_replication_role'', ''SET''), false)';
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
    WHEN ((pg_trigger_depth() = 0 OR NOT has_table_privilege(''temporal.kept_tables''::regclass, ''INSERT'')) AND %s)
    EXECUTE FUNCTION temporal.refuse_change(%L)', versions, by_programs, 'versions are written by the table that they are of');
  EXECUTE format('CREATE TRIGGER zzz_versions_keep BEFORE UPDATE OR TRUNCATE ON %s WHEN (%s) EXECUTE FUNCTION temporal.refuse_change(%L)',
    versions, by_programs, 'versions do not change');
  EXECUTE format('CREATE TRIGGER zzz_versions_purge BEFORE DELETE ON %s FOR EACH ROW WHEN (%s) EXECUTE FUNCTION temporal.refuse_delete_but_purge()',
    versions, by_programs);
  EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER zzz_versions_check, ENABLE ALWAYS TRIGGER zzz_versions_truncate', kept);
  EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER zzz_versions_insert, ENABLE ALWAYS TRIGGER zzz_versions_keep, ENABLE ALWAYS TRIGGER zzz_versions_purge', versions);
END
$$;

-- Tables that keep versions already get the same.
DO $$
DECLARE
  one record;
BEGIN
  FOR one IN
    SELECT kept, temporal.versions_of(kept) AS versions, schema_name, table_name
    FROM (SELECT to_regclass(format('%I.%I', schema_name, table_name)) AS kept, schema_name, table_name FROM temporal.kept_tables) AS declared
    WHERE kept IS NOT NULL
  LOOP
    PERFORM temporal.drop_triggers(one.kept), temporal.drop_triggers(one.versions);
    PERFORM temporal.make_triggers(one.kept, one.versions,
      format('%I.%I', one.schema_name, one.table_name || '_version_next'),
      format('%I.%I', one.schema_name, one.table_name || '_version_write'));
  END LOOP;
END
$$;
