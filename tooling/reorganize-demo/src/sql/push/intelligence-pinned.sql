-- What is left half way through a push of the intelligence service at the pinned commit on an init database: no table is lost,
-- all keys among the tables of public and all of intelligence are.

DO $$
DECLARE
  key record;
BEGIN
  FOR key IN
    SELECT conrelid::regclass AS owner, conname
    FROM pg_catalog.pg_constraint
    WHERE contype = 'f'
      AND (
        connamespace = 'intelligence'::regnamespace
        OR (
          connamespace = 'public'::regnamespace
          AND (SELECT relnamespace FROM pg_catalog.pg_class WHERE oid = confrelid) = 'public'::regnamespace
        )
      )
  LOOP
    EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', key.owner, key.conname);
  END LOOP;
END;
$$;
