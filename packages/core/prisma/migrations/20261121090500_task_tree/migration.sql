-- tasks.parent_task_id makes trees. A cycle would hide its tasks from every reader that starts at a root, and send a
-- reader that climbs round for ever.

CREATE FUNCTION "public"."refuse_task_cycle"() RETURNS trigger
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  path uuid[] := ARRAY[NEW.id];
  ancestor uuid := NEW.parent_task_id;
  frozen_snapshot CONSTANT boolean := current_setting('transaction_isolation') IN ('repeatable read', 'serializable');
BEGIN
  -- Two moves that each are lawful can close a cycle together, so moves go one at a time. An insert need not wait:
  -- nobody else can see the new row yet, so nobody else can have put anything under it.
  IF TG_OP = 'UPDATE' THEN
    PERFORM pg_advisory_xact_lock(hashtextextended('public.tasks.parent_task_id', 0));
  END IF;
  WHILE ancestor IS NOT NULL LOOP
    IF ancestor = ANY (path) THEN
      RAISE EXCEPTION USING
        ERRCODE = '23514',
        SCHEMA = 'public',
        TABLE = 'tasks',
        COLUMN = 'parent_task_id',
        CONSTRAINT = 'tasks_parent_acyclic',
        MESSAGE = format('task %s cannot go under task %s of "public"."tasks": that would close a cycle', NEW.id, NEW.parent_task_id),
        DETAIL = format('Upwards from the new parent: %s.', array_to_string(path[2:] || ancestor, ' -> ')),
        HINT = 'Move one of the tasks on that way to another parent first, or to none.';
    END IF;
    path := path || ancestor;
    -- A snapshot taken before the wait does not show the move waited for; the row lock then fails with 40001.
    IF frozen_snapshot AND TG_OP = 'UPDATE' THEN
      PERFORM FROM public.tasks WHERE tasks.id = ancestor FOR SHARE;
    END IF;
    SELECT tasks.parent_task_id INTO ancestor FROM public.tasks WHERE tasks.id = ancestor;
  END LOOP;
  RETURN NULL;
END;
$$;
COMMENT ON FUNCTION "public"."refuse_task_cycle"()
  IS 'AFTER INSERT OR UPDATE of tasks.parent_task_id: raises check_violation tasks_parent_acyclic when the task is its own ancestor.';

-- After the statement, not before each row: one statement may swap a parent and its child.
CREATE TRIGGER "tasks_parent_acyclic_on_insert" AFTER INSERT ON "public"."tasks"
  FOR EACH ROW WHEN (NEW."parent_task_id" IS NOT NULL)
  EXECUTE FUNCTION "public"."refuse_task_cycle"();
CREATE TRIGGER "tasks_parent_acyclic_on_update" AFTER UPDATE ON "public"."tasks"
  FOR EACH ROW WHEN (NEW."parent_task_id" IS NOT NULL AND NEW."parent_task_id" IS DISTINCT FROM OLD."parent_task_id")
  EXECUTE FUNCTION "public"."refuse_task_cycle"();
