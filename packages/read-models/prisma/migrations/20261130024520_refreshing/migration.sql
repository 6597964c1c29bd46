-- A refresh replaces what changed while readers go on, is done by one at a time, and leaves a record whatever becomes
-- of it: the record is committed before the work begins. That takes a procedure, which has no settings of its own, so
-- all names in it are spelled out.

CREATE FUNCTION "read_models"."register"("model" regclass, "every" interval, "source_function" regprocedure DEFAULT NULL) RETURNS void
  LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  view record;
BEGIN
  SELECT nspname, relname, relkind, relispopulated INTO view
  FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace WHERE pg_class.oid = model;
  IF view.relkind <> 'm' THEN
    RAISE EXCEPTION '% is no materialized view', model USING ERRCODE = 'wrong_object_type';
  END IF;
  IF NOT EXISTS (SELECT FROM pg_index WHERE indrelid = model AND indisunique AND indisvalid AND indpred IS NULL AND indexprs IS NULL) THEN
    RAISE EXCEPTION '% cannot be refreshed while it is read: it has no unique index over columns', model
      USING ERRCODE = 'object_not_in_prerequisite_state', HINT = format('CREATE UNIQUE INDEX ON %s (...), of all rows.', model);
  END IF;
  INSERT INTO read_models.models (schema_name, view_name, every, source_function)
  VALUES (view.nspname, view.relname, register.every, register.source_function::text)
  ON CONFLICT (schema_name, view_name) DO UPDATE SET every = EXCLUDED.every, source_function = EXCLUDED.source_function;
END;
$$;
COMMENT ON FUNCTION "read_models"."register"(regclass, interval, regprocedure)
  IS 'Has a materialized view refreshed so often; of sources whose position the function tells, only when that changed. Called again, it changes the settings.';

CREATE FUNCTION "read_models"."find"("name" text) RETURNS "read_models"."models"
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  parts CONSTANT text[] := parse_ident(name);
  found read_models.models;
BEGIN
  SELECT * INTO found FROM read_models.models WHERE schema_name = parts[1] AND view_name = parts[2];
  IF found IS NULL THEN
    RAISE EXCEPTION 'no read model is called "%"', name
      USING ERRCODE = 'undefined_table', HINT = 'Register it in a migration: SELECT read_models.register(''schema.view'', ''1 hour'').';
  END IF;
  RETURN found;
END;
$$;
COMMENT ON FUNCTION "read_models"."find"(text)
  IS 'The settings of the read model schema.name; an error if there is none.';

CREATE PROCEDURE "read_models"."refresh"("name" text, INOUT "outcome" text DEFAULT NULL)
  LANGUAGE plpgsql
AS $$
DECLARE
  model CONSTANT read_models.models := read_models.find(name);
  view CONSTANT text := pg_catalog.format('%I.%I', model.schema_name, model.view_name);
  -- Of the session, for the transaction ends in between; gone with the session, however that ends.
  lock CONSTANT bigint := pg_catalog.hashtextextended('read_models.refresh ' || view, 0);
  was_filled boolean;
  run bigint;
  position_now text;
  last_position text;
  held bigint;
  message text;
  state text;
BEGIN
  -- Refused inside a transaction, here, where nothing is to be taken back.
  COMMIT;
  IF NOT pg_catalog.pg_try_advisory_lock(lock) THEN
    outcome := 'running';
    RETURN;
  END IF;
  BEGIN
    UPDATE read_models.runs SET outcome = 'failed', finished_at = pg_catalog.clock_timestamp(), error = 'its session ended before it did'
    WHERE schema_name = model.schema_name AND view_name = model.view_name AND runs.outcome = 'running';
    INSERT INTO read_models.runs (schema_name, view_name) VALUES (model.schema_name, model.view_name) RETURNING id INTO run;
  EXCEPTION WHEN query_canceled OR OTHERS THEN
    PERFORM pg_catalog.pg_advisory_unlock(lock);
    RAISE;
  END;
  COMMIT;
  BEGIN
    IF pg_catalog.current_setting('lock_timeout') = '0' THEN
      PERFORM pg_catalog.set_config('lock_timeout', '5s', true);
    END IF;
    -- Read before the rows are: what comes in between is refreshed once too often, and never missed.
    IF model.source_function IS NOT NULL THEN
      EXECUTE 'SELECT ' || pg_catalog.replace(model.source_function, '()', '') || '()::text' INTO position_now;
    END IF;
    SELECT runs.source_position INTO last_position FROM read_models.runs
    WHERE schema_name = model.schema_name AND view_name = model.view_name AND runs.outcome IN ('refreshed', 'unchanged')
    ORDER BY started_at DESC LIMIT 1;
    SELECT relispopulated INTO was_filled FROM pg_catalog.pg_class WHERE oid = view::pg_catalog.regclass;
    IF was_filled AND position_now = last_position THEN
      outcome := 'unchanged';
    ELSE
      -- A view that was never filled cannot be refreshed CONCURRENTLY, and until it is, who reads it gets an error.
      EXECUTE pg_catalog.format('REFRESH MATERIALIZED VIEW %s %s', CASE WHEN was_filled THEN 'CONCURRENTLY' ELSE '' END, view);
      EXECUTE pg_catalog.format('SELECT pg_catalog.count(*) FROM %s', view) INTO held;
      outcome := 'refreshed';
    END IF;
    UPDATE read_models.runs SET outcome = refresh.outcome, finished_at = pg_catalog.clock_timestamp(), rows = held, source_position = position_now
    WHERE id = run;
  EXCEPTION WHEN query_canceled OR OTHERS THEN
    GET STACKED DIAGNOSTICS message = MESSAGE_TEXT, state = RETURNED_SQLSTATE;
    UPDATE read_models.runs SET outcome = 'failed', finished_at = pg_catalog.clock_timestamp(), error = message WHERE id = run;
  END;
  PERFORM pg_catalog.pg_advisory_unlock(lock);
  IF message IS NOT NULL THEN
    COMMIT;
    RAISE EXCEPTION 'the read model % was not refreshed: %', view, message
      USING ERRCODE = state, HINT = 'Its rows are those of the last good refresh. See read_models.runs.';
  END IF;
END;
$$;
COMMENT ON PROCEDURE "read_models"."refresh"(text, text)
  IS 'Makes the rows of a read model anew while it is read. Its outcome: refreshed, unchanged (its sources were where they had been), or running (another session is at it). To be called outside a transaction by the owner of the view. An error is recorded in read_models.runs too.';

CREATE FUNCTION "read_models"."freshness"("name" text)
  RETURNS TABLE ("refreshed_at" timestamptz, "age" interval, "is_overdue" boolean, "rows" bigint, "duration" interval, "running_since" timestamptz, "error" text)
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  model CONSTANT read_models.models := read_models.find(name);
BEGIN
  RETURN QUERY
  SELECT good.started_at, clock_timestamp() - good.started_at,
         clock_timestamp() - COALESCE(good.started_at, model.registered_at) > 2 * model.every,
         filled.rows, filled.finished_at - filled.started_at,
         CASE WHEN last.outcome = 'running' THEN last.started_at END,
         last.error
  FROM (SELECT) AS one
  LEFT JOIN LATERAL (
    SELECT * FROM read_models.runs WHERE schema_name = model.schema_name AND view_name = model.view_name
      AND outcome IN ('refreshed', 'unchanged') ORDER BY started_at DESC LIMIT 1) AS good ON true
  LEFT JOIN LATERAL (
    SELECT * FROM read_models.runs WHERE schema_name = model.schema_name AND view_name = model.view_name
      AND outcome = 'refreshed' ORDER BY started_at DESC LIMIT 1) AS filled ON true
  LEFT JOIN LATERAL (
    SELECT * FROM read_models.runs WHERE schema_name = model.schema_name AND view_name = model.view_name
    ORDER BY started_at DESC LIMIT 1) AS last ON true;
END;
$$;
COMMENT ON FUNCTION "read_models"."freshness"(text)
  IS 'How old the rows of a read model are, whether that is more than twice what it declares, how many there are and how long it took to make them, since when it is being refreshed, and what the last run failed for. Nulls before the first refresh.';

CREATE FUNCTION "read_models"."due"("at" timestamptz DEFAULT now()) RETURNS SETOF text
  LANGUAGE sql
  STABLE
  SET search_path = pg_catalog, pg_temp
AS $$
  SELECT format('%I.%I', schema_name, view_name)
  FROM read_models.models
  LEFT JOIN LATERAL (
    SELECT max(started_at) AS started_at FROM read_models.runs
    WHERE runs.schema_name = models.schema_name AND runs.view_name = models.view_name AND outcome IN ('refreshed', 'unchanged')) AS good ON true
  WHERE good.started_at IS NULL OR good.started_at <= at - every
  ORDER BY good.started_at NULLS FIRST;
$$;
COMMENT ON FUNCTION "read_models"."due"(timestamptz)
  IS 'The read models whose rows are older than they declare, the oldest first.';

CREATE FUNCTION "read_models"."forget_runs"("before" timestamptz) RETURNS bigint
  LANGUAGE sql
  SET search_path = pg_catalog, pg_temp
AS $$
  WITH forgotten AS (
    DELETE FROM read_models.runs AS old
    WHERE started_at < before
      AND EXISTS (SELECT FROM read_models.runs AS newer
                  WHERE newer.schema_name = old.schema_name AND newer.view_name = old.view_name
                    AND newer.started_at > old.started_at AND newer.outcome = 'refreshed')
    RETURNING 1)
  SELECT count(*) FROM forgotten;
$$;
COMMENT ON FUNCTION "read_models"."forget_runs"(timestamptz)
  IS 'Deletes records of runs before that time, never the last good one of a model, and returns how many.';
