CREATE OR REPLACE FUNCTION "_reorganize"."refresh Old Shop.Order-Items"(_cursor jsonb, _size integer)
RETURNS TABLE (reached jsonb, handled bigint)
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET TimeZone = 'UTC' SET DateStyle = 'ISO, MDY' SET IntervalStyle = 'postgres' SET extra_float_digits = 1 SET bytea_output = 'hex' SET lc_monetary = 'C' SET xmloption = content
SET enable_seqscan = off
SET enable_bitmapscan = off
SET enable_sort = off
SET enable_hashjoin = off
SET enable_mergejoin = off
SET jit = off
SET plan_cache_mode = force_custom_plan
AS $reorganize$
#variable_conflict use_variable
DECLARE
  _keys jsonb[];
  _key jsonb;
  _first bigint;
  _last bigint;
BEGIN
  _size := LEAST(_size, 500);
  SELECT pg_catalog.array_agg(batch.key ORDER BY batch.place DESC), pg_catalog.min(batch.place), pg_catalog.max(batch.place)
    INTO _keys, _first, _last FROM (
    SELECT known.key, known.place FROM _reorganize.merged AS known
     WHERE known.step = 'copy Old Shop.Order-Items' AND (_cursor IS NULL OR known.place < _cursor::bigint)
     ORDER BY known.step DESC, known.place DESC LIMIT _size) AS batch;
  handled := COALESCE(pg_catalog.cardinality(_keys), 0);
  IF handled = _size THEN reached := pg_catalog.to_jsonb(_first); END IF;
  IF handled > 0 THEN
    -- A program that changes one of these rows in the survivor waits until the twin has it.
    PERFORM FROM pg_catalog.unnest(_keys) AS keys (key)
       JOIN "Shop"."Order-Items" AS theirs ON theirs."id" = (keys.key ->> 'id')::bigint FOR SHARE OF theirs;
    -- A program may have inserted a row where one was deleted: from here on it waits.
    SELECT COALESCE(pg_catalog.array_agg(batch.key ORDER BY batch.place DESC), '{}') INTO _keys FROM (
      SELECT known.key, known.place FROM _reorganize.merged AS known
       WHERE known.step = 'copy Old Shop.Order-Items' AND known.place BETWEEN _first AND _last FOR UPDATE) AS batch;
    PERFORM "_reorganize"."return rows Old Shop.Order-Items"(_keys);
  END IF;
  RETURN NEXT;
END $reorganize$;
