-- A move brings rows from old tables with the versions and times that they had, while programs of both go on writing. So
-- it can neither go through the triggers that number and time, nor can the table be released for it. It writes in the
-- replica role, which only a superuser, or who was given that right, can set, and says that it moves.

CREATE OR REPLACE FUNCTION "temporal"."is_replication_worker"() RETURNS boolean
  LANGUAGE sql
  STABLE
  SET search_path = pg_catalog, pg_temp
AS $$
  SELECT current_setting('session_replication_role') = 'replica' AND (
    COALESCE(current_setting('temporal.moving', true) = 'on', false) OR EXISTS (
      SELECT FROM pg_stat_activity WHERE pid = pg_backend_pid() AND backend_type LIKE 'logical replication%'
    )
  )
$$;
COMMENT ON FUNCTION "temporal"."is_replication_worker"()
  IS 'Whether this session applies what another server did, or moves rows with their versions: in the replica role, with temporal.moving = on.';
