-- What a row may hold, whoever writes it. The comment on each rule is what a client shows to whoever broke it.
-- The words of a priority need no rule: they are an enum type, since they have a rank.

ALTER TABLE "iam"."users"
  ADD CONSTRAINT "users_email_check" CHECK ("email" LIKE '%@%.%'),
  ADD CONSTRAINT "users_username_check" CHECK (char_length("username") >= 3);
COMMENT ON CONSTRAINT "users_email_check" ON "iam"."users"
  IS 'The email of a user has an @ and later a dot.';
COMMENT ON CONSTRAINT "users_username_check" ON "iam"."users"
  IS 'The username of a user has 3 characters or more.';

ALTER TABLE "iam"."user_preferences"
  ADD CONSTRAINT "user_preferences_chat_settings_check" CHECK (jsonb_typeof("chat_settings") = 'object'),
  ADD CONSTRAINT "user_preferences_profile_settings_check" CHECK (jsonb_typeof("profile_settings") = 'object');
COMMENT ON CONSTRAINT "user_preferences_chat_settings_check" ON "iam"."user_preferences"
  IS 'The chat settings of a user are a JSON object.';
COMMENT ON CONSTRAINT "user_preferences_profile_settings_check" ON "iam"."user_preferences"
  IS 'The profile settings of a user are a JSON object.';

ALTER TABLE "ai_agents"."agents"
  ADD CONSTRAINT "agents_agent_type_check" CHECK ("agent_type" IN ('main', 'child')),
  ADD CONSTRAINT "agents_temperature_check" CHECK ("temperature" BETWEEN 0 AND 2),
  ADD CONSTRAINT "agents_capabilities_check" CHECK (jsonb_typeof("capabilities") = 'array'),
  ADD CONSTRAINT "agents_agent_config_check" CHECK (jsonb_typeof("agent_config") = 'object'),
  ADD CONSTRAINT "agents_api_key_encrypted_check" CHECK (octet_length("api_key_encrypted") > 28);
COMMENT ON CONSTRAINT "agents_agent_type_check" ON "ai_agents"."agents"
  IS 'The type of an agent is main or child.';
COMMENT ON CONSTRAINT "agents_temperature_check" ON "ai_agents"."agents"
  IS 'The temperature of an agent is 0 to 2.';
COMMENT ON CONSTRAINT "agents_capabilities_check" ON "ai_agents"."agents"
  IS 'The capabilities of an agent are a JSON array.';
COMMENT ON CONSTRAINT "agents_agent_config_check" ON "ai_agents"."agents"
  IS 'The configuration of an agent is a JSON object.';
COMMENT ON CONSTRAINT "agents_api_key_encrypted_check" ON "ai_agents"."agents"
  IS 'A sealed API key is longer than its 12 bytes of nonce and 16 of proof.';

ALTER TABLE "communication"."messages"
  ADD CONSTRAINT "messages_sender_type_check" CHECK ("sender_type" IN ('user', 'agent', 'system'));
COMMENT ON CONSTRAINT "messages_sender_type_check" ON "communication"."messages"
  IS 'The sender of a message is user, agent or system.';

ALTER TABLE "workflow"."boards"
  ADD CONSTRAINT "boards_board_data_check" CHECK (jsonb_typeof("board_data") = 'object');
COMMENT ON CONSTRAINT "boards_board_data_check" ON "workflow"."boards"
  IS 'The data of a board are a JSON object.';

ALTER TABLE "workflow"."workflows"
  ADD CONSTRAINT "workflows_workflow_data_check" CHECK (jsonb_typeof("workflow_data") = 'object'),
  ADD CONSTRAINT "workflows_status_check" CHECK ("status" IN ('active', 'paused', 'completed'));
COMMENT ON CONSTRAINT "workflows_workflow_data_check" ON "workflow"."workflows"
  IS 'The data of a workflow are a JSON object.';
COMMENT ON CONSTRAINT "workflows_status_check" ON "workflow"."workflows"
  IS 'The status of a workflow is active, paused or completed.';

ALTER TABLE "tasks"."tasks"
  ADD CONSTRAINT "tasks_status_check" CHECK ("status" IN ('pending', 'in_progress', 'completed', 'cancelled'));
COMMENT ON CONSTRAINT "tasks_status_check" ON "tasks"."tasks"
  IS 'The status of a task is pending, in_progress, completed or cancelled.';

ALTER TABLE "marketplace"."tools"
  ADD CONSTRAINT "tools_config_check" CHECK (jsonb_typeof("config") = 'object'),
  ADD CONSTRAINT "tools_rating_check" CHECK ("rating" >= 0 AND "rating" < 'Infinity'),
  ADD CONSTRAINT "tools_download_count_check" CHECK ("download_count" >= 0);
COMMENT ON CONSTRAINT "tools_config_check" ON "marketplace"."tools"
  IS 'The configuration of a tool is a JSON object.';
COMMENT ON CONSTRAINT "tools_rating_check" ON "marketplace"."tools"
  IS 'The rating of a tool is a number and not negative.';
COMMENT ON CONSTRAINT "tools_download_count_check" ON "marketplace"."tools"
  IS 'The number of downloads of a tool is not negative.';
