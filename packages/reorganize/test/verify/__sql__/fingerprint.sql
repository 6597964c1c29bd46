SELECT (key_hash & 255)::int AS bucket,
       pg_catalog.count(*) FILTER (WHERE sign > 0) AS added, pg_catalog.count(*) FILTER (WHERE sign < 0) AS removed,
       ARRAY[
         COALESCE(pg_catalog.sum(sign * h0), 0),
         COALESCE(pg_catalog.sum(sign * h1), 0),
         COALESCE(pg_catalog.sum(sign * h2), 0),
         COALESCE(pg_catalog.sum(sign * check_sum), 0),
         COALESCE(pg_catalog.sum(sign * check_sum * (key_hash >> 8 & 2147483647)), 0),
         COALESCE(pg_catalog.sum(sign * key_high), 0),
         COALESCE(pg_catalog.sum(sign * key_low), 0)
       ]::text[] AS sums
  FROM (
    SELECT *, COALESCE(h0 & 16777215, 0) + COALESCE(h1 & 16777215, 0) AS check_sum
      FROM (
        SELECT pg_catalog.hashtextextended(CASE WHEN content ? 'Order Id' THEN ((content ->> 'Order Id')::text)::pg_catalog.text ELSE ((content ->> 'order_id')::text)::pg_catalog.text END COLLATE "C", 0) AS h0,
               pg_catalog.hashtextextended(pg_catalog.trim_scale(((content ->> 'it''s')::text)::pg_catalog.text::numeric)::text COLLATE "C", 0) AS h1,
               pg_catalog.hashtextextended(CASE WHEN content ? 'Due "Date"' THEN pg_catalog.replace(((content ->> 'Due "Date"')::text)::pg_catalog.text, '+00', '') ELSE pg_catalog.replace(((content ->> 'due_date')::text)::pg_catalog.text, '+00', '') END COLLATE "C", 0) AS h2,
               pg_catalog.hashtextextended(CASE WHEN content ? 'Order Id' THEN ((content ->> 'Order Id')::text)::pg_catalog.text ELSE ((content ->> 'order_id')::text)::pg_catalog.text END COLLATE "C", 0) AS key_hash,
               ('x' || pg_catalog.substr(pg_catalog.replace(CASE WHEN content ? 'Order Id' THEN ((content ->> 'Order Id')::text)::pg_catalog.text ELSE ((content ->> 'order_id')::text)::pg_catalog.text END, '-', ''), 1, 16))::bit(64)::bigint AS key_high,
               ('x' || pg_catalog.substr(pg_catalog.replace(CASE WHEN content ? 'Order Id' THEN ((content ->> 'Order Id')::text)::pg_catalog.text ELSE ((content ->> 'order_id')::text)::pg_catalog.text END, '-', ''), 17, 16))::bit(64)::bigint AS key_low,
               sign AS sign
          FROM changes
        OFFSET 0) AS hashed
    OFFSET 0) AS summed
 GROUP BY 1;
