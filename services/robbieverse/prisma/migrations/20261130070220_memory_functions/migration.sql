-- Memories are found by words and meaning, by their user alone, and weighed by what they are worth today. The model is
-- one that needs no service; a better one is added by a migration with search.add_model, and named by who recalls.

CREATE FUNCTION "conversation"."visible_memories"("viewer" uuid) RETURNS SETOF "conversation"."ai_memories"
  LANGUAGE sql
  STABLE
AS $$
  SELECT m.* FROM conversation.ai_memories AS m
  WHERE m.user_id = viewer AND (m.expires_at IS NULL OR m.expires_at > now())
$$;
COMMENT ON FUNCTION "conversation"."visible_memories"(uuid)
  IS 'The memories that are recalled for a user: his own, and not expired.';

-- Nothing is to be filled in: row security would hide it, and there is nothing yet.
SELECT search.register('conversation.ai_memories',
  key => 'id', tenant => 'organization_id', visible => 'conversation.visible_memories(uuid)',
  title => 'subject', content => 'content', kind => 'category', fill => false);
SELECT search.add_model('conversation.ai_memories', 'words-256', 256);

CREATE FUNCTION "conversation"."memory_weight"("memory" "conversation"."ai_memories", "at" timestamptz) RETURNS double precision
  LANGUAGE sql
  IMMUTABLE
AS $$
  -- Not power(): what is less than a double can hold is an error there. What has faded to e^-100 fades no further.
  SELECT memory.importance_level / 10.0::double precision
    * CASE WHEN memory.confidence_level < 1e-9 THEN 0 ELSE memory.confidence_level END
    * CASE WHEN memory.is_core_memory THEN 1 ELSE exp(GREATEST(-100, ln(memory.decay_rate)
        * GREATEST(0, extract(epoch FROM at - memory.last_accessed)::double precision / 86400))) END
$$;
COMMENT ON FUNCTION "conversation"."memory_weight"("conversation"."ai_memories", timestamptz)
  IS 'What a memory is worth at a time, 0 to 1: importance / 10, times confidence, times decay_rate to the power of the days since its last access; core memories do not decay.';

CREATE FUNCTION "conversation"."recall"(
  "organization" uuid, "person" uuid, "model" text, "words" text, "query" real[], "k" integer DEFAULT 10,
  "categories" text[] DEFAULT NULL
) RETURNS TABLE ("memory" "conversation"."ai_memories", "score" double precision, "relevance" double precision, "rank" integer)
  LANGUAGE sql
AS $$
  -- Four times as many as are asked for are weighed. A k that search does not give is refused there, so it has to be asked.
  WITH candidates AS MATERIALIZED (
    SELECT c.key::uuid AS id, c.score AS relevance FROM search.combined(
      'conversation.ai_memories', recall.organization::text, recall.person::text, recall.model, recall.words, recall.query,
      CASE WHEN recall.k BETWEEN 1 AND 1000 THEN LEAST(GREATEST(4 * recall.k, 40), 1000) ELSE recall.k END,
      recall.categories) AS c
  ), weighed AS MATERIALIZED (
    SELECT m.id, c.relevance, c.relevance * conversation.memory_weight(m, now()) AS score
    FROM candidates AS c
    JOIN conversation.ai_memories AS m ON m.organization_id = recall.organization AND m.id = c.id
    ORDER BY score DESC, m.id
    LIMIT GREATEST(recall.k, 1)
  ), held AS MATERIALIZED (
    -- In one order, or two who recall the same at once would wait for each other.
    SELECT m.id FROM conversation.ai_memories AS m
    WHERE m.organization_id = recall.organization AND m.id IN (SELECT w.id FROM weighed AS w)
    ORDER BY m.id
    FOR NO KEY UPDATE
  ), accessed AS (
    UPDATE conversation.ai_memories AS m
    SET access_count = m.access_count + 1, last_accessed = now()
    FROM held AS h
    WHERE m.organization_id = recall.organization AND m.id = h.id
    RETURNING m.id, m AS memory
  )
  SELECT a.memory, w.score, w.relevance, (row_number() OVER (ORDER BY w.score DESC, w.id))::integer
  FROM accessed AS a
  JOIN weighed AS w ON w.id = a.id
  ORDER BY w.score DESC, w.id
$$;
COMMENT ON FUNCTION "conversation"."recall"(uuid, uuid, text, text, real[], integer, text[])
  IS 'Of the memories of a person that are nearest by words and vector together, 4 k, at least 40, the k with the most relevance times weight; equal ones by id. That they were accessed is recorded in the same statement.';

CREATE FUNCTION "conversation"."union_of"("one" anyarray, "other" anyarray) RETURNS anyarray
  LANGUAGE sql
  IMMUTABLE
AS $$
  SELECT one || ARRAY(SELECT DISTINCT x FROM unnest(other) AS x WHERE x <> ALL (one) ORDER BY x)
$$;
COMMENT ON FUNCTION "conversation"."union_of"(anyarray, anyarray)
  IS 'The first array, and what only the second has.';

CREATE FUNCTION "conversation"."remember"(
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
COMMENT ON FUNCTION "conversation"."remember"(
  uuid, uuid, text, text, text, double precision, integer, integer, text, text, uuid[], text[], text[], double precision,
  boolean, timestamptz)
  IS 'Remembers something of a person. What is remembered of this category and subject already becomes what is said now, with one piece of evidence more, and lasts as long as either would have.';

CREATE FUNCTION "conversation"."purge_expired"() RETURNS TABLE ("memories" bigint, "context" bigint)
  LANGUAGE sql
AS $$
  WITH memory AS (
    DELETE FROM conversation.ai_memories AS m WHERE m.expires_at <= now() RETURNING 1
  ), known AS (
    DELETE FROM conversation.conversation_context AS c WHERE c.expires_at <= now() RETURNING 1
  )
  SELECT (SELECT count(*) FROM memory), (SELECT count(*) FROM known)
$$;
COMMENT ON FUNCTION "conversation"."purge_expired"()
  IS 'Removes what has expired for good: of the tenant in whose name it is called, or of all for the owner.';
