-- The triggers work again.

DO $$
DECLARE
  owner regclass;
BEGIN
  FOR owner IN SELECT DISTINCT tgrelid::regclass FROM pg_catalog.pg_trigger WHERE NOT tgisinternal AND tgenabled = 'D' LOOP
    EXECUTE format('ALTER TABLE %s ENABLE TRIGGER USER', owner);
  END LOOP;
END;
$$;
