-- What is left half way through `prisma db push --accept-data-loss` of auth on an init database: it fails on projects, which
-- analytics.streaks needs, and nothing is rolled back.

DROP TABLE public.project_milestones CASCADE;

DO $$
DECLARE
  key record;
BEGIN
  FOR key IN
    SELECT conrelid::regclass AS owner, conname
    FROM pg_catalog.pg_constraint
    WHERE contype = 'f'
      AND connamespace = 'public'::regnamespace
      AND (SELECT relnamespace FROM pg_catalog.pg_class WHERE oid = confrelid) = 'public'::regnamespace
  LOOP
    EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', key.owner, key.conname);
  END LOOP;
END;
$$;

DROP INDEX public.idx_users_created_at;

DROP INDEX public.idx_users_metadata;

ALTER TABLE public.users
  ALTER COLUMN id DROP DEFAULT, ALTER COLUMN status SET NOT NULL, ALTER COLUMN email_verified SET NOT NULL,
  ALTER COLUMN created_at SET NOT NULL, ALTER COLUMN updated_at SET NOT NULL, ALTER COLUMN updated_at DROP DEFAULT;

ALTER TABLE public.sessions ALTER COLUMN id DROP DEFAULT, ALTER COLUMN created_at SET NOT NULL;

ALTER TABLE public.user_roles ALTER COLUMN id DROP DEFAULT, ALTER COLUMN granted_at SET NOT NULL;
