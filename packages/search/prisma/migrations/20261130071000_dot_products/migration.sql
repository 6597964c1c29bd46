-- Comparing vectors is what a search costs. The query's own numbers, written out as one expression, take a third of the
-- time of lists that are joined by place; reading both lists side by side takes two thirds. The first is worth its
-- parsing, some milliseconds, where all vectors are compared.

CREATE FUNCTION "search"."dot_product"("vector" text, "query" real[]) RETURNS text
  LANGUAGE sql
  IMMUTABLE
  PARALLEL SAFE
  SET search_path = pg_catalog, pg_temp
AS $$
  -- In groups, or thousands of dimensions would be nested as deep.
  SELECT string_agg(terms, ' + ' ORDER BY place) FROM (
    SELECT (n - 1) / 64 AS place,
      '(' || string_agg(format('%s[%s] * %L::double precision', vector, n, x::double precision), ' + ' ORDER BY n) || ')' AS terms
    FROM unnest(query) WITH ORDINALITY AS t(x, n)
    GROUP BY 1
  ) AS grouped
$$;
COMMENT ON FUNCTION "search"."dot_product"(text, real[])
  IS 'The expression for the dot product of a vector, as SQL names it, and the query.';

CREATE OR REPLACE FUNCTION "search"."nearest_by_signs"(
  "registered" search.collections, "tenant" text, "viewer" text, "model" text, "query" real[], "k" integer,
  "kinds" text[], "keys" text[], "other_than" text, "compared" integer, "examined" integer
) RETURNS TABLE ("key" text, "score" double precision)
  LANGUAGE plpgsql
  STABLE
  SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  -- All that may be found is looked at, by one bit for each dimension; what is nearest by these is compared exactly.
  -- Of few, all are. So there are k rows whenever k may be found.
  RETURN QUERY EXECUTE format(
    $query$
      WITH found AS MATERIALIZED (
        SELECT e.id, e.key, e.signs FROM search.embeddings AS e
        WHERE e.tenant = $5 AND e.collection = $6 AND e.model = $7 AND e.signs IS NOT NULL
          AND e.key IS DISTINCT FROM $8
          AND e.key IN (SELECT item.key FROM %s AS item)
      ), likely AS MATERIALIZED (
        SELECT id, key FROM found
        ORDER BY bit_count(signs # $9), key
        LIMIT (SELECT CASE WHEN count(*) <= $10 THEN count(*) ELSE $11 END FROM found)
      ), read AS (
        -- Read once, and not again for each of its numbers.
        SELECT l.key, v.vector || '{}'::real[] AS vector FROM likely AS l
        JOIN search.vectors AS v ON v.embedding_id = l.id
        OFFSET 0
      ), measured AS (
        SELECT r.key, %s AS cosine FROM read AS r
        OFFSET 0
      )
      SELECT m.key, m.cosine FROM measured AS m
      ORDER BY m.cosine DESC, m.key
      LIMIT $13
    $query$, search.visible_items(registered),
    CASE WHEN compared = 2147483647 THEN search.dot_product('r.vector', query)
      ELSE '(SELECT sum(x * y) FROM (SELECT unnest(r.vector) AS x, unnest($12::double precision[]) AS y) AS t)' END)
  USING tenant, viewer, kinds, keys, search.tenant_key(registered, tenant), registered.name, model, other_than,
    search.signs_of(query), compared, GREATEST(examined, k), query, k;
END;
$$;

-- Its two searches are asked for more than k, so it refuses a k itself.
CREATE OR REPLACE FUNCTION "search"."combined"(
  "collection" text,
  "tenant" text,
  "viewer" text,
  "model" text,
  "words" text,
  "query" real[],
  "k" integer DEFAULT 10,
  "kinds" text[] DEFAULT NULL,
  "keys" text[] DEFAULT NULL
) RETURNS TABLE ("key" text, "score" double precision, "rank" integer, "text_rank" integer, "vector_rank" integer)
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_variable
BEGIN
  PERFORM search.assert_request(search.readable_collection(collection), k, kinds);
  -- Scores of the two searches cannot be compared, ranks can: each gives 1/(60 + rank), and what both found is ahead.
  RETURN QUERY
    WITH fused AS (
      SELECT COALESCE(t.key, v.key) AS found, t.rank AS by_text, v.rank AS by_vector,
        COALESCE(1.0::double precision / (60 + t.rank), 0) + COALESCE(1.0::double precision / (60 + v.rank), 0) AS sum
      FROM search.by_text(collection, tenant, viewer, words, LEAST(GREATEST(4 * k, 50), 1000), kinds, keys) AS t
      FULL JOIN search.by_vector(
        collection, tenant, viewer, model, query, LEAST(GREATEST(4 * k, 50), 1000), kinds, keys) AS v ON v.key = t.key
    )
    SELECT f.found, f.sum, (row_number() OVER (ORDER BY f.sum DESC, f.found))::integer, f.by_text, f.by_vector
    FROM fused AS f
    ORDER BY f.sum DESC, f.found
    LIMIT k;
END;
$$;
