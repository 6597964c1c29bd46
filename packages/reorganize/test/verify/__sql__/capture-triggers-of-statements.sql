REVOKE ALL ON FUNCTION "_reorganize"."capture_4711"() FROM PUBLIC;

CREATE OR REPLACE TRIGGER _reorganize_capture_insert AFTER INSERT ON "public"."Order-Items"
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION "_reorganize"."capture_4711"();

CREATE OR REPLACE TRIGGER _reorganize_capture_update AFTER UPDATE ON "public"."Order-Items"
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION "_reorganize"."capture_4711"();

CREATE OR REPLACE TRIGGER _reorganize_capture_delete AFTER DELETE ON "public"."Order-Items"
  REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION "_reorganize"."capture_4711"();

CREATE OR REPLACE TRIGGER _reorganize_capture_truncate BEFORE TRUNCATE ON "public"."Order-Items"
  FOR EACH STATEMENT EXECUTE FUNCTION "_reorganize"."capture_4711"();
