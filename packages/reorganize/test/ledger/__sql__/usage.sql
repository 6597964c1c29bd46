CREATE TABLE IF NOT EXISTS _reorganize.usage (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, view text NOT NULL, login text NOT NULL,
    application text NOT NULL, at timestamptz NOT NULL);

CREATE INDEX IF NOT EXISTS usage_view_idx ON _reorganize.usage (view, login, application, at);

CREATE OR REPLACE FUNCTION _reorganize.note_use(of_view text, by_login text, by_application text)
RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  LOCK TABLE _reorganize.usage IN ROW EXCLUSIVE MODE NOWAIT;
  -- Reads nothing in a serializable transaction: what it read would be held against the program.
  IF pg_catalog.current_setting('transaction_isolation') <> 'serializable' THEN
    IF EXISTS (
      SELECT FROM _reorganize.usage
       WHERE view = of_view AND login = by_login AND application = by_application
         AND at > pg_catalog.clock_timestamp() - interval '1 minute')
    THEN
      RETURN;
    END IF;
  END IF;
  INSERT INTO _reorganize.usage (view, login, application, at)
  VALUES (of_view, by_login, by_application, pg_catalog.clock_timestamp());
EXCEPTION WHEN OTHERS THEN NULL;
END $$;

REVOKE ALL ON FUNCTION _reorganize.note_use FROM PUBLIC;

CREATE OR REPLACE FUNCTION _reorganize.is_used(view text, setting text)
RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  login text := CASE pg_catalog.current_setting('role')
    WHEN 'none' THEN session_user::text
    ELSE pg_catalog.current_setting('role')
  END;
  application text := pg_catalog.current_setting('application_name');
  mark text := (EXTRACT(epoch FROM pg_catalog.statement_timestamp())::bigint / 60)::text
    || ' ' || login || ' ' || application;
BEGIN
  PERFORM pg_catalog.set_config('reorganize.via', view, true);
  IF pg_catalog.current_setting(setting, true) = mark
     OR application = 'deepiri reorganize'
     OR pg_catalog.current_setting('transaction_read_only')::boolean
  THEN
    RETURN true;
  END IF;
  PERFORM pg_catalog.set_config(setting, mark, false);
  PERFORM _reorganize.note_use(view, login, application);
  RETURN true;
END $$;
