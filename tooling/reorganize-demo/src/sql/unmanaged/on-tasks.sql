-- What others hang on users and tasks: a key, views, a trigger, and a reading role. Roles belong to the whole server, so
-- this one is named after the database.

CREATE TABLE public.newsletter_subscriptions (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES public.users (id) ON DELETE CASCADE,
  topic text NOT NULL
);

INSERT INTO public.newsletter_subscriptions (id, user_id, topic)
SELECT pg_temp.id('subscription', n), pg_temp.id('user', n), 'news'
FROM generate_series(1, 3) AS n;

CREATE VIEW public.open_tasks AS
SELECT tasks.id, tasks.user_id, tasks.title, tasks.status, tasks.due_date
FROM public.tasks
WHERE tasks.status NOT IN ('done', 'cancelled');

CREATE MATERIALIZED VIEW analytics.tasks_by_status AS
SELECT tasks.status, count(*) AS number FROM public.tasks GROUP BY tasks.status;

CREATE UNIQUE INDEX tasks_by_status_status_key ON analytics.tasks_by_status (status);

CREATE FUNCTION public.announce_task_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('task_changes', NEW.id::text);
  RETURN NEW;
END;
$$;

CREATE TRIGGER announce_task_change AFTER INSERT OR UPDATE ON public.tasks
  FOR EACH ROW EXECUTE FUNCTION public.announce_task_change();

DO $$
DECLARE
  reader CONSTANT text := left('reorganize_reader_' || current_database(), 63);
BEGIN
  IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = reader) THEN
    EXECUTE format('CREATE ROLE %I NOLOGIN', reader);
  END IF;
  EXECUTE format('GRANT USAGE ON SCHEMA public, analytics TO %I', reader);
  EXECUTE format('GRANT SELECT ON ALL TABLES IN SCHEMA public, analytics TO %I', reader);
END;
$$;
