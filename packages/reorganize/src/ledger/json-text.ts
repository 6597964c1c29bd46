import { ownSchema } from "../catalog/own-schema.js";

/** SQL name of the function that gives the text of a json or jsonb as jsonb has it, and as it is where jsonb cannot. */
export const jsonText = `${ownSchema}.json_text`;

/** SQL that makes it. The null of json is a value. */
export const jsonTextSql = [
  `CREATE OR REPLACE FUNCTION ${jsonText}(value anyelement) RETURNS text
   LANGUAGE plpgsql STABLE STRICT
   AS $reorganize$
   BEGIN
     RETURN COALESCE(pg_catalog.to_jsonb(value) #>> '{}', 'null');
   EXCEPTION WHEN data_exception THEN
     RETURN value::pg_catalog.text;
   END $reorganize$`,
  `REVOKE ALL ON FUNCTION ${jsonText} FROM PUBLIC`,
];
