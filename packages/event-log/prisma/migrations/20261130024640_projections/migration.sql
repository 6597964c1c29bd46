-- Checkpoints of projections: claimed, moved and released in the transaction of the projection's own writes.

CREATE FUNCTION event_log.claim_projection(name text, version integer)
RETURNS TABLE (checkpoint bigint, log_position bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
  IF NOT pg_try_advisory_xact_lock(
    hashtextextended(format('event_log projection %s %s', claim_projection.version, claim_projection.name), 0)
  ) THEN
    RETURN;
  END IF;
  INSERT INTO event_log.projections (name, version)
  VALUES (claim_projection.name, claim_projection.version)
  ON CONFLICT (name, version) DO NOTHING;
  RETURN QUERY SELECT p.position, l.position
  FROM event_log.projections AS p, event_log.log_position AS l
  WHERE p.name = claim_projection.name AND p.version = claim_projection.version;
END $$;
COMMENT ON FUNCTION event_log.claim_projection IS 'How far the projection is and how far the log is, and nobody else runs it until the transaction ends; no row while another does.';

CREATE FUNCTION event_log.advance_projection(name text, version integer, "position" bigint) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  UPDATE event_log.projections AS p
  SET position = advance_projection.position, status = 'running', error = NULL, ran_at = clock_timestamp()
  WHERE p.name = advance_projection.name AND p.version = advance_projection.version
$$;
COMMENT ON FUNCTION event_log.advance_projection IS 'Moves the checkpoint, after claim_projection and in the same transaction.';

CREATE FUNCTION event_log.fail_projection(name text, version integer, error text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO event_log.projections (name, version, status, error)
  VALUES (fail_projection.name, fail_projection.version, 'failed', fail_projection.error)
  ON CONFLICT (name, version)
  DO UPDATE SET status = 'failed', error = fail_projection.error, ran_at = clock_timestamp()
$$;
COMMENT ON FUNCTION event_log.fail_projection IS 'Records what a projection failed on. It goes on from its checkpoint when it is run again.';

CREATE FUNCTION event_log.forget_projection(name text, version integer) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  DELETE FROM event_log.projections AS p
  WHERE p.name = forget_projection.name AND p.version = forget_projection.version
$$;
COMMENT ON FUNCTION event_log.forget_projection IS 'Removes the checkpoint of a version that is no longer run.';

CREATE FUNCTION event_log.projection_states() RETURNS TABLE (
  name text, version integer, "position" bigint, behind bigint, status text, error text, ran_at timestamptz
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT p.name::text, p.version, p.position, l.position - p.position, p.status::text, p.error, p.ran_at
  FROM event_log.projections AS p, event_log.log_position AS l
  ORDER BY p.name, p.version
$$;
COMMENT ON FUNCTION event_log.projection_states IS 'Every projection: how far it is, how many positions behind, whether it failed and on what.';
