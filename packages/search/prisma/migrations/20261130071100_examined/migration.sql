-- Of many rows, 160 + 4 k that are nearest by signs are compared, in place of 20 k: as many for k = 10, and for the 160 of
-- each search that a combined one fuses a quarter, which find as much.

CREATE OR REPLACE FUNCTION "search"."by_vector"(
  "collection" text,
  "tenant" text,
  "viewer" text,
  "model" text,
  "query" real[],
  "k" integer DEFAULT 10,
  "kinds" text[] DEFAULT NULL,
  "keys" text[] DEFAULT NULL,
  "exact" boolean DEFAULT false,
  "other_than" text DEFAULT NULL
) RETURNS TABLE ("key" text, "score" double precision, "rank" integer)
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_variable
DECLARE
  registered CONSTANT search.collections := search.readable_collection(collection);
  -- As many are compared exactly in some 0.1 s; from there on signs choose whom to compare.
  few CONSTANT integer := 1000;
  dimensions integer;
  direction real[];
  indexed_type text;
  found_keys text[];
  found_scores double precision[];
BEGIN
  PERFORM search.assert_request(registered, k, kinds);
  SELECT m.dimensions INTO dimensions
  FROM search.collection_models AS m WHERE m.collection = registered.name AND m.model = by_vector.model;
  IF NOT FOUND THEN
    RAISE EXCEPTION USING
      ERRCODE = 'undefined_object',
      MESSAGE = format('the collection "%s" is not embedded by the model "%s"', registered.name, model),
      HINT = 'A migration adds a model to a collection: SELECT search.add_model(...).';
  END IF;
  direction := search.unit_vector(query, dimensions, model);
  indexed_type := search.vector_type(model);
  IF NOT exact AND indexed_type IS NOT NULL
    AND search.more_than(registered, tenant, viewer, model, kinds, keys, few) THEN
    SELECT array_agg(n.key ORDER BY n.score DESC, n.key), array_agg(n.score ORDER BY n.score DESC, n.key)
    INTO found_keys, found_scores
    FROM search.nearest_by_index(
      registered, tenant, viewer, model, direction, k, kinds, keys, other_than, indexed_type) AS n;
  END IF;
  -- The index gives up after some tens of thousands of rows, and does not say so.
  IF COALESCE(cardinality(found_keys), 0) < k THEN
    SELECT array_agg(n.key ORDER BY n.score DESC, n.key), array_agg(n.score ORDER BY n.score DESC, n.key)
    INTO found_keys, found_scores
    FROM search.nearest_by_signs(
      registered, tenant, viewer, model, direction, k, kinds, keys, other_than,
      CASE WHEN exact THEN 2147483647 ELSE few END, 160 + 4 * k) AS n;
  END IF;
  RETURN QUERY
    SELECT n.key, n.score, n.place::integer
    FROM unnest(found_keys, found_scores) WITH ORDINALITY AS n(key, score, place)
    ORDER BY n.place;
END;
$$;
