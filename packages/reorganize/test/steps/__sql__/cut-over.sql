DROP TRIGGER IF EXISTS "~back_up_reorganize" ON "shop"."Order-Items";

DROP TRIGGER IF EXISTS "~back_up_reorganize_update" ON "shop"."Order-Items";

DROP FUNCTION IF EXISTS "_reorganize"."back up shop.Order-Items"();

DROP FUNCTION IF EXISTS "_reorganize"."lost of shop.Order-Items.Due Date";

DROP TRIGGER IF EXISTS "~Due Date_reorganize" ON "shop"."Order-Items";

DROP FUNCTION IF EXISTS "_reorganize"."shop.Order-Items.Due Date_reorganize"();

ALTER TABLE "shop"."Order-Items" DROP CONSTRAINT IF EXISTS "Due Date_filled_reorganize";

ALTER TABLE "shop"."Order-Items" DROP COLUMN "Due Date";

ALTER TABLE "shop"."Order-Items" RENAME COLUMN "Due Date_reorganize" TO "Due Date";

DO $reorganize$
    DECLARE
      touch text;
    BEGIN
      FOR touch IN
        SELECT DISTINCT pg_catalog.format('ALTER FUNCTION %I.%I() COST %s', nspname, proname, procost)
          FROM pg_catalog.pg_trigger JOIN pg_catalog.pg_proc AS function ON function.oid = tgfoid
          JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = pronamespace
          JOIN pg_catalog.pg_language AS language ON language.oid = prolang
         WHERE tgrelid = '"shop"."Order-Items"'::pg_catalog.regclass AND lanname = 'plpgsql'
      LOOP
        EXECUTE touch;
      END LOOP;
    END $reorganize$;
