-- What a row may hold, whoever writes it. The comment on each rule is what a client shows to whoever broke it.
-- One range for each level: flirt or attraction 1 to 11, Gandhi to Genghis 1 to 10, priority and importance 1 to 10.

ALTER TABLE "personality"."personality_categories"
  ADD CONSTRAINT "personality_categories_name_check" CHECK (btrim("name") <> '');
COMMENT ON CONSTRAINT "personality_categories_name_check" ON "personality"."personality_categories"
  IS 'The name of a category is not blank.';

ALTER TABLE "personality"."personalities"
  ADD CONSTRAINT "personalities_slug_check" CHECK ("slug" ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  ADD CONSTRAINT "personalities_name_check" CHECK (btrim("name") <> ''),
  ADD CONSTRAINT "personalities_role_check" CHECK ("role"::text IN ('assistant', 'mentor', 'specialist', 'gatekeeper')),
  ADD CONSTRAINT "personalities_base_traits_check" CHECK (jsonb_typeof("base_traits") = 'object'),
  ADD CONSTRAINT "personalities_tools_check" CHECK (array_position("tools", NULL) IS NULL),
  ADD CONSTRAINT "personalities_default_flirt_mode_check" CHECK ("default_flirt_mode" BETWEEN 1 AND 11),
  ADD CONSTRAINT "personalities_default_gandhi_genghis_check" CHECK ("default_gandhi_genghis" BETWEEN 1 AND 10);
COMMENT ON CONSTRAINT "personalities_slug_check" ON "personality"."personalities"
  IS 'The slug of a personality is small letters and digits, in groups joined by single hyphens.';
COMMENT ON CONSTRAINT "personalities_name_check" ON "personality"."personalities"
  IS 'The name of a personality is not blank.';
COMMENT ON CONSTRAINT "personalities_role_check" ON "personality"."personalities"
  IS 'The role of a personality is assistant, mentor, specialist or gatekeeper.';
COMMENT ON CONSTRAINT "personalities_base_traits_check" ON "personality"."personalities"
  IS 'The traits of a personality are a JSON object.';
COMMENT ON CONSTRAINT "personalities_tools_check" ON "personality"."personalities"
  IS 'No tool of a personality is null.';
COMMENT ON CONSTRAINT "personalities_default_flirt_mode_check" ON "personality"."personalities"
  IS 'The default flirt mode of a personality is 1 to 11.';
COMMENT ON CONSTRAINT "personalities_default_gandhi_genghis_check" ON "personality"."personalities"
  IS 'The default Gandhi to Genghis of a personality is 1 to 10.';

ALTER TABLE "personality"."personality_aliases"
  ADD CONSTRAINT "personality_aliases_alias_check" CHECK ("alias" <> '' AND "alias"::text = lower(btrim("alias")));
COMMENT ON CONSTRAINT "personality_aliases_alias_check" ON "personality"."personality_aliases"
  IS 'An alias is written in small letters, without spaces around it.';

ALTER TABLE "personality"."moods"
  ADD CONSTRAINT "moods_name_check" CHECK ("name" <> '' AND "name"::text = lower(btrim("name"))),
  ADD CONSTRAINT "moods_trigger_conditions_check" CHECK (jsonb_typeof("trigger_conditions") = 'object' AND CASE WHEN "trigger_conditions" ? 'keywords' THEN jsonb_typeof("trigger_conditions" -> 'keywords') = 'array' ELSE true END);
COMMENT ON CONSTRAINT "moods_name_check" ON "personality"."moods"
  IS 'The name of a mood is written in small letters, without spaces around it.';
COMMENT ON CONSTRAINT "moods_trigger_conditions_check" ON "personality"."moods"
  IS 'The trigger conditions of a mood are a JSON object, and its keywords a list.';

ALTER TABLE "personality"."ai_personality_state"
  ADD CONSTRAINT "ai_personality_state_energy_level_check" CHECK ("energy_level"::text IN ('low', 'normal', 'high')),
  ADD CONSTRAINT "ai_personality_state_focus_state_check" CHECK ("focus_state"::text IN ('available', 'focused', 'busy')),
  ADD CONSTRAINT "ai_personality_state_state_metadata_check" CHECK (jsonb_typeof("state_metadata") = 'object');
COMMENT ON CONSTRAINT "ai_personality_state_energy_level_check" ON "personality"."ai_personality_state"
  IS 'The energy level of a personality is low, normal or high.';
COMMENT ON CONSTRAINT "ai_personality_state_focus_state_check" ON "personality"."ai_personality_state"
  IS 'The focus state of a personality is available, focused or busy.';
COMMENT ON CONSTRAINT "ai_personality_state_state_metadata_check" ON "personality"."ai_personality_state"
  IS 'The metadata of a state are a JSON object.';

ALTER TABLE "personality"."ai_state_history"
  ADD CONSTRAINT "ai_state_history_old_state_check" CHECK (jsonb_typeof("old_state") = 'object'),
  ADD CONSTRAINT "ai_state_history_new_state_check" CHECK (jsonb_typeof("new_state") = 'object');
COMMENT ON CONSTRAINT "ai_state_history_old_state_check" ON "personality"."ai_state_history"
  IS 'The old state of a personality is a JSON object.';
COMMENT ON CONSTRAINT "ai_state_history_new_state_check" ON "personality"."ai_state_history"
  IS 'The new state of a personality is a JSON object.';

ALTER TABLE "personality"."prompts"
  ADD CONSTRAINT "prompts_version_check" CHECK ("version" >= 1),
  ADD CONSTRAINT "prompts_system_prompt_check" CHECK (btrim("system_prompt") <> ''),
  ADD CONSTRAINT "prompts_example_responses_check" CHECK (array_position("example_responses", NULL) IS NULL),
  ADD CONSTRAINT "prompts_generation_method_check" CHECK ("generation_method"::text IN ('auto', 'manual', 'dungeon_master')),
  ADD CONSTRAINT "prompts_usage_count_check" CHECK ("usage_count" >= 0),
  ADD CONSTRAINT "prompts_avg_satisfaction_check" CHECK ("avg_satisfaction" BETWEEN 0 AND 5);
COMMENT ON CONSTRAINT "prompts_version_check" ON "personality"."prompts"
  IS 'The versions of a prompt are counted from 1.';
COMMENT ON CONSTRAINT "prompts_system_prompt_check" ON "personality"."prompts"
  IS 'A prompt is not blank.';
COMMENT ON CONSTRAINT "prompts_example_responses_check" ON "personality"."prompts"
  IS 'No example of a prompt is null.';
COMMENT ON CONSTRAINT "prompts_generation_method_check" ON "personality"."prompts"
  IS 'The generation method of a prompt is auto, manual or dungeon_master.';
COMMENT ON CONSTRAINT "prompts_usage_count_check" ON "personality"."prompts"
  IS 'The number of uses of a prompt is not negative.';
COMMENT ON CONSTRAINT "prompts_avg_satisfaction_check" ON "personality"."prompts"
  IS 'The satisfaction with a prompt is 0 to 5.';

ALTER TABLE "personality"."dungeon_master_reviews"
  ADD CONSTRAINT "dungeon_master_reviews_personalities_reviewed_check" CHECK ("personalities_reviewed" >= 0),
  ADD CONSTRAINT "dungeon_master_reviews_prompts_optimized_check" CHECK ("prompts_optimized" >= 0),
  ADD CONSTRAINT "dungeon_master_reviews_recommendations_check" CHECK (array_position("recommendations", NULL) IS NULL),
  ADD CONSTRAINT "dungeon_master_reviews_report_sent_at_check" CHECK ("report_sent_at" IS NULL OR "is_report_sent");
COMMENT ON CONSTRAINT "dungeon_master_reviews_personalities_reviewed_check" ON "personality"."dungeon_master_reviews"
  IS 'The number of personalities reviewed is not negative.';
COMMENT ON CONSTRAINT "dungeon_master_reviews_prompts_optimized_check" ON "personality"."dungeon_master_reviews"
  IS 'The number of prompts optimized is not negative.';
COMMENT ON CONSTRAINT "dungeon_master_reviews_recommendations_check" ON "personality"."dungeon_master_reviews"
  IS 'No recommendation of a review is null.';
COMMENT ON CONSTRAINT "dungeon_master_reviews_report_sent_at_check" ON "personality"."dungeon_master_reviews"
  IS 'Only a report that was sent has a time when.';

ALTER TABLE "personality"."personality_instances"
  ADD CONSTRAINT "personality_instances_flirt_mode_check" CHECK ("flirt_mode" BETWEEN 1 AND 11),
  ADD CONSTRAINT "personality_instances_gandhi_genghis_check" CHECK ("gandhi_genghis" BETWEEN 1 AND 10),
  ADD CONSTRAINT "personality_instances_cocktail_lightning_level_check" CHECK ("cocktail_lightning_level" BETWEEN 0 AND 100),
  ADD CONSTRAINT "personality_instances_imported_check" CHECK (jsonb_typeof("imported") = 'object');
COMMENT ON CONSTRAINT "personality_instances_flirt_mode_check" ON "personality"."personality_instances"
  IS 'The flirt mode of a member is 1 to 11.';
COMMENT ON CONSTRAINT "personality_instances_gandhi_genghis_check" ON "personality"."personality_instances"
  IS 'The Gandhi to Genghis of a member is 1 to 10.';
COMMENT ON CONSTRAINT "personality_instances_cocktail_lightning_level_check" ON "personality"."personality_instances"
  IS 'The cocktail lightning level of a member is 0 to 100.';
COMMENT ON CONSTRAINT "personality_instances_imported_check" ON "personality"."personality_instances"
  IS 'What was imported of a member is a JSON object.';

ALTER TABLE "personality"."mood_events"
  ADD CONSTRAINT "mood_events_personality_name_check" CHECK (btrim("personality_name") <> ''),
  ADD CONSTRAINT "mood_events_previous_attraction_level_check" CHECK ("previous_attraction_level" BETWEEN 1 AND 11),
  ADD CONSTRAINT "mood_events_previous_gandhi_genghis_level_check" CHECK ("previous_gandhi_genghis_level" BETWEEN 1 AND 10),
  ADD CONSTRAINT "mood_events_new_attraction_level_check" CHECK ("new_attraction_level" BETWEEN 1 AND 11),
  ADD CONSTRAINT "mood_events_new_gandhi_genghis_level_check" CHECK ("new_gandhi_genghis_level" BETWEEN 1 AND 10),
  ADD CONSTRAINT "mood_events_context_data_check" CHECK (jsonb_typeof("context_data") = 'object'),
  ADD CONSTRAINT "mood_events_imported_check" CHECK (jsonb_typeof("imported") = 'object'),
  ADD CONSTRAINT "mood_events_new_mood_check" CHECK ("new_mood_id" IS NOT NULL OR "imported" ? 'new_mood');
COMMENT ON CONSTRAINT "mood_events_personality_name_check" ON "personality"."mood_events"
  IS 'The name of the personality of a mood event is not blank.';
COMMENT ON CONSTRAINT "mood_events_previous_attraction_level_check" ON "personality"."mood_events"
  IS 'The previous attraction level of a mood event is 1 to 11.';
COMMENT ON CONSTRAINT "mood_events_previous_gandhi_genghis_level_check" ON "personality"."mood_events"
  IS 'The previous Gandhi to Genghis of a mood event is 1 to 10.';
COMMENT ON CONSTRAINT "mood_events_new_attraction_level_check" ON "personality"."mood_events"
  IS 'The new attraction level of a mood event is 1 to 11.';
COMMENT ON CONSTRAINT "mood_events_new_gandhi_genghis_level_check" ON "personality"."mood_events"
  IS 'The new Gandhi to Genghis of a mood event is 1 to 10.';
COMMENT ON CONSTRAINT "mood_events_context_data_check" ON "personality"."mood_events"
  IS 'The context of a mood event is a JSON object.';
COMMENT ON CONSTRAINT "mood_events_imported_check" ON "personality"."mood_events"
  IS 'What was imported of a mood event is a JSON object.';
COMMENT ON CONSTRAINT "mood_events_new_mood_check" ON "personality"."mood_events"
  IS 'A mood event names the new mood, or what was imported in its place.';

ALTER TABLE "personality"."live_sessions"
  ADD CONSTRAINT "live_sessions_interface_type_check" CHECK ("interface_type"::text IN ('cursor', 'chat', 'mobile', 'aurora-town')),
  ADD CONSTRAINT "live_sessions_interface_id_check" CHECK (btrim("interface_id") <> ''),
  ADD CONSTRAINT "live_sessions_status_check" CHECK ("status"::text IN ('active', 'idle', 'disconnected')),
  ADD CONSTRAINT "live_sessions_last_active_check" CHECK ("last_active" >= "started_at");
COMMENT ON CONSTRAINT "live_sessions_interface_type_check" ON "personality"."live_sessions"
  IS 'The interface of a live session is cursor, chat, mobile or aurora-town.';
COMMENT ON CONSTRAINT "live_sessions_interface_id_check" ON "personality"."live_sessions"
  IS 'The id of the interface of a live session is not blank.';
COMMENT ON CONSTRAINT "live_sessions_status_check" ON "personality"."live_sessions"
  IS 'The status of a live session is active, idle or disconnected.';
COMMENT ON CONSTRAINT "live_sessions_last_active_check" ON "personality"."live_sessions"
  IS 'A live session is not last active before it starts.';

ALTER TABLE "personality"."ai_conversation_contexts"
  ADD CONSTRAINT "ai_conversation_contexts_context_data_check" CHECK (jsonb_typeof("context_data") = 'object'),
  ADD CONSTRAINT "ai_conversation_contexts_status_check" CHECK ("status"::text IN ('active', 'paused', 'closed'));
COMMENT ON CONSTRAINT "ai_conversation_contexts_context_data_check" ON "personality"."ai_conversation_contexts"
  IS 'What is known of a talk is a JSON object.';
COMMENT ON CONSTRAINT "ai_conversation_contexts_status_check" ON "personality"."ai_conversation_contexts"
  IS 'The status of a talk is active, paused or closed.';

ALTER TABLE "personality"."ai_working_memory"
  ADD CONSTRAINT "ai_working_memory_memory_type_check" CHECK (btrim("memory_type") <> ''),
  ADD CONSTRAINT "ai_working_memory_content_check" CHECK (btrim("content") <> ''),
  ADD CONSTRAINT "ai_working_memory_importance_check" CHECK ("importance" BETWEEN 1 AND 10),
  ADD CONSTRAINT "ai_working_memory_metadata_check" CHECK (jsonb_typeof("metadata") = 'object'),
  ADD CONSTRAINT "ai_working_memory_expires_at_check" CHECK ("expires_at" > "created_at");
COMMENT ON CONSTRAINT "ai_working_memory_memory_type_check" ON "personality"."ai_working_memory"
  IS 'The type of a working memory is not blank.';
COMMENT ON CONSTRAINT "ai_working_memory_content_check" ON "personality"."ai_working_memory"
  IS 'A working memory is not blank.';
COMMENT ON CONSTRAINT "ai_working_memory_importance_check" ON "personality"."ai_working_memory"
  IS 'The importance of a working memory is 1 to 10.';
COMMENT ON CONSTRAINT "ai_working_memory_metadata_check" ON "personality"."ai_working_memory"
  IS 'The metadata of a working memory are a JSON object.';
COMMENT ON CONSTRAINT "ai_working_memory_expires_at_check" ON "personality"."ai_working_memory"
  IS 'A working memory expires after it was made.';

ALTER TABLE "personality"."ai_activity_log"
  ADD CONSTRAINT "ai_activity_log_activity_type_check" CHECK (btrim("activity_type") <> ''),
  ADD CONSTRAINT "ai_activity_log_interface_type_check" CHECK ("interface_type"::text IN ('cursor', 'chat', 'mobile', 'aurora-town')),
  ADD CONSTRAINT "ai_activity_log_metadata_check" CHECK (jsonb_typeof("metadata") = 'object');
COMMENT ON CONSTRAINT "ai_activity_log_activity_type_check" ON "personality"."ai_activity_log"
  IS 'The type of an activity is not blank.';
COMMENT ON CONSTRAINT "ai_activity_log_interface_type_check" ON "personality"."ai_activity_log"
  IS 'The interface of an activity is cursor, chat, mobile or aurora-town.';
COMMENT ON CONSTRAINT "ai_activity_log_metadata_check" ON "personality"."ai_activity_log"
  IS 'The metadata of an activity are a JSON object.';

ALTER TABLE "personality"."ai_sync_queue"
  ADD CONSTRAINT "ai_sync_queue_operation_check" CHECK (btrim("operation") <> ''),
  ADD CONSTRAINT "ai_sync_queue_payload_check" CHECK (jsonb_typeof("payload") = 'object'),
  ADD CONSTRAINT "ai_sync_queue_target_interface_check" CHECK ("target_interface"::text IN ('cursor', 'chat', 'mobile', 'aurora-town')),
  ADD CONSTRAINT "ai_sync_queue_priority_check" CHECK ("priority" BETWEEN 1 AND 10),
  ADD CONSTRAINT "ai_sync_queue_processed_at_check" CHECK ("processed_at" >= "created_at");
COMMENT ON CONSTRAINT "ai_sync_queue_operation_check" ON "personality"."ai_sync_queue"
  IS 'The operation of a queued change is not blank.';
COMMENT ON CONSTRAINT "ai_sync_queue_payload_check" ON "personality"."ai_sync_queue"
  IS 'The payload of a queued change is a JSON object.';
COMMENT ON CONSTRAINT "ai_sync_queue_target_interface_check" ON "personality"."ai_sync_queue"
  IS 'The interface that a queued change is for is cursor, chat, mobile or aurora-town.';
COMMENT ON CONSTRAINT "ai_sync_queue_priority_check" ON "personality"."ai_sync_queue"
  IS 'The priority of a queued change is 1 to 10.';
COMMENT ON CONSTRAINT "ai_sync_queue_processed_at_check" ON "personality"."ai_sync_queue"
  IS 'A queued change is not processed before it was made.';

ALTER TABLE "personality"."ai_behavior_effectiveness"
  ADD CONSTRAINT "ai_behavior_effectiveness_behavior_check" CHECK (btrim("behavior") <> ''),
  ADD CONSTRAINT "ai_behavior_effectiveness_effectiveness_score_check" CHECK ("effectiveness_score" BETWEEN 0 AND 1),
  ADD CONSTRAINT "ai_behavior_effectiveness_context_data_check" CHECK (jsonb_typeof("context_data") = 'object');
COMMENT ON CONSTRAINT "ai_behavior_effectiveness_behavior_check" ON "personality"."ai_behavior_effectiveness"
  IS 'A behavior is not blank.';
COMMENT ON CONSTRAINT "ai_behavior_effectiveness_effectiveness_score_check" ON "personality"."ai_behavior_effectiveness"
  IS 'The effectiveness of a behavior is 0 to 1.';
COMMENT ON CONSTRAINT "ai_behavior_effectiveness_context_data_check" ON "personality"."ai_behavior_effectiveness"
  IS 'The context of a behavior is a JSON object.';

ALTER TABLE "personality"."ai_commitments"
  ADD CONSTRAINT "ai_commitments_description_check" CHECK (btrim("description") <> ''),
  ADD CONSTRAINT "ai_commitments_status_check" CHECK ("status"::text IN ('active', 'completed', 'cancelled')),
  ADD CONSTRAINT "ai_commitments_priority_check" CHECK ("priority" BETWEEN 1 AND 10),
  ADD CONSTRAINT "ai_commitments_metadata_check" CHECK (jsonb_typeof("metadata") = 'object'),
  ADD CONSTRAINT "ai_commitments_completed_at_check" CHECK (("completed_at" IS NOT NULL) = ("status" = 'completed'));
COMMENT ON CONSTRAINT "ai_commitments_description_check" ON "personality"."ai_commitments"
  IS 'The description of a commitment is not blank.';
COMMENT ON CONSTRAINT "ai_commitments_status_check" ON "personality"."ai_commitments"
  IS 'The status of a commitment is active, completed or cancelled.';
COMMENT ON CONSTRAINT "ai_commitments_priority_check" ON "personality"."ai_commitments"
  IS 'The priority of a commitment is 1 to 10.';
COMMENT ON CONSTRAINT "ai_commitments_metadata_check" ON "personality"."ai_commitments"
  IS 'The metadata of a commitment are a JSON object.';
COMMENT ON CONSTRAINT "ai_commitments_completed_at_check" ON "personality"."ai_commitments"
  IS 'A commitment has a time of completion just when it is completed.';

ALTER TABLE "personality"."ai_commitment_reminders"
  ADD CONSTRAINT "ai_commitment_reminders_sent_at_check" CHECK ("sent_at" >= "remind_at");
COMMENT ON CONSTRAINT "ai_commitment_reminders_sent_at_check" ON "personality"."ai_commitment_reminders"
  IS 'A reminder is not sent before its time.';

ALTER TABLE "personality"."ai_calendar_events"
  ADD CONSTRAINT "ai_calendar_events_title_check" CHECK (btrim("title") <> ''),
  ADD CONSTRAINT "ai_calendar_events_end_time_check" CHECK ("end_time" >= "start_time"),
  ADD CONSTRAINT "ai_calendar_events_metadata_check" CHECK (jsonb_typeof("metadata") = 'object');
COMMENT ON CONSTRAINT "ai_calendar_events_title_check" ON "personality"."ai_calendar_events"
  IS 'The title of a calendar event is not blank.';
COMMENT ON CONSTRAINT "ai_calendar_events_end_time_check" ON "personality"."ai_calendar_events"
  IS 'A calendar event does not end before it starts.';
COMMENT ON CONSTRAINT "ai_calendar_events_metadata_check" ON "personality"."ai_calendar_events"
  IS 'The metadata of a calendar event are a JSON object.';

ALTER TABLE "personality"."ai_calendar_reminders"
  ADD CONSTRAINT "ai_calendar_reminders_sent_at_check" CHECK ("sent_at" >= "remind_at");
COMMENT ON CONSTRAINT "ai_calendar_reminders_sent_at_check" ON "personality"."ai_calendar_reminders"
  IS 'A reminder is not sent before its time.';

ALTER TABLE "personality"."ai_notifications"
  ADD CONSTRAINT "ai_notifications_notification_type_check" CHECK (btrim("notification_type") <> ''),
  ADD CONSTRAINT "ai_notifications_title_check" CHECK (btrim("title") <> ''),
  ADD CONSTRAINT "ai_notifications_priority_check" CHECK ("priority" BETWEEN 1 AND 10),
  ADD CONSTRAINT "ai_notifications_metadata_check" CHECK (jsonb_typeof("metadata") = 'object'),
  ADD CONSTRAINT "ai_notifications_expires_at_check" CHECK ("expires_at" > "created_at"),
  ADD CONSTRAINT "ai_notifications_acknowledged_at_check" CHECK ("acknowledged_at" >= "created_at");
COMMENT ON CONSTRAINT "ai_notifications_notification_type_check" ON "personality"."ai_notifications"
  IS 'The type of a notification is not blank.';
COMMENT ON CONSTRAINT "ai_notifications_title_check" ON "personality"."ai_notifications"
  IS 'The title of a notification is not blank.';
COMMENT ON CONSTRAINT "ai_notifications_priority_check" ON "personality"."ai_notifications"
  IS 'The priority of a notification is 1 to 10.';
COMMENT ON CONSTRAINT "ai_notifications_metadata_check" ON "personality"."ai_notifications"
  IS 'The metadata of a notification are a JSON object.';
COMMENT ON CONSTRAINT "ai_notifications_expires_at_check" ON "personality"."ai_notifications"
  IS 'A notification expires after it was made.';
COMMENT ON CONSTRAINT "ai_notifications_acknowledged_at_check" ON "personality"."ai_notifications"
  IS 'A notification is not acknowledged before it was made.';

ALTER TABLE "personality"."ai_notification_delivery"
  ADD CONSTRAINT "ai_notification_delivery_status_check" CHECK ("status"::text IN ('pending', 'delivered', 'failed')),
  ADD CONSTRAINT "ai_notification_delivery_error_check" CHECK ("error" IS NULL OR "status" = 'failed'),
  ADD CONSTRAINT "ai_notification_delivery_delivered_at_check" CHECK (("delivered_at" IS NOT NULL) = ("status" = 'delivered'));
COMMENT ON CONSTRAINT "ai_notification_delivery_status_check" ON "personality"."ai_notification_delivery"
  IS 'The status of a delivery is pending, delivered or failed.';
COMMENT ON CONSTRAINT "ai_notification_delivery_error_check" ON "personality"."ai_notification_delivery"
  IS 'Only a delivery that failed has an error.';
COMMENT ON CONSTRAINT "ai_notification_delivery_delivered_at_check" ON "personality"."ai_notification_delivery"
  IS 'A delivery has a time just when it was delivered.';
