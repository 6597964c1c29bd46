-- Administrators act as the block's own role, which the policies admit only in a transaction that has left its trace.
-- Its role may write the record, so a trigger keeps it from being changed.

CREATE FUNCTION "tenancy"."keep_crossing"() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL
       AND to_jsonb(NEW) - 'ended_at' = to_jsonb(OLD) - 'ended_at' THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'A crossing stays as it was recorded in "tenancy"."crossings"; only its end is added.'
    USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER "crossings_kept" BEFORE UPDATE OR DELETE ON "tenancy"."crossings"
  FOR EACH ROW EXECUTE FUNCTION "tenancy"."keep_crossing"();
CREATE TRIGGER "crossings_kept_whole" BEFORE TRUNCATE ON "tenancy"."crossings"
  FOR EACH STATEMENT EXECUTE FUNCTION "tenancy"."keep_crossing"();

-- Asked by policies, once a statement. It runs as its owner, so that it also answers a login that is a member of the
-- administrators' role and has no right to the table.
CREATE FUNCTION "tenancy"."is_crossing"() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (SELECT FROM tenancy.crossings
                  WHERE transaction_id = pg_current_xact_id_if_assigned() AND ended_at IS NULL)
$$;

-- Begins a crossing: from here to the end of the transaction its role sees all tenants. It runs as its caller, who is
-- refused unless he acts as the administrators' role, whose table it writes.
CREATE FUNCTION "tenancy"."cross"("actor" text, "reason" text) RETURNS bigint
LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO tenancy.crossings (actor, reason) VALUES ($1, $2) RETURNING id
$$;

CREATE FUNCTION "tenancy"."end_crossing"("crossing" bigint) RETURNS void
LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$
  UPDATE tenancy.crossings SET ended_at = clock_timestamp() WHERE id = $1
$$;

-- The trace of a crossing whose own record was rolled back with its changes.
CREATE FUNCTION "tenancy"."record_failed_crossing"("actor" text, "reason" text, "started_at" timestamptz) RETURNS bigint
LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO tenancy.crossings (actor, reason, started_at, ended_at, failed)
  VALUES ($1, $2, $3, greatest(clock_timestamp(), $3), true) RETURNING id
$$;

-- The role of administrators in this database: that of the block, named beside that of the migrator. Null where roles
-- are not made, such as in a database to draft migrations in: then nobody crosses.
CREATE FUNCTION "tenancy"."administrator"() RETURNS name
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT rolname FROM pg_roles
   WHERE rolname = (SELECT substring(pg_get_userbyid(relowner) FROM '^(.*_)migrator$') || 'tenancy'
                      FROM pg_class WHERE oid = 'tenancy.crossings'::regclass)
$$;
