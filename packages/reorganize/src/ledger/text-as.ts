import { ownSchema } from "../catalog/own-schema.js";

/** SQL name of the function that gives a text as a type prints it that takes it, and as it is where it does not. */
export const textAs = `${ownSchema}.text_as`;

/** SQL that makes it; `kind` is a null of the type. */
export const textAsSql = [
  `CREATE OR REPLACE FUNCTION ${textAs}(value text, kind anyelement) RETURNS text
   LANGUAGE plpgsql STABLE
   AS $reorganize$
   DECLARE
     held kind%TYPE;
   BEGIN
     held := value;
     RETURN held::pg_catalog.text;
   EXCEPTION WHEN data_exception THEN
     RETURN value;
   END $reorganize$`,
  `REVOKE ALL ON FUNCTION ${textAs}(text, anyelement) FROM PUBLIC`,
];
