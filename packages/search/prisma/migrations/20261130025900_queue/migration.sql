-- How texts become vectors: workers take entries for a time, embed them outside of any transaction, and bring the
-- vectors back. Nobody who writes a text waits for a model, and an entry of a killed worker is free when its time is up.

CREATE FUNCTION "search"."take_pending"(
  "model" text, "batch" integer, "lease" interval, "max_attempts" integer
) RETURNS TABLE ("id" bigint, "content" text, "content_hash" text)
  LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
BEGIN
  -- A text at which every worker died would otherwise kill the next one, for ever.
  UPDATE search.embeddings AS e
  SET status = 'failed', error = COALESCE(e.error, 'no worker lived to embed it')
  WHERE e.id IN (
    SELECT p.id FROM search.embeddings AS p
    WHERE p.model = take_pending.model AND p.status = 'pending' AND p.available_at <= clock_timestamp()
      AND p.attempts >= take_pending.max_attempts
    FOR UPDATE SKIP LOCKED
  );
  RETURN QUERY
    WITH due AS MATERIALIZED (
      SELECT p.id FROM search.embeddings AS p
      WHERE p.model = take_pending.model AND p.status = 'pending' AND p.available_at <= clock_timestamp()
      ORDER BY p.available_at, p.id
      LIMIT take_pending.batch
      FOR UPDATE SKIP LOCKED
    ), taken AS (
      UPDATE search.embeddings AS e
      SET attempts = e.attempts + 1, available_at = clock_timestamp() + take_pending.lease
      FROM due
      WHERE e.id = due.id
      RETURNING e.id, e.tenant, e.collection, e.key
    )
    -- The hash is that of the text given out, not of the entry: if the text is changed just now, they differ.
    SELECT taken.id, t.content, search.hash_of(t.content)
    FROM taken
    JOIN search.documents AS d USING (tenant, collection, key)
    CROSS JOIN LATERAL (SELECT search.text_to_embed(d.title, d.description, d.content)) AS t(content)
    ORDER BY taken.id;
END;
$$;
COMMENT ON FUNCTION "search"."take_pending"(text, integer, interval, integer)
  IS 'Takes pending entries of a model for the time of the lease and counts the attempt; no two workers get the same.';

CREATE FUNCTION "search"."unit_vector"("vector" real[], "dimensions" integer, "model" text) RETURNS real[]
  LANGUAGE plpgsql
  IMMUTABLE
  SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  length CONSTANT double precision := sqrt((SELECT sum(x::double precision ^ 2) FROM unnest(vector) AS x));
BEGIN
  IF array_ndims(vector) IS DISTINCT FROM 1 OR cardinality(vector) <> dimensions OR array_position(vector, NULL) > 0 THEN
    RAISE EXCEPTION USING
      ERRCODE = 'invalid_parameter_value',
      MESSAGE = format('a vector of the model "%s" has %s dimensions, not %s', model, dimensions, COALESCE(cardinality(vector), 0)),
      HINT = 'Embed the query and the texts by the same model.';
  END IF;
  IF length = 0 OR length IN ('NaN', 'Infinity') THEN
    RAISE EXCEPTION USING
      ERRCODE = 'invalid_parameter_value',
      MESSAGE = format('a vector of the model "%s" has no direction, its length is %s', model, length),
      HINT = 'Nothing is near to it or far from it. Do not embed empty texts.';
  END IF;
  -- Below that, what divides by the length may be less than a real can hold, which is an error and not a zero.
  RETURN ARRAY(
    SELECT CASE WHEN abs(x / length) < 1e-37 THEN 0 ELSE (x / length)::real END
    FROM unnest(vector) WITH ORDINALITY AS t(x, place)
    ORDER BY place
  );
END;
$$;
COMMENT ON FUNCTION "search"."unit_vector"(real[], integer, text)
  IS 'The vector at length one, so that the dot product of two is their cosine; refuses what is no vector of the model.';

CREATE FUNCTION "search"."signs_of"("vector" real[]) RETURNS bit varying
  LANGUAGE sql
  IMMUTABLE
  PARALLEL SAFE
AS $$
  SELECT pg_catalog.string_agg(CASE WHEN x > 0 THEN '1' ELSE '0' END, '' ORDER BY place)::bit varying
  FROM pg_catalog.unnest(vector) WITH ORDINALITY AS t(x, place)
$$;

CREATE FUNCTION "search"."put_vector"("id" bigint, "content_hash" text, "vector" real[]) RETURNS boolean
  LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  model text;
  dimensions integer;
  kept real[];
BEGIN
  SELECT m.model, m.dimensions INTO model, dimensions
  FROM search.embeddings AS e
  JOIN search.collection_models AS m ON m.collection = e.collection AND m.model = e.model
  WHERE e.id = put_vector.id;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  kept := search.unit_vector(put_vector.vector, dimensions, model);
  UPDATE search.embeddings AS e
  SET status = 'completed', error = NULL, signs = search.signs_of(kept)
  WHERE e.id = put_vector.id AND e.content_hash = put_vector.content_hash;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  INSERT INTO search.vectors AS v (embedding_id, model, vector)
  VALUES (put_vector.id, model, kept)
  ON CONFLICT ON CONSTRAINT vectors_pkey DO UPDATE SET vector = excluded.vector;
  RETURN true;
END;
$$;
COMMENT ON FUNCTION "search"."put_vector"(bigint, text, real[])
  IS 'Completes an entry; false, and nothing done, where its text has changed since it was taken.';

CREATE FUNCTION "search"."put_failure"(
  "id" bigint, "content_hash" text, "error" text, "max_attempts" integer, "first_wait" interval
) RETURNS text
  LANGUAGE sql
AS $$
  -- Each time twice as long, up to half a day; no more than the error's beginning is of use.
  UPDATE search.embeddings AS e
  SET error = pg_catalog.left(put_failure.error, 1000),
    status = CASE WHEN e.attempts >= max_attempts THEN 'failed' ELSE 'pending' END,
    available_at = pg_catalog.clock_timestamp()
      + LEAST(first_wait * pg_catalog.power(2, LEAST(e.attempts, 30) - 1), interval '12 hours')
  WHERE e.id = put_failure.id AND e.content_hash = put_failure.content_hash AND e.status = 'pending'
  RETURNING e.status
$$;
COMMENT ON FUNCTION "search"."put_failure"(bigint, text, text, integer, interval)
  IS 'Notes why an attempt failed: pending again later, failed after the last one; null where there is nothing to note any more.';

CREATE FUNCTION "search"."give_back"("ids" bigint[]) RETURNS void
  LANGUAGE sql
AS $$
  UPDATE search.embeddings AS e
  SET attempts = GREATEST(e.attempts - 1, 0), available_at = pg_catalog.clock_timestamp()
  WHERE e.id = ANY (ids) AND e.status = 'pending'
$$;
COMMENT ON FUNCTION "search"."give_back"(bigint[])
  IS 'Frees entries that were taken and not tried.';

CREATE FUNCTION "search"."retry_failed"("model" text) RETURNS bigint
  LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  retried bigint;
BEGIN
  UPDATE search.embeddings AS e
  SET status = 'pending', attempts = 0, error = NULL, available_at = clock_timestamp()
  WHERE e.model = retry_failed.model AND e.status = 'failed';
  GET DIAGNOSTICS retried = ROW_COUNT;
  RETURN retried;
END;
$$;
COMMENT ON FUNCTION "search"."retry_failed"(text)
  IS 'Makes failed entries of a model pending again, with all their attempts.';
