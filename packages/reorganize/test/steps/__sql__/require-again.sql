DO $reorganize$
    BEGIN
      ALTER TABLE "shop"."Order-Items" VALIDATE CONSTRAINT "Due Date_not_null_reorganize";
    EXCEPTION WHEN check_violation OR foreign_key_violation THEN
      CREATE TABLE IF NOT EXISTS _reorganize."rules that rows break"
        (relation text NOT NULL, rule text NOT NULL, problem text NOT NULL);
      INSERT INTO _reorganize."rules that rows break" VALUES ('shop.Order-Items', 'Due Date NOT NULL', SQLERRM);
    END$reorganize$;

DO $reorganize$
    BEGIN
      IF EXISTS (
        SELECT FROM pg_catalog.pg_constraint
         WHERE conrelid = '"shop"."Order-Items"'::pg_catalog.regclass
           AND conname = 'Due Date_not_null_reorganize' AND convalidated)
      THEN
        ALTER TABLE "shop"."Order-Items" ALTER COLUMN "Due Date" SET NOT NULL;
        ALTER TABLE "shop"."Order-Items" DROP CONSTRAINT "Due Date_not_null_reorganize";
      END IF;
    END$reorganize$;
