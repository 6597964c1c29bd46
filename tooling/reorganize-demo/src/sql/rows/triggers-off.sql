-- While rows are filled in, no trigger adds others or changes them.

DO $$
DECLARE
  owner regclass;
BEGIN
  FOR owner IN SELECT DISTINCT tgrelid::regclass FROM pg_catalog.pg_trigger WHERE NOT tgisinternal AND tgenabled = 'O' LOOP
    EXECUTE format('ALTER TABLE %s DISABLE TRIGGER USER', owner);
  END LOOP;
END;
$$;
