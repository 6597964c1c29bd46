DO $reorganize$
    BEGIN
      ALTER TABLE shop."Order-Items" VALIDATE CONSTRAINT "my check";
    EXCEPTION WHEN check_violation OR foreign_key_violation THEN
      CREATE TABLE IF NOT EXISTS _reorganize."rules that rows break"
        (relation text NOT NULL, rule text NOT NULL, problem text NOT NULL);
      INSERT INTO _reorganize."rules that rows break" VALUES ('shop.Order-Items', 'my check', SQLERRM);
    END$reorganize$;
