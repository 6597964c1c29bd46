-- What the content of an entity may hold depends on its type. Said once, as data, and once more in TypeScript, where a
-- program learns which field is wrong (src/entity/content.ts); a test holds both to each other.

CREATE FUNCTION "promptcraft"."content_fields"("entity_type" text) RETURNS jsonb
  LANGUAGE sql
  IMMUTABLE
  PARALLEL SAFE
RETURN CASE "entity_type"
  WHEN 'context' THEN '{"text": "string", "variables": "objects?", "examples": "strings?"}'::jsonb
  WHEN 'template' THEN '{"text": "string", "variables": "objects?", "examples": "strings?"}'::jsonb
  WHEN 'workflow' THEN '{"steps": "objects", "variables": "objects?", "settings": "object?"}'::jsonb
  WHEN 'library' THEN '{"items": "strings"}'::jsonb
END;
COMMENT ON FUNCTION "promptcraft"."content_fields"(text)
  IS 'The fields of the content of a type of entity, each with its kind: string, object, strings or objects (a list of them); with a question mark it may be missing.';

CREATE FUNCTION "promptcraft"."is_of_kind"("value" jsonb, "kind" text) RETURNS boolean
  LANGUAGE sql
  IMMUTABLE
  PARALLEL SAFE
RETURN CASE
  WHEN "value" IS NULL THEN "kind" LIKE '%?'
  WHEN "kind" LIKE '%s?' OR "kind" LIKE '%s' THEN
    CASE WHEN pg_catalog.jsonb_typeof("value") = 'array' THEN NOT EXISTS (
      SELECT FROM pg_catalog.jsonb_array_elements("value") AS "element"
      WHERE pg_catalog.jsonb_typeof("element"."value") <> pg_catalog.rtrim("kind", 's?')
    ) ELSE false END
  ELSE pg_catalog.jsonb_typeof("value") = pg_catalog.rtrim("kind", '?')
END;
COMMENT ON FUNCTION "promptcraft"."is_of_kind"(jsonb, text)
  IS 'Whether a value is of a kind as content_fields writes it. Null stands for a field that is missing; JSON''s null is of no kind.';

CREATE FUNCTION "promptcraft"."is_content_of"("content" jsonb, "entity_type" text) RETURNS boolean
  LANGUAGE sql
  IMMUTABLE
  PARALLEL SAFE
RETURN CASE WHEN pg_catalog.jsonb_typeof("content") = 'object' THEN NOT EXISTS (
  SELECT FROM pg_catalog.jsonb_each_text("promptcraft"."content_fields"("entity_type")) AS "field" ("name", "kind")
  WHERE NOT "promptcraft"."is_of_kind"("content" -> "field"."name", "field"."kind")
) AND NOT EXISTS (
  SELECT FROM pg_catalog.jsonb_object_keys("content") AS "given" ("name")
  WHERE NOT "promptcraft"."content_fields"("entity_type") ? "given"."name"
) ELSE false END;
COMMENT ON FUNCTION "promptcraft"."is_content_of"(jsonb, text)
  IS 'Whether a value is the content of an entity of that type: an object with each field that the type demands, none that it does not know, and each of its kind.';
