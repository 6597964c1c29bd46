-- What a row may hold, whoever writes it. The comment on each rule is what a client shows to whoever broke it.

ALTER TABLE "conversation"."conversations"
  ADD CONSTRAINT "conversations_title_check" CHECK (btrim("title") <> ''),
  ADD CONSTRAINT "conversations_type_check" CHECK ("type"::text IN ('chat', 'support', 'training', 'system', 'vengeance')),
  ADD CONSTRAINT "conversations_status_check" CHECK ("status"::text IN ('active', 'archived', 'deleted')),
  ADD CONSTRAINT "conversations_message_count_check" CHECK ("message_count" >= 0),
  ADD CONSTRAINT "conversations_metadata_check" CHECK (jsonb_typeof("metadata") = 'object'),
  ADD CONSTRAINT "conversations_tags_check" CHECK (array_position("tags", NULL) IS NULL),
  ADD CONSTRAINT "conversations_importance_score_check" CHECK ("importance_score" BETWEEN 1 AND 10);
COMMENT ON CONSTRAINT "conversations_title_check" ON "conversation"."conversations"
  IS 'The title of a conversation is not blank.';
COMMENT ON CONSTRAINT "conversations_type_check" ON "conversation"."conversations"
  IS 'The type of a conversation is chat, support, training, system or vengeance.';
COMMENT ON CONSTRAINT "conversations_status_check" ON "conversation"."conversations"
  IS 'The status of a conversation is active, archived or deleted.';
COMMENT ON CONSTRAINT "conversations_message_count_check" ON "conversation"."conversations"
  IS 'The number of messages of a conversation is not negative.';
COMMENT ON CONSTRAINT "conversations_metadata_check" ON "conversation"."conversations"
  IS 'The metadata of a conversation are a JSON object.';
COMMENT ON CONSTRAINT "conversations_tags_check" ON "conversation"."conversations"
  IS 'No tag of a conversation is null.';
COMMENT ON CONSTRAINT "conversations_importance_score_check" ON "conversation"."conversations"
  IS 'The importance of a conversation is 1 to 10.';

ALTER TABLE "conversation"."messages"
  ADD CONSTRAINT "messages_position_check" CHECK ("position" >= 1),
  ADD CONSTRAINT "messages_role_check" CHECK ("role"::text IN ('user', 'assistant', 'system', 'gatekeeper', 'mentor', 'robbie')),
  ADD CONSTRAINT "messages_metadata_check" CHECK (jsonb_typeof("metadata") = 'object'),
  ADD CONSTRAINT "messages_token_count_check" CHECK ("token_count" >= 0),
  ADD CONSTRAINT "messages_confidence_score_check" CHECK ("confidence_score" BETWEEN 0 AND 1),
  ADD CONSTRAINT "messages_parent_message_id_check" CHECK ("parent_message_id" <> "id"),
  ADD CONSTRAINT "messages_reaction_emojis_check" CHECK (jsonb_typeof("reaction_emojis") = 'object'),
  ADD CONSTRAINT "messages_flag_reason_check" CHECK ("flag_reason" IS NULL OR "is_flagged");
COMMENT ON CONSTRAINT "messages_position_check" ON "conversation"."messages"
  IS 'Positions of messages start at 1.';
COMMENT ON CONSTRAINT "messages_role_check" ON "conversation"."messages"
  IS 'The role of a message is user, assistant, system, gatekeeper, mentor or robbie.';
COMMENT ON CONSTRAINT "messages_metadata_check" ON "conversation"."messages"
  IS 'The metadata of a message are a JSON object.';
COMMENT ON CONSTRAINT "messages_token_count_check" ON "conversation"."messages"
  IS 'The number of tokens of a message is not negative.';
COMMENT ON CONSTRAINT "messages_confidence_score_check" ON "conversation"."messages"
  IS 'The confidence of a message is 0 to 1.';
COMMENT ON CONSTRAINT "messages_parent_message_id_check" ON "conversation"."messages"
  IS 'No message answers itself.';
COMMENT ON CONSTRAINT "messages_reaction_emojis_check" ON "conversation"."messages"
  IS 'The reactions to a message are a JSON object.';
COMMENT ON CONSTRAINT "messages_flag_reason_check" ON "conversation"."messages"
  IS 'Only a message that is flagged has a reason for it.';

ALTER TABLE "conversation"."message_embeddings"
  ADD CONSTRAINT "message_embeddings_model_check" CHECK (btrim("model") <> ''),
  ADD CONSTRAINT "message_embeddings_dimensions_check" CHECK ("dimensions" >= 1 AND "dimensions" = cardinality("embedding") AND array_ndims("embedding") = 1),
  ADD CONSTRAINT "message_embeddings_embedding_check" CHECK (array_position("embedding", NULL) IS NULL AND NOT "embedding" && '{NaN,Infinity,-Infinity}');
COMMENT ON CONSTRAINT "message_embeddings_model_check" ON "conversation"."message_embeddings"
  IS 'The model of an embedding is not blank.';
COMMENT ON CONSTRAINT "message_embeddings_dimensions_check" ON "conversation"."message_embeddings"
  IS 'The dimensions of an embedding are the length of its vector, at least 1.';
COMMENT ON CONSTRAINT "message_embeddings_embedding_check" ON "conversation"."message_embeddings"
  IS 'A vector is of finite numbers.';

ALTER TABLE "conversation"."conversation_context"
  ADD CONSTRAINT "conversation_context_context_key_check" CHECK (btrim("context_key") <> '');
COMMENT ON CONSTRAINT "conversation_context_context_key_check" ON "conversation"."conversation_context"
  IS 'The name of what is known in a conversation is not blank.';

ALTER TABLE "conversation"."conversation_analytics"
  ADD CONSTRAINT "conversation_analytics_satisfaction_check" CHECK ("satisfaction" BETWEEN 0 AND 5),
  ADD CONSTRAINT "conversation_analytics_user_message_count_check" CHECK ("user_message_count" >= 0),
  ADD CONSTRAINT "conversation_analytics_assistant_message_count_check" CHECK ("assistant_message_count" >= 0),
  ADD CONSTRAINT "conversation_analytics_token_count_check" CHECK ("token_count" >= 0),
  ADD CONSTRAINT "conversation_analytics_cost_usd_check" CHECK ("cost_usd" >= 0 AND "cost_usd" <> 'NaN'),
  ADD CONSTRAINT "conversation_analytics_topics_check" CHECK (array_position("topics", NULL) IS NULL);
COMMENT ON CONSTRAINT "conversation_analytics_satisfaction_check" ON "conversation"."conversation_analytics"
  IS 'The satisfaction with a conversation is 0 to 5.';
COMMENT ON CONSTRAINT "conversation_analytics_user_message_count_check" ON "conversation"."conversation_analytics"
  IS 'The number of messages of users is not negative.';
COMMENT ON CONSTRAINT "conversation_analytics_assistant_message_count_check" ON "conversation"."conversation_analytics"
  IS 'The number of messages of assistants is not negative.';
COMMENT ON CONSTRAINT "conversation_analytics_token_count_check" ON "conversation"."conversation_analytics"
  IS 'The number of tokens of a conversation is not negative.';
COMMENT ON CONSTRAINT "conversation_analytics_cost_usd_check" ON "conversation"."conversation_analytics"
  IS 'The cost of a conversation is a number of dollars and not negative.';
COMMENT ON CONSTRAINT "conversation_analytics_topics_check" ON "conversation"."conversation_analytics"
  IS 'No topic of a conversation is null.';

ALTER TABLE "conversation"."ai_memories"
  ADD CONSTRAINT "ai_memories_category_check" CHECK ("category"::text IN ('preference', 'fact', 'relationship', 'behavior', 'context', 'skill', 'goal', 'emotion', 'decision', 'feedback')),
  ADD CONSTRAINT "ai_memories_subject_check" CHECK (btrim("subject") <> ''),
  ADD CONSTRAINT "ai_memories_confidence_level_check" CHECK ("confidence_level" BETWEEN 0 AND 1),
  ADD CONSTRAINT "ai_memories_importance_level_check" CHECK ("importance_level" BETWEEN 1 AND 10),
  ADD CONSTRAINT "ai_memories_evidence_count_check" CHECK ("evidence_count" >= 1),
  ADD CONSTRAINT "ai_memories_evidence_examples_check" CHECK (array_position("evidence_examples", NULL) IS NULL),
  ADD CONSTRAINT "ai_memories_source_type_check" CHECK ("source_type"::text IN ('conversation', 'observation', 'explicit', 'inferred', 'system')),
  ADD CONSTRAINT "ai_memories_source_references_check" CHECK (array_position("source_references", NULL) IS NULL),
  ADD CONSTRAINT "ai_memories_emotional_weight_check" CHECK ("emotional_weight" BETWEEN 1 AND 10),
  ADD CONSTRAINT "ai_memories_associated_people_check" CHECK (array_position("associated_people", NULL) IS NULL),
  ADD CONSTRAINT "ai_memories_contextual_tags_check" CHECK (array_position("contextual_tags", NULL) IS NULL),
  ADD CONSTRAINT "ai_memories_access_count_check" CHECK ("access_count" >= 1),
  ADD CONSTRAINT "ai_memories_decay_rate_check" CHECK ("decay_rate" > 0 AND "decay_rate" <= 1);
COMMENT ON CONSTRAINT "ai_memories_category_check" ON "conversation"."ai_memories"
  IS 'The category of a memory is preference, fact, relationship, behavior, context, skill, goal, emotion, decision or feedback.';
COMMENT ON CONSTRAINT "ai_memories_subject_check" ON "conversation"."ai_memories"
  IS 'The subject of a memory is not blank.';
COMMENT ON CONSTRAINT "ai_memories_confidence_level_check" ON "conversation"."ai_memories"
  IS 'The confidence of a memory is 0 to 1.';
COMMENT ON CONSTRAINT "ai_memories_importance_level_check" ON "conversation"."ai_memories"
  IS 'The importance of a memory is 1 to 10.';
COMMENT ON CONSTRAINT "ai_memories_evidence_count_check" ON "conversation"."ai_memories"
  IS 'A memory rests on at least one piece of evidence.';
COMMENT ON CONSTRAINT "ai_memories_evidence_examples_check" ON "conversation"."ai_memories"
  IS 'No example of the evidence of a memory is null.';
COMMENT ON CONSTRAINT "ai_memories_source_type_check" ON "conversation"."ai_memories"
  IS 'The source of a memory is conversation, observation, explicit, inferred or system.';
COMMENT ON CONSTRAINT "ai_memories_source_references_check" ON "conversation"."ai_memories"
  IS 'No reference of a memory is null.';
COMMENT ON CONSTRAINT "ai_memories_emotional_weight_check" ON "conversation"."ai_memories"
  IS 'The emotional weight of a memory is 1 to 10.';
COMMENT ON CONSTRAINT "ai_memories_associated_people_check" ON "conversation"."ai_memories"
  IS 'No person of a memory is null.';
COMMENT ON CONSTRAINT "ai_memories_contextual_tags_check" ON "conversation"."ai_memories"
  IS 'No tag of a memory is null.';
COMMENT ON CONSTRAINT "ai_memories_access_count_check" ON "conversation"."ai_memories"
  IS 'A memory was accessed at least once, when it was made.';
COMMENT ON CONSTRAINT "ai_memories_decay_rate_check" ON "conversation"."ai_memories"
  IS 'The decay rate of a memory is above 0 and at most 1.';

-- Vectors do not compress; trying would cost on every write.
ALTER TABLE "conversation"."message_embeddings" ALTER COLUMN "embedding" SET STORAGE EXTERNAL;
