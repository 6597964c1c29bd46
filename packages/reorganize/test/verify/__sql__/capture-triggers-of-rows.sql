REVOKE ALL ON FUNCTION "_reorganize"."capture_4711"() FROM PUBLIC;

CREATE OR REPLACE TRIGGER _reorganize_capture_row AFTER INSERT OR UPDATE OR DELETE ON "public"."Order-Items"
  FOR EACH ROW EXECUTE FUNCTION "_reorganize"."capture_4711"();

CREATE OR REPLACE TRIGGER zz_reorganize_capture AFTER INSERT OR UPDATE OR DELETE ON "public"."Order-Items"
  FOR EACH ROW EXECUTE FUNCTION "_reorganize"."capture_4711"();

CREATE OR REPLACE TRIGGER _reorganize_capture_truncate BEFORE TRUNCATE ON "public"."Order-Items"
  FOR EACH STATEMENT EXECUTE FUNCTION "_reorganize"."capture_4711"();
