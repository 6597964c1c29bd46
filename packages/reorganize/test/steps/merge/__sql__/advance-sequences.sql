DO 'DECLARE
  _largest bigint;
  _reached bigint;
  _sequence regclass := pg_catalog.pg_get_serial_sequence(''"Shop"."Order-Items"'', ''id'');
BEGIN
  IF _sequence IS NULL THEN RETURN; END IF;
  SELECT GREATEST(
    (SELECT pg_catalog.max("id") FROM "Shop"."Order-Items"),
    (SELECT pg_catalog.max("id") FROM "Old Shop"."Order-Items")) INTO _largest;
  -- One that was never asked has not given its last value yet.
  EXECUTE pg_catalog.format(''SELECT last_value - (NOT is_called)::integer FROM %s'', _sequence) INTO _reached;
  IF _largest > _reached THEN PERFORM pg_catalog.setval(_sequence, _largest); END IF;
END';
