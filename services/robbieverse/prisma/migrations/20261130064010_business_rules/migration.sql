-- What a row of business may hold, whoever writes it. The comment on each rule is what a client shows to whoever broke it.

ALTER TABLE "business"."companies"
  ADD CONSTRAINT "companies_name_check" CHECK (btrim("name") <> ''),
  ADD CONSTRAINT "companies_domain_check" CHECK ("domain" = lower("domain") AND "domain" <> ''),
  ADD CONSTRAINT "companies_analysis_check" CHECK (jsonb_typeof("analysis") = 'object');
COMMENT ON CONSTRAINT "companies_name_check" ON "business"."companies"
  IS 'The name of a company is not blank.';
COMMENT ON CONSTRAINT "companies_domain_check" ON "business"."companies"
  IS 'The domain of a company is in small letters and not empty.';
COMMENT ON CONSTRAINT "companies_analysis_check" ON "business"."companies"
  IS 'The analysis of a company is a JSON object.';

ALTER TABLE "business"."contacts"
  ADD CONSTRAINT "contacts_email_check" CHECK ("email" LIKE '_%@_%'),
  ADD CONSTRAINT "contacts_email_open_count_check" CHECK ("email_open_count" >= 0),
  ADD CONSTRAINT "contacts_email_click_count_check" CHECK ("email_click_count" >= 0),
  ADD CONSTRAINT "contacts_email_reply_count_check" CHECK ("email_reply_count" >= 0),
  ADD CONSTRAINT "contacts_page_view_count_check" CHECK ("page_view_count" >= 0);
COMMENT ON CONSTRAINT "contacts_email_check" ON "business"."contacts"
  IS 'The email of a contact has something before an @ and something after it.';
COMMENT ON CONSTRAINT "contacts_email_open_count_check" ON "business"."contacts"
  IS 'The number of opened emails of a contact is not negative.';
COMMENT ON CONSTRAINT "contacts_email_click_count_check" ON "business"."contacts"
  IS 'The number of clicks in emails of a contact is not negative.';
COMMENT ON CONSTRAINT "contacts_email_reply_count_check" ON "business"."contacts"
  IS 'The number of answered emails of a contact is not negative.';
COMMENT ON CONSTRAINT "contacts_page_view_count_check" ON "business"."contacts"
  IS 'The number of viewed pages of a contact is not negative.';

ALTER TABLE "business"."deals"
  ADD CONSTRAINT "deals_deal_name_check" CHECK (btrim("deal_name") <> ''),
  ADD CONSTRAINT "deals_amount_check" CHECK ("amount" >= 0 AND "amount" <> 'NaN'),
  ADD CONSTRAINT "deals_pipeline_check" CHECK (btrim("pipeline") <> ''),
  ADD CONSTRAINT "deals_dealstage_check" CHECK (btrim("dealstage") <> ''),
  ADD CONSTRAINT "deals_forecast_category_check" CHECK ("forecast_category"::text IN ('omitted', 'pipeline', 'best_case', 'commit', 'closed')),
  ADD CONSTRAINT "deals_forecast_amount_check" CHECK ("forecast_amount" >= 0 AND "forecast_amount" <> 'NaN'),
  ADD CONSTRAINT "deals_closed_at_check" CHECK ("closed_at" IS NULL OR "is_closed"),
  ADD CONSTRAINT "deals_closed_won_check" CHECK ("is_closed" OR NOT "closed_won"),
  ADD CONSTRAINT "deals_closed_lost_reason_check" CHECK ("closed_lost_reason" IS NULL OR ("is_closed" AND NOT "closed_won")),
  ADD CONSTRAINT "deals_deal_score_check" CHECK ("deal_score" BETWEEN 0 AND 100),
  ADD CONSTRAINT "deals_engagement_score_check" CHECK ("engagement_score" BETWEEN 0 AND 100),
  ADD CONSTRAINT "deals_risk_score_check" CHECK ("risk_score" BETWEEN 0 AND 100),
  ADD CONSTRAINT "deals_analysis_check" CHECK (jsonb_typeof("analysis") = 'object');
COMMENT ON CONSTRAINT "deals_deal_name_check" ON "business"."deals"
  IS 'The name of a deal is not blank.';
COMMENT ON CONSTRAINT "deals_amount_check" ON "business"."deals"
  IS 'The amount of a deal is a number of dollars and not negative.';
COMMENT ON CONSTRAINT "deals_pipeline_check" ON "business"."deals"
  IS 'The pipeline of a deal is not blank.';
COMMENT ON CONSTRAINT "deals_dealstage_check" ON "business"."deals"
  IS 'The stage of a deal is not blank.';
COMMENT ON CONSTRAINT "deals_forecast_category_check" ON "business"."deals"
  IS 'The forecast category of a deal is omitted, pipeline, best_case, commit or closed.';
COMMENT ON CONSTRAINT "deals_forecast_amount_check" ON "business"."deals"
  IS 'The amount forecast of a deal is a number of dollars and not negative.';
COMMENT ON CONSTRAINT "deals_closed_at_check" ON "business"."deals"
  IS 'Only a closed deal has a time at which it was closed.';
COMMENT ON CONSTRAINT "deals_closed_won_check" ON "business"."deals"
  IS 'A deal that is won is closed.';
COMMENT ON CONSTRAINT "deals_closed_lost_reason_check" ON "business"."deals"
  IS 'Only a deal that is lost has a reason for it.';
COMMENT ON CONSTRAINT "deals_deal_score_check" ON "business"."deals"
  IS 'The score of a deal is 0 to 100.';
COMMENT ON CONSTRAINT "deals_engagement_score_check" ON "business"."deals"
  IS 'The engagement score of a deal is 0 to 100.';
COMMENT ON CONSTRAINT "deals_risk_score_check" ON "business"."deals"
  IS 'The risk score of a deal is 0 to 100.';
COMMENT ON CONSTRAINT "deals_analysis_check" ON "business"."deals"
  IS 'The analysis of a deal is a JSON object.';

ALTER TABLE "business"."deal_contacts"
  ADD CONSTRAINT "deal_contacts_role_check" CHECK (btrim("role") <> '');
COMMENT ON CONSTRAINT "deal_contacts_role_check" ON "business"."deal_contacts"
  IS 'The role of a contact in a deal is not blank.';

ALTER TABLE "business"."activities"
  ADD CONSTRAINT "activities_activity_type_check" CHECK ("activity_type"::text IN ('call', 'email', 'meeting', 'note', 'task')),
  ADD CONSTRAINT "activities_direction_check" CHECK ("direction"::text IN ('inbound', 'outbound')),
  ADD CONSTRAINT "activities_duration_seconds_check" CHECK ("duration_seconds" >= 0),
  ADD CONSTRAINT "activities_analysis_check" CHECK (jsonb_typeof("analysis") = 'object'),
  ADD CONSTRAINT "activities_metadata_check" CHECK (jsonb_typeof("metadata") = 'object');
COMMENT ON CONSTRAINT "activities_activity_type_check" ON "business"."activities"
  IS 'The type of an activity is call, email, meeting, note or task.';
COMMENT ON CONSTRAINT "activities_direction_check" ON "business"."activities"
  IS 'The direction of an activity is inbound or outbound.';
COMMENT ON CONSTRAINT "activities_duration_seconds_check" ON "business"."activities"
  IS 'The duration of an activity is not negative.';
COMMENT ON CONSTRAINT "activities_analysis_check" ON "business"."activities"
  IS 'The analysis of an activity is a JSON object.';
COMMENT ON CONSTRAINT "activities_metadata_check" ON "business"."activities"
  IS 'The metadata of an activity are a JSON object.';

ALTER TABLE "business"."calendar_events"
  ADD CONSTRAINT "calendar_events_title_check" CHECK (btrim("title") <> ''),
  ADD CONSTRAINT "calendar_events_end_time_check" CHECK ("end_time" >= "start_time"),
  ADD CONSTRAINT "calendar_events_event_type_check" CHECK ("event_type"::text IN ('meeting', 'focus_block', 'break', 'personal', 'travel')),
  ADD CONSTRAINT "calendar_events_tags_check" CHECK (array_position("tags", NULL) IS NULL),
  ADD CONSTRAINT "calendar_events_metadata_check" CHECK (jsonb_typeof("metadata") = 'object');
COMMENT ON CONSTRAINT "calendar_events_title_check" ON "business"."calendar_events"
  IS 'The title of an event is not blank.';
COMMENT ON CONSTRAINT "calendar_events_end_time_check" ON "business"."calendar_events"
  IS 'An event does not end before it begins.';
COMMENT ON CONSTRAINT "calendar_events_event_type_check" ON "business"."calendar_events"
  IS 'The type of an event is meeting, focus_block, break, personal or travel.';
COMMENT ON CONSTRAINT "calendar_events_tags_check" ON "business"."calendar_events"
  IS 'No tag of an event is null.';
COMMENT ON CONSTRAINT "calendar_events_metadata_check" ON "business"."calendar_events"
  IS 'The metadata of an event are a JSON object.';
