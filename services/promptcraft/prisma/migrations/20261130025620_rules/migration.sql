-- What a row may hold, whoever writes it. The comment on each rule is what a client shows to whoever broke it.

ALTER TABLE "promptcraft"."tenant"
  ADD CONSTRAINT "tenant_name_check" CHECK (btrim("name") <> ''),
  ADD CONSTRAINT "tenant_slug_check" CHECK ("slug" ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  ADD CONSTRAINT "tenant_settings_check" CHECK (jsonb_typeof("settings") = 'object');
COMMENT ON CONSTRAINT "tenant_name_check" ON "promptcraft"."tenant"
  IS 'The name of a tenant is not blank.';
COMMENT ON CONSTRAINT "tenant_slug_check" ON "promptcraft"."tenant"
  IS 'The slug of a tenant is small letters and digits, in groups joined by single hyphens.';
COMMENT ON CONSTRAINT "tenant_settings_check" ON "promptcraft"."tenant"
  IS 'The settings of a tenant are a JSON object.';

ALTER TABLE "promptcraft"."user"
  ADD CONSTRAINT "user_email_check" CHECK ("email" LIKE '_%@_%'),
  ADD CONSTRAINT "user_username_check" CHECK (btrim("username") <> ''),
  ADD CONSTRAINT "user_oauth_check" CHECK (("oauth_provider" IS NULL) = ("oauth_id" IS NULL)),
  ADD CONSTRAINT "user_settings_check" CHECK (jsonb_typeof("settings") = 'object'),
  ADD CONSTRAINT "user_failed_login_attempts_check" CHECK ("failed_login_attempts" >= 0);
COMMENT ON CONSTRAINT "user_email_check" ON "promptcraft"."user"
  IS 'The email of a user has something before an @ and something after it.';
COMMENT ON CONSTRAINT "user_username_check" ON "promptcraft"."user"
  IS 'The username of a user is not blank.';
COMMENT ON CONSTRAINT "user_oauth_check" ON "promptcraft"."user"
  IS 'A user has the provider he signs in at and his id there, or neither.';
COMMENT ON CONSTRAINT "user_settings_check" ON "promptcraft"."user"
  IS 'The settings of a user are a JSON object.';
COMMENT ON CONSTRAINT "user_failed_login_attempts_check" ON "promptcraft"."user"
  IS 'The number of failed logins of a user is not negative.';

ALTER TABLE "promptcraft"."session"
  ADD CONSTRAINT "session_access_token_hash_check" CHECK (octet_length("access_token_hash") = 32),
  ADD CONSTRAINT "session_refresh_token_hash_check" CHECK (octet_length("refresh_token_hash") = 32),
  ADD CONSTRAINT "session_expires_at_check" CHECK ("expires_at" > "created_at"),
  ADD CONSTRAINT "session_device_info_check" CHECK (jsonb_typeof("device_info") = 'object');
COMMENT ON CONSTRAINT "session_access_token_hash_check" ON "promptcraft"."session"
  IS 'The hash of an access token is the 32 bytes of SHA-256.';
COMMENT ON CONSTRAINT "session_refresh_token_hash_check" ON "promptcraft"."session"
  IS 'The hash of a refresh token is the 32 bytes of SHA-256.';
COMMENT ON CONSTRAINT "session_expires_at_check" ON "promptcraft"."session"
  IS 'A session expires after it was made.';
COMMENT ON CONSTRAINT "session_device_info_check" ON "promptcraft"."session"
  IS 'What is known of the device of a session is a JSON object.';

ALTER TABLE "promptcraft"."entity"
  ADD CONSTRAINT "entity_entity_type_check" CHECK ("entity_type"::text IN ('context', 'template', 'workflow', 'library')),
  ADD CONSTRAINT "entity_title_check" CHECK (btrim("title") <> ''),
  ADD CONSTRAINT "entity_status_check" CHECK ("status"::text IN ('draft', 'published', 'archived')),
  ADD CONSTRAINT "entity_visibility_check" CHECK ("visibility"::text IN ('private', 'shared', 'public')),
  ADD CONSTRAINT "entity_content_check" CHECK ("promptcraft"."is_content_of"("content", "entity_type")),
  ADD CONSTRAINT "entity_tags_check" CHECK (array_position("tags", NULL) IS NULL),
  ADD CONSTRAINT "entity_metadata_check" CHECK (jsonb_typeof("metadata") = 'object'),
  ADD CONSTRAINT "entity_purge_at_check" CHECK ("purge_at" IS NULL OR ("deleted_at" IS NOT NULL AND "purge_at" >= "deleted_at"));
COMMENT ON CONSTRAINT "entity_entity_type_check" ON "promptcraft"."entity"
  IS 'The type of an entity is context, template, workflow or library.';
COMMENT ON CONSTRAINT "entity_title_check" ON "promptcraft"."entity"
  IS 'The title of an entity is not blank.';
COMMENT ON CONSTRAINT "entity_status_check" ON "promptcraft"."entity"
  IS 'The status of an entity is draft, published or archived.';
COMMENT ON CONSTRAINT "entity_visibility_check" ON "promptcraft"."entity"
  IS 'The visibility of an entity is private, shared or public.';
COMMENT ON CONSTRAINT "entity_content_check" ON "promptcraft"."entity"
  IS 'The content of an entity is a JSON object with the fields of its type.';
COMMENT ON CONSTRAINT "entity_tags_check" ON "promptcraft"."entity"
  IS 'No tag of an entity is null.';
COMMENT ON CONSTRAINT "entity_metadata_check" ON "promptcraft"."entity"
  IS 'The metadata of an entity are a JSON object.';
COMMENT ON CONSTRAINT "entity_purge_at_check" ON "promptcraft"."entity"
  IS 'Only an entity that is deleted has a time to be purged, and not before that of the deletion.';

ALTER TABLE "promptcraft"."relationship"
  ADD CONSTRAINT "relationship_relationship_type_check" CHECK ("relationship_type"::text IN ('depends_on', 'part_of', 'derived_from', 'suggests', 'conflicts', 'replaces')),
  ADD CONSTRAINT "relationship_target_id_check" CHECK ("target_id" <> "source_id"),
  ADD CONSTRAINT "relationship_strength_check" CHECK ("strength" BETWEEN 0 AND 1),
  ADD CONSTRAINT "relationship_metadata_check" CHECK (jsonb_typeof("metadata") = 'object');
COMMENT ON CONSTRAINT "relationship_relationship_type_check" ON "promptcraft"."relationship"
  IS 'The type of a relationship is depends_on, part_of, derived_from, suggests, conflicts or replaces.';
COMMENT ON CONSTRAINT "relationship_target_id_check" ON "promptcraft"."relationship"
  IS 'No entity has a relationship to itself.';
COMMENT ON CONSTRAINT "relationship_strength_check" ON "promptcraft"."relationship"
  IS 'The strength of a relationship is 0 to 1.';
COMMENT ON CONSTRAINT "relationship_metadata_check" ON "promptcraft"."relationship"
  IS 'The metadata of a relationship are a JSON object.';

ALTER TABLE "promptcraft"."share"
  ADD CONSTRAINT "share_permission_check" CHECK ("permission"::text IN ('view', 'comment', 'edit')),
  ADD CONSTRAINT "share_shared_with_check" CHECK ("shared_with" <> "shared_by"),
  ADD CONSTRAINT "share_token_hash_check" CHECK (octet_length("token_hash") = 32),
  ADD CONSTRAINT "share_public_check" CHECK (("shared_with" IS NULL) = ("token_hash" IS NOT NULL) AND ("shared_with" IS NOT NULL OR "expires_at" IS NOT NULL));
COMMENT ON CONSTRAINT "share_permission_check" ON "promptcraft"."share"
  IS 'The permission of a share is view, comment or edit.';
COMMENT ON CONSTRAINT "share_shared_with_check" ON "promptcraft"."share"
  IS 'Nobody shares an entity with himself.';
COMMENT ON CONSTRAINT "share_token_hash_check" ON "promptcraft"."share"
  IS 'The hash of the token of a public link is the 32 bytes of SHA-256.';
COMMENT ON CONSTRAINT "share_public_check" ON "promptcraft"."share"
  IS 'A public link has a token and a time at which it ends; a share with a person has no token.';

ALTER TABLE "promptcraft"."suggestion"
  ADD CONSTRAINT "suggestion_suggestion_type_check" CHECK ("suggestion_type"::text IN ('semantic_match', 'usage_pattern', 'collaborative_filter')),
  ADD CONSTRAINT "suggestion_context_entity_id_check" CHECK ("context_entity_id" <> "suggested_entity_id"),
  ADD CONSTRAINT "suggestion_score_check" CHECK ("score" BETWEEN 0 AND 1),
  ADD CONSTRAINT "suggestion_status_check" CHECK ("status"::text IN ('pending', 'accepted', 'rejected', 'dismissed')),
  ADD CONSTRAINT "suggestion_feedback_at_check" CHECK (("feedback_at" IS NULL) = ("status" = 'pending'));
COMMENT ON CONSTRAINT "suggestion_suggestion_type_check" ON "promptcraft"."suggestion"
  IS 'The type of a suggestion is semantic_match, usage_pattern or collaborative_filter.';
COMMENT ON CONSTRAINT "suggestion_context_entity_id_check" ON "promptcraft"."suggestion"
  IS 'No entity is suggested to who is working on it.';
COMMENT ON CONSTRAINT "suggestion_score_check" ON "promptcraft"."suggestion"
  IS 'The score of a suggestion is 0 to 1.';
COMMENT ON CONSTRAINT "suggestion_status_check" ON "promptcraft"."suggestion"
  IS 'The status of a suggestion is pending, accepted, rejected or dismissed.';
COMMENT ON CONSTRAINT "suggestion_feedback_at_check" ON "promptcraft"."suggestion"
  IS 'A suggestion has a time of feedback just when it is no longer pending.';

ALTER TABLE "promptcraft"."usage_event"
  ADD CONSTRAINT "usage_event_event_type_check" CHECK (btrim("event_type") <> ''),
  ADD CONSTRAINT "usage_event_input_tokens_check" CHECK ("input_tokens" >= 0),
  ADD CONSTRAINT "usage_event_output_tokens_check" CHECK ("output_tokens" >= 0),
  ADD CONSTRAINT "usage_event_total_tokens_check" CHECK ("total_tokens" = "input_tokens"::bigint + "output_tokens"),
  ADD CONSTRAINT "usage_event_cost_usd_check" CHECK ("cost_usd" >= 0 AND "cost_usd" <> 'NaN'),
  ADD CONSTRAINT "usage_event_duration_ms_check" CHECK ("duration_ms" >= 0),
  ADD CONSTRAINT "usage_event_metadata_check" CHECK (jsonb_typeof("metadata") = 'object');
COMMENT ON CONSTRAINT "usage_event_event_type_check" ON "promptcraft"."usage_event"
  IS 'The type of a use is not blank.';
COMMENT ON CONSTRAINT "usage_event_input_tokens_check" ON "promptcraft"."usage_event"
  IS 'The number of tokens read is not negative.';
COMMENT ON CONSTRAINT "usage_event_output_tokens_check" ON "promptcraft"."usage_event"
  IS 'The number of tokens written is not negative.';
COMMENT ON CONSTRAINT "usage_event_total_tokens_check" ON "promptcraft"."usage_event"
  IS 'The total of tokens is that of those read and those written.';
COMMENT ON CONSTRAINT "usage_event_cost_usd_check" ON "promptcraft"."usage_event"
  IS 'The cost of a use is a number of dollars and not negative.';
COMMENT ON CONSTRAINT "usage_event_duration_ms_check" ON "promptcraft"."usage_event"
  IS 'The duration of a use is not negative.';
COMMENT ON CONSTRAINT "usage_event_metadata_check" ON "promptcraft"."usage_event"
  IS 'The metadata of a use are a JSON object.';
