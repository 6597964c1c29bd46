-- Reading. Which tenants a service may ask for is the service's matter.

-- Both go by an index in its order and never sort: what the server knows of the columns is soon out of date, and where
-- it takes the events that are asked for as few, it would read and sort all of them to give the first.

-- Put together from the conditions that are there, so that each call is planned for its own.
CREATE FUNCTION event_log.read_events(
  after bigint, max integer, tenant text DEFAULT NULL, types text[] DEFAULT NULL
) RETURNS SETOF event_log.events
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET enable_sort = off AS $$
BEGIN
  RETURN QUERY EXECUTE 'SELECT * FROM event_log.events WHERE position > $1'
    || CASE WHEN tenant IS NULL THEN '' ELSE ' AND tenant = $3' END
    || CASE WHEN types IS NULL THEN '' ELSE ' AND type = ANY ($4)' END
    || ' ORDER BY position LIMIT $2'
  USING after, max, tenant, types;
END $$;
COMMENT ON FUNCTION event_log.read_events IS 'Events that have a position above after, in its order; of one tenant and of some types only, if given. Call stamp() before, in a statement of its own.';

CREATE FUNCTION event_log.read_stream(
  tenant text, stream text, after bigint DEFAULT 0, max integer DEFAULT NULL
) RETURNS SETOF event_log.events
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET enable_sort = off AS $$
  SELECT e.* FROM event_log.events AS e
  WHERE e.tenant = read_stream.tenant AND e.stream = read_stream.stream AND e.version > read_stream.after
  ORDER BY e.version LIMIT read_stream.max
$$;
COMMENT ON FUNCTION event_log.read_stream IS 'Events of a stream above a version, in order; those of the own transaction too.';
