-- Positions: the one order in which everybody reads.
--
-- A number drawn while appending would be seen out of order, since a transaction that drew it early may commit late,
-- after readers have gone past. So an event gets its position after it was committed: whoever reads numbers what is
-- visible and has none, one at a time under the lock of log_position. Nothing can appear below a position that was
-- given, and no transaction numbers of the server are stored, which would lose their meaning in a dump; nor does a
-- long transaction elsewhere on the server hold readers up, as a horizon of pg_snapshot_xmin would.
--
-- The order agrees with each stream's: the later event's transaction waited for the earlier one's lock, so whoever
-- sees the later sees the earlier too, and seq orders what is numbered together.
CREATE FUNCTION event_log.stamp(max integer DEFAULT 10000) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
-- What the server knows of the columns is out of date after each call: the few events without a position of its last
-- look may be all by now, or the other way round. Going by the indexes is right either way.
SET enable_seqscan = off
SET enable_sort = off
SET enable_hashjoin = off
SET enable_mergejoin = off
AS $$
#variable_conflict use_column
DECLARE
  last bigint;
  stamped integer;
BEGIN
  IF current_setting('transaction_read_only')::boolean
    OR NOT EXISTS (SELECT FROM event_log.events WHERE position IS NULL) THEN
    RETURN 0;
  END IF;
  SELECT position INTO last FROM event_log.log_position FOR UPDATE SKIP LOCKED;
  IF NOT FOUND THEN
    RETURN 0;
  END IF;
  -- A statement of its own: it must see what the one who held the lock before has stamped.
  PERFORM set_config('event_log.stamping', 'on', true);
  UPDATE event_log.events AS e SET position = last + u.place
  FROM (
    SELECT o.tenant, o.stream, o.version, o.occurred_at, row_number() OVER (ORDER BY o.seq) AS place
    FROM (
      SELECT * FROM event_log.events WHERE position IS NULL ORDER BY seq LIMIT stamp.max
    ) AS o
  ) AS u
  WHERE (e.tenant, e.stream, e.version, e.occurred_at) = (u.tenant, u.stream, u.version, u.occurred_at);
  GET DIAGNOSTICS stamped = ROW_COUNT;
  PERFORM set_config('event_log.stamping', 'off', true);
  UPDATE event_log.log_position SET position = last + stamped;
  RETURN stamped;
END $$;
COMMENT ON FUNCTION event_log.stamp IS 'Gives the next positions to committed events that have none, at most max, and says to how many. 0 also while another does it, and where nothing can be written. Until the transaction ends, no other can stamp.';

CREATE FUNCTION event_log.lag(
  OUT "position" bigint, OUT unstamped bigint, OUT lag_seconds double precision
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT (SELECT l.position FROM event_log.log_position AS l), count(*),
    coalesce(greatest(extract(epoch FROM clock_timestamp() - min(e.occurred_at)), 0), 0)::double precision
  FROM event_log.events AS e WHERE e.position IS NULL
$$;
COMMENT ON FUNCTION event_log.lag IS 'The last position that was given, how many committed events have none yet, and how old the oldest of them is.';
