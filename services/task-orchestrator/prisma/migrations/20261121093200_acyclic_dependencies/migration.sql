-- Dependencies that order work (blocks, subtask) form no cycle: nobody could start any task of it.
-- related and duplicate say nothing about order, so they may point both ways.
--
-- Writers of such rows take turns, since two that each add one half of a cycle see no cycle alone. Taking turns is enough in
-- READ COMMITTED, where the walk sees what the one before committed. A transaction with a fixed snapshot does not see it, so it
-- must fail and be retried when someone it cannot see had the turn before. Who had it last is kept in a sequence, the one
-- thing in PostgreSQL that every transaction reads as it is now.

CREATE SEQUENCE "public"."task_dependencies_last_writer" AS BIGINT;
COMMENT ON SEQUENCE "public"."task_dependencies_last_writer" IS 'The transaction that last wrote a dependency that orders work. Not a counter.';

CREATE FUNCTION "public"."refuse_dependency_cycle"() RETURNS trigger
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  last_writer xid8;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('public.task_dependencies', 0));

  SELECT last_value::text::xid8 INTO last_writer FROM public.task_dependencies_last_writer;
  -- Before the refusal below: a stale number (a restored dump holds one of another server) must not refuse twice.
  PERFORM setval('public.task_dependencies_last_writer', pg_current_xact_id()::text::bigint);

  IF current_setting('transaction_isolation') IN ('repeatable read', 'serializable')
    AND last_writer <> pg_current_xact_id()
    AND NOT pg_visible_in_snapshot(last_writer, pg_current_snapshot())
  THEN
    RAISE EXCEPTION USING
      ERRCODE = 'serialization_failure',
      SCHEMA = 'public',
      TABLE = 'task_dependencies',
      MESSAGE = 'could not serialize access to "public"."task_dependencies" due to a concurrent dependency',
      HINT = 'Retry the transaction.';
  END IF;

  IF EXISTS (
    WITH RECURSIVE ahead (id) AS (
      SELECT NEW.depends_on_task_id
      UNION
      SELECT dependency.depends_on_task_id
      FROM ahead
      JOIN public.task_dependencies AS dependency ON dependency.task_id = ahead.id
      WHERE dependency.dependency_type IN ('blocks', 'subtask')
    )
    SELECT FROM ahead WHERE id = NEW.task_id
  ) THEN
    RAISE EXCEPTION USING
      ERRCODE = 'check_violation',
      SCHEMA = 'public',
      TABLE = 'task_dependencies',
      CONSTRAINT = 'task_dependencies_acyclic',
      MESSAGE = format('task %s cannot depend on task %s in "public"."task_dependencies": that would close a cycle', NEW.task_id, NEW.depends_on_task_id),
      HINT = 'Remove a dependency on the way from the second task to the first, or use the type related.';
  END IF;

  RETURN NULL;
END;
$$;
COMMENT ON FUNCTION "public"."refuse_dependency_cycle"()
  IS 'AFTER INSERT OR UPDATE, FOR EACH ROW, on task_dependencies: raises check_violation task_dependencies_acyclic when the task comes before itself.';

-- It writes as its owner, so nobody else may attach it to a table of his own.
REVOKE EXECUTE ON FUNCTION "public"."refuse_dependency_cycle"() FROM PUBLIC;

-- After the row is in, so that the rows of one statement see each other.
CREATE TRIGGER "task_dependencies_acyclic"
  AFTER INSERT OR UPDATE OF "task_id", "depends_on_task_id", "dependency_type" ON "public"."task_dependencies"
  FOR EACH ROW WHEN (NEW."dependency_type"::text IN ('blocks', 'subtask'))
  EXECUTE FUNCTION "public"."refuse_dependency_cycle"();
COMMENT ON TRIGGER "task_dependencies_acyclic" ON "public"."task_dependencies" IS 'Dependencies that order work (blocks, subtask) form no cycle.';
