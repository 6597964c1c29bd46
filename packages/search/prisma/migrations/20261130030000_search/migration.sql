-- Finding. A caller has no right on these tables; the functions below act as their owner, and are therefore the place
-- where tenant and visibility are decided: each reads only what the collection's own function shows the viewer.

CREATE FUNCTION "search"."readable_collection"("collection" text) RETURNS search.collections
  LANGUAGE plpgsql
  STABLE
  SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  registered search.collections;
  -- Inside functions that act as their owner, current_user no longer is who called.
  caller CONSTANT text := COALESCE(NULLIF(current_setting('role'), 'none'), session_user);
BEGIN
  SELECT c.* INTO registered FROM search.collections AS c WHERE c.name = readable_collection.collection;
  IF NOT FOUND THEN
    RAISE EXCEPTION USING
      ERRCODE = 'undefined_object',
      MESSAGE = format('nothing is registered as the collection "%s"', readable_collection.collection),
      HINT = 'A migration of the package that owns the table registers it: SELECT search.register(...).';
  END IF;
  IF NOT has_any_column_privilege(caller, registered.source, 'SELECT') THEN
    RAISE EXCEPTION USING
      ERRCODE = 'insufficient_privilege',
      MESSAGE = format('the role %I may not read %s, so it may not search it either', caller, registered.source);
  END IF;
  RETURN registered;
END;
$$;

CREATE FUNCTION "search"."visible_items"("registered" search.collections) RETURNS text
  LANGUAGE plpgsql
  STABLE
  SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  key_type CONSTANT text := search.type_of(registered.source, registered.key_column);
  visible CONSTANT regprocedure := registered.visible::regprocedure;
BEGIN
  RETURN format(
    '(SELECT item.%1$I AS id, item.%1$I::text AS key FROM %2$s($2::%3$s) AS item WHERE item.%4$I = $1::%5$s'
    ' AND ($3::text[] IS NULL OR %6$s = ANY ($3)) AND ($4::text[] IS NULL OR item.%1$I = ANY ($4::%7$s[])))',
    registered.key_column, visible::oid::regproc,
    (SELECT format_type(p.proargtypes[0], NULL) FROM pg_proc AS p WHERE p.oid = visible),
    registered.tenant_column, search.type_of(registered.source, registered.tenant_column),
    CASE WHEN registered.kind_column IS NULL THEN 'NULL::text' ELSE format('item.%I::text', registered.kind_column) END,
    key_type);
END;
$$;
COMMENT ON FUNCTION "search"."visible_items"(search.collections)
  IS 'The query for what may be found, id and key: $1 is the tenant, $2 the viewer, $3 the kinds and $4 the keys to choose from.';

CREATE FUNCTION "search"."tenant_key"("registered" search.collections, "tenant" text) RETURNS text
  LANGUAGE plpgsql
  STABLE
  SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  written text;
BEGIN
  -- One tenant may be written in several ways, such as a uuid in capital letters.
  EXECUTE format('SELECT to_jsonb($1::%s) #>> ''{}''', search.type_of(registered.source, registered.tenant_column))
  INTO written USING tenant;
  RETURN written;
END;
$$;

CREATE FUNCTION "search"."assert_request"("registered" search.collections, "k" integer, "kinds" text[]) RETURNS void
  LANGUAGE plpgsql
  IMMUTABLE
  SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF (k BETWEEN 1 AND 1000) IS NOT TRUE THEN
    RAISE EXCEPTION USING
      ERRCODE = 'invalid_parameter_value',
      MESSAGE = format('a search gives 1 to 1000 rows, not %s', COALESCE(k::text, 'null'));
  END IF;
  IF kinds IS NOT NULL AND registered.kind_column IS NULL THEN
    RAISE EXCEPTION USING
      ERRCODE = 'invalid_parameter_value',
      MESSAGE = format('the collection "%s" has no kinds to choose from', registered.name),
      HINT = 'search.register() takes the column that says the kind: kind => ...';
  END IF;
END;
$$;

CREATE FUNCTION "search"."vector_index"("model" text) RETURNS text
  LANGUAGE sql
  IMMUTABLE
AS $$
  SELECT 'vectors_' || pg_catalog.left(pg_catalog.md5(model), 12) || '_hnsw_idx'
$$;
COMMENT ON FUNCTION "search"."vector_index"(text)
  IS 'What the index of a model is called on servers that have one, by the extension pgvector.';

CREATE FUNCTION "search"."vector_type"("model" text) RETURNS text
  LANGUAGE sql
  STABLE
  SET search_path = pg_catalog, pg_temp
AS $$
  -- The index itself says what it compares: no second place can say otherwise.
  SELECT (regexp_match(pg_get_indexdef(i.indexrelid, 1, false), '::(\S+\(\d+\))'))[1]
  FROM pg_index AS i
  WHERE i.indexrelid = to_regclass(format('search.%I', search.vector_index(vector_type.model))) AND i.indisvalid
$$;
COMMENT ON FUNCTION "search"."vector_type"(text)
  IS 'The type by which vectors of a model are indexed, such as public.vector(384); null where they are not.';

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

CREATE FUNCTION "search"."nearest_by_signs"(
  "registered" search.collections, "tenant" text, "viewer" text, "model" text, "query" real[], "k" integer,
  "kinds" text[], "keys" text[], "other_than" text, "compared" integer
) RETURNS TABLE ("key" text, "score" double precision)
  LANGUAGE plpgsql
  STABLE
  SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  -- All that may be found is looked at, by one bit for each dimension; what is nearest by these is compared exactly.
  -- Of few, all are; of many, one in fifty at least, for the more rows there are, the more are as near as the nearest
  -- by signs. So there are k rows whenever k may be found.
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
        LIMIT (SELECT GREATEST($10, count(*) / 50) FROM found)
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
      LIMIT $12
    $query$, search.visible_items(registered),
    CASE WHEN compared = 2147483647 THEN search.dot_product('r.vector', query)
      ELSE '(SELECT sum(x * y) FROM (SELECT unnest(r.vector) AS x, unnest($11::double precision[]) AS y) AS t)' END)
  USING tenant, viewer, kinds, keys, search.tenant_key(registered, tenant), registered.name, model, other_than,
    search.signs_of(query), compared, query, k;
END;
$$;

CREATE FUNCTION "search"."nearest_by_index"(
  "registered" search.collections, "tenant" text, "viewer" text, "model" text, "query" real[], "k" integer,
  "kinds" text[], "keys" text[], "other_than" text, "vector_type" text
) RETURNS TABLE ("key" text, "score" double precision)
  LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  extension_schema CONSTANT text := (
    SELECT x.extnamespace::regnamespace::text FROM pg_extension AS x WHERE x.extname = 'vector'
  );
  before_scan text;
  before_breadth text;
BEGIN
  -- Its settings are there only once its library is.
  EXECUTE format('SELECT ''[1]''::%s.vector', extension_schema);
  before_scan := current_setting('hnsw.iterative_scan');
  before_breadth := current_setting('hnsw.ef_search');
  -- Without this, what a filter leaves of the first candidates is all there is. Four times as many as are asked for
  -- are ordered exactly, since the scan gives them only roughly in order.
  PERFORM set_config('hnsw.iterative_scan', 'relaxed_order', true),
    set_config('hnsw.ef_search', LEAST(GREATEST(100, 4 * k), 1000)::text, true);
  -- The filter is a subquery for one row, so that it cannot become a join that loses the index's order.
  RETURN QUERY EXECUTE format(
    $query$
      WITH nearest AS MATERIALIZED (
        SELECT v.embedding_id, v.vector::%1$s OPERATOR(%2$s.<#>) $9::%1$s AS distance FROM search.vectors AS v
        WHERE v.model = %3$L AND (
          SELECT true FROM search.embeddings AS e
          WHERE e.id = v.embedding_id AND e.tenant = $5 AND e.collection = $6 AND e.key IS DISTINCT FROM $7
            AND EXISTS (SELECT FROM %4$s AS item WHERE item.id = e.key::%5$s)
        )
        ORDER BY v.vector::%1$s OPERATOR(%2$s.<#>) $9::%1$s
        LIMIT 4 * $8
      )
      SELECT e.key, -n.distance FROM nearest AS n
      JOIN search.embeddings AS e ON e.id = n.embedding_id
      ORDER BY n.distance, e.key
      LIMIT $8
    $query$, vector_type, extension_schema, model, search.visible_items(registered),
    search.type_of(registered.source, registered.key_column))
  USING tenant, viewer, kinds, keys, search.tenant_key(registered, tenant), registered.name, other_than, k, query;
  PERFORM set_config('hnsw.iterative_scan', before_scan, true), set_config('hnsw.ef_search', before_breadth, true);
END;
$$;

CREATE FUNCTION "search"."more_than"(
  "registered" search.collections, "tenant" text, "viewer" text, "model" text, "kinds" text[], "keys" text[],
  "amount" integer
) RETURNS boolean
  LANGUAGE plpgsql
  STABLE
  SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  amount_found bigint;
BEGIN
  EXECUTE format(
    'SELECT count(*) FROM (SELECT FROM search.embeddings AS e WHERE e.tenant = $5 AND e.collection = $6'
    ' AND e.model = $7 AND e.signs IS NOT NULL AND e.key IN (SELECT item.key FROM %s AS item) LIMIT $8) AS visible',
    search.visible_items(registered))
  INTO amount_found
  USING tenant, viewer, kinds, keys, search.tenant_key(registered, tenant), registered.name, model, amount + 1;
  RETURN amount_found > amount;
END;
$$;

CREATE FUNCTION "search"."by_vector"(
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
      CASE WHEN exact THEN 2147483647 ELSE GREATEST(few, 4 * k) END) AS n;
  END IF;
  RETURN QUERY
    SELECT n.key, n.score, n.place::integer
    FROM unnest(found_keys, found_scores) WITH ORDINALITY AS n(key, score, place)
    ORDER BY n.place;
END;
$$;
COMMENT ON FUNCTION "search"."by_vector"(text, text, text, text, real[], integer, text[], text[], boolean, text)
  IS 'The k rows of a tenant that the viewer may see whose texts are nearest to the query by the model, by cosine; equal ones by key.';

CREATE FUNCTION "search"."similar_to"(
  "collection" text,
  "tenant" text,
  "viewer" text,
  "model" text,
  "similar_key" text,
  "k" integer DEFAULT 10,
  "kinds" text[] DEFAULT NULL,
  "keys" text[] DEFAULT NULL
) RETURNS TABLE ("key" text, "score" double precision, "rank" integer)
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_variable
DECLARE
  registered CONSTANT search.collections := search.readable_collection(collection);
  direction real[];
BEGIN
  EXECUTE format(
    'SELECT v.vector FROM search.embeddings AS e JOIN search.vectors AS v ON v.embedding_id = e.id'
    ' WHERE e.tenant = $5 AND e.collection = $6 AND e.model = $7 AND e.key IN (SELECT item.key FROM %s AS item)',
    search.visible_items(registered))
  INTO direction
  USING tenant, viewer, NULL::text[], ARRAY[similar_key], search.tenant_key(registered, tenant), registered.name, model;
  -- What the viewer may not see is as what is not there.
  IF direction IS NULL THEN
    RETURN;
  END IF;
  RETURN QUERY
    SELECT n.* FROM search.by_vector(
      collection, tenant, viewer, model, direction, k, kinds, keys, other_than => similar_key) AS n;
END;
$$;
COMMENT ON FUNCTION "search"."similar_to"(text, text, text, text, text, integer, text[], text[])
  IS 'The k visible rows nearest to a row, without it; none where that row is not visible or not embedded yet.';

CREATE FUNCTION "search"."languages_of"("collection" text) RETURNS SETOF text
  LANGUAGE sql
  STABLE
AS $$
  -- From one value of the index to the next: there are one or two languages, and many rows.
  WITH RECURSIVE languages AS (
    SELECT pg_catalog.min(d.language) AS language FROM search.documents AS d
    WHERE d.collection = languages_of.collection
    UNION ALL
    SELECT (
      SELECT pg_catalog.min(d.language) FROM search.documents AS d
      WHERE d.collection = languages_of.collection AND d.language > l.language
    )
    FROM languages AS l WHERE l.language IS NOT NULL
  )
  SELECT l.language FROM languages AS l WHERE l.language IS NOT NULL
$$;
COMMENT ON FUNCTION "search"."languages_of"(text)
  IS 'The languages in which rows of a collection have their words: more than one while they are rewritten.';

CREATE FUNCTION "search"."by_text"(
  "collection" text,
  "tenant" text,
  "viewer" text,
  "query" text,
  "k" integer DEFAULT 10,
  "kinds" text[] DEFAULT NULL,
  "keys" text[] DEFAULT NULL
) RETURNS TABLE ("key" text, "score" double precision, "rank" integer)
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_variable
DECLARE
  registered CONSTANT search.collections := search.readable_collection(collection);
  -- A value in the query, and not a join: the planner then knows how common the words are.
  matches CONSTANT text := (
    SELECT string_agg(
      format('SELECT d.key, ts_rank(d.words, %1$L) AS score FROM search.documents AS d'
        ' WHERE d.tenant = $5 AND d.collection = $6 AND d.language = %2$L AND d.words @@ %1$L::tsquery'
        ' AND EXISTS (SELECT FROM %3$s AS item WHERE item.id = d.key::%4$s)',
        websearch_to_tsquery(l.language::regconfig, query), l.language, search.visible_items(registered),
        search.type_of(registered.source, registered.key_column)),
      ' UNION ALL ')
    FROM search.languages_of(collection) AS l(language)
  );
BEGIN
  PERFORM search.assert_request(registered, k, kinds);
  IF matches IS NULL THEN
    RETURN;
  END IF;
  RETURN QUERY EXECUTE format(
    'SELECT m.key, m.score::double precision, (row_number() OVER (ORDER BY m.score DESC, m.key))::integer'
    ' FROM (%s) AS m ORDER BY m.score DESC, m.key LIMIT $7', matches)
  USING tenant, viewer, kinds, keys, search.tenant_key(registered, tenant), registered.name, k;
END;
$$;
COMMENT ON FUNCTION "search"."by_text"(text, text, text, text, integer, text[], text[])
  IS 'The k visible rows of a tenant that match the words best, those of the title before the description before the content; equal ones by key. Words as in a search engine: "a phrase", or, -not.';

-- Its two searches are asked for more than k, so it refuses a k itself.
CREATE FUNCTION "search"."combined"(
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
COMMENT ON FUNCTION "search"."combined"(text, text, text, text, text, real[], integer, text[], text[])
  IS 'The k visible rows that are best by words and by vector together: reciprocal rank fusion with 60; equal ones by key.';

CREATE FUNCTION "search"."embedding_status"("collection" text) RETURNS TABLE (
  "model" text, "status" text, "amount" bigint, "oldest_wait_seconds" double precision
)
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
  registered CONSTANT search.collections := search.readable_collection(collection);
BEGIN
  RETURN QUERY
    SELECT e.model, e.status, count(*),
      extract(epoch FROM clock_timestamp() - min(e.available_at) FILTER (WHERE e.status = 'pending'))::double precision
    FROM search.embeddings AS e
    WHERE e.collection = registered.name
    GROUP BY e.model, e.status
    ORDER BY e.model, e.status;
END;
$$;
COMMENT ON FUNCTION "search"."embedding_status"(text)
  IS 'How many texts of a collection have which status, by model; of the pending ones also how long the first has been due, less than zero where all wait for another attempt.';
