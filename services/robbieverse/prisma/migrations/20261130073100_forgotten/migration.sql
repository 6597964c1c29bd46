-- What no longer holds is gone, and not only hidden: a memory that has expired is no evidence for what is remembered after it,
-- though it is not purged yet; and a vector is of what its message says now.

CREATE OR REPLACE FUNCTION "conversation"."remember"(
  "organization" uuid, "person" uuid, "category" text, "subject" text, "content" text,
  "confidence" double precision DEFAULT 0.5, "importance" integer DEFAULT 5, "emotional_weight" integer DEFAULT 5,
  "evidence" text DEFAULT NULL, "source" text DEFAULT NULL, "source_references" uuid[] DEFAULT '{}',
  "people" text[] DEFAULT '{}', "tags" text[] DEFAULT '{}', "decay_rate" double precision DEFAULT 0.95,
  "is_core" boolean DEFAULT false, "expires_at" timestamptz DEFAULT NULL
) RETURNS SETOF "conversation"."ai_memories"
  LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
BEGIN
  DELETE FROM conversation.ai_memories AS m
  WHERE m.organization_id = remember.organization AND m.user_id = remember.person AND m.category = remember.category
    AND lower(m.subject) = lower(remember.subject) AND m.expires_at <= now();
  RETURN QUERY
  INSERT INTO conversation.ai_memories AS m (
    organization_id, user_id, category, subject, content, confidence_level, importance_level, emotional_weight,
    evidence_examples, source_type, source_references, associated_people, contextual_tags, decay_rate, is_core_memory,
    expires_at)
  VALUES (
    remember.organization, remember.person, remember.category, remember.subject, remember.content, remember.confidence,
    remember.importance, remember.emotional_weight, array_remove(ARRAY[remember.evidence], NULL), remember.source,
    remember.source_references, remember.people, remember.tags, remember.decay_rate, remember.is_core, remember.expires_at)
  ON CONFLICT (organization_id, user_id, category, lower(subject)) DO UPDATE
  SET content = excluded.content,
    evidence_count = m.evidence_count + 1,
    evidence_examples = conversation.union_of(m.evidence_examples, excluded.evidence_examples),
    -- As of two witnesses: both have to be wrong for it to be.
    confidence_level = 1 - (1 - m.confidence_level) * (1 - excluded.confidence_level),
    importance_level = GREATEST(m.importance_level, excluded.importance_level),
    emotional_weight = GREATEST(m.emotional_weight, excluded.emotional_weight),
    source_type = COALESCE(excluded.source_type, m.source_type),
    source_references = conversation.union_of(m.source_references, excluded.source_references),
    associated_people = conversation.union_of(m.associated_people, excluded.associated_people),
    contextual_tags = conversation.union_of(m.contextual_tags, excluded.contextual_tags),
    decay_rate = GREATEST(m.decay_rate, excluded.decay_rate),
    is_core_memory = m.is_core_memory OR excluded.is_core_memory,
    last_confirmed = now(),
    expires_at = CASE WHEN m.expires_at IS NOT NULL AND excluded.expires_at IS NOT NULL
      THEN GREATEST(m.expires_at, excluded.expires_at) END
  RETURNING m.*;
END;
$$;

CREATE FUNCTION "conversation"."drop_embeddings"() RETURNS trigger
  LANGUAGE plpgsql
AS $$
BEGIN
  DELETE FROM conversation.message_embeddings AS e
  WHERE e.organization_id = NEW.organization_id AND e.message_id = NEW.id;
  RETURN NULL;
END;
$$;
COMMENT ON FUNCTION "conversation"."drop_embeddings"()
  IS 'AFTER UPDATE OF content, FOR EACH ROW: removes the vectors of what a message said before.';
CREATE TRIGGER "messages_drop_embeddings" AFTER UPDATE OF "content" ON "conversation"."messages"
  FOR EACH ROW WHEN (NEW."content" <> OLD."content")
  EXECUTE FUNCTION "conversation"."drop_embeddings"();
