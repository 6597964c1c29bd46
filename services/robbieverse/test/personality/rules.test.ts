import { type Breach, testRules, useTestDatabase } from "@deepiri/test-database";
import { asOwner } from "../as-owner.js";
import { ownTables } from "./own-tables.js";

const db = asOwner(useTestDatabase("robbieverse"));

const checks: readonly Breach[] = [
  breach("personality_categories", "name", "' '"),
  breach("personalities", "slug", "'Robbie F'"),
  breach("personalities", "name", "''"),
  breach("personalities", "role", "'friend'"),
  breach("personalities", "base_traits", "'[]'"),
  breach("personalities", "tools", "ARRAY[NULL]"),
  breach("personalities", "default_flirt_mode", "12"),
  breach("personalities", "default_flirt_mode", "0"),
  breach("personalities", "default_gandhi_genghis", "11"),
  breach("personalities", "default_gandhi_genghis", "0"),
  breach("personality_aliases", "alias", "'Robbie'"),
  breach("personality_aliases", "alias", "' robbie'"),
  breach("personality_aliases", "alias", "''"),
  breach("moods", "name", "'Friendly'"),
  breach("moods", "trigger_conditions", "'[]'"),
  breach("moods", "trigger_conditions", `'{"keywords": "urgent"}'`),
  breach("ai_personality_state", "energy_level", "'none'"),
  breach("ai_personality_state", "focus_state", "'asleep'"),
  breach("ai_personality_state", "state_metadata", "'[]'"),
  breach("ai_state_history", "old_state", "'[]'"),
  breach("ai_state_history", "new_state", "'4'"),
  breach("prompts", "version", "0"),
  breach("prompts", "system_prompt", "' '"),
  breach("prompts", "example_responses", "ARRAY[NULL]"),
  breach("prompts", "generation_method", "'guess'"),
  breach("prompts", "usage_count", "-1"),
  breach("prompts", "avg_satisfaction", "5.01"),
  breach("prompts", "avg_satisfaction", "-0.01"),
  breach("dungeon_master_reviews", "personalities_reviewed", "-1"),
  breach("dungeon_master_reviews", "prompts_optimized", "-1"),
  breach("dungeon_master_reviews", "recommendations", "ARRAY[NULL]"),
  breach("dungeon_master_reviews", "report_sent_at", "now()"),
  breach("personality_instances", "flirt_mode", "12"),
  breach("personality_instances", "flirt_mode", "0"),
  breach("personality_instances", "gandhi_genghis", "11"),
  breach("personality_instances", "gandhi_genghis", "0"),
  breach("personality_instances", "cocktail_lightning_level", "101"),
  breach("personality_instances", "cocktail_lightning_level", "-1"),
  breach("personality_instances", "imported", "'[]'"),
  breach("mood_events", "personality_name", "''"),
  breach("mood_events", "previous_attraction_level", "12"),
  breach("mood_events", "new_attraction_level", "0"),
  breach("mood_events", "previous_gandhi_genghis_level", "11"),
  breach("mood_events", "new_gandhi_genghis_level", "0"),
  breach("mood_events", "context_data", "'[]'"),
  breach("mood_events", "imported", "'[]'"),
  breach("mood_events", "new_mood", "", "new_mood_id = NULL"),
  breach("live_sessions", "interface_type", "'telephone'"),
  breach("live_sessions", "interface_id", "''"),
  breach("live_sessions", "status", "'open'"),
  breach("live_sessions", "last_active", "started_at - interval '1 s'"),
  breach("ai_conversation_contexts", "context_data", "'[]'"),
  breach("ai_conversation_contexts", "status", "'open'"),
  breach("ai_working_memory", "memory_type", "''"),
  breach("ai_working_memory", "content", "' '"),
  breach("ai_working_memory", "importance", "11"),
  breach("ai_working_memory", "metadata", "'[]'"),
  breach("ai_working_memory", "expires_at", "created_at"),
  breach("ai_activity_log", "activity_type", "''"),
  breach("ai_activity_log", "interface_type", "'telephone'"),
  breach("ai_activity_log", "metadata", "'[]'"),
  breach("ai_sync_queue", "operation", "''"),
  breach("ai_sync_queue", "payload", "'[]'"),
  breach("ai_sync_queue", "target_interface", "'telephone'"),
  breach("ai_sync_queue", "priority", "0"),
  breach("ai_sync_queue", "processed_at", "created_at - interval '1 s'"),
  breach("ai_behavior_effectiveness", "behavior", "''"),
  breach("ai_behavior_effectiveness", "effectiveness_score", "1.01"),
  breach("ai_behavior_effectiveness", "effectiveness_score", "'NaN'"),
  breach("ai_behavior_effectiveness", "context_data", "'[]'"),
  breach("ai_commitments", "description", "''"),
  breach("ai_commitments", "status", "'late'"),
  breach("ai_commitments", "priority", "11"),
  breach("ai_commitments", "metadata", "'[]'"),
  breach("ai_commitments", "completed_at", "now()"),
  breach("ai_commitments", "completed_at", "", "status = 'completed'"),
  breach("ai_commitment_reminders", "sent_at", "remind_at - interval '1 s'"),
  breach("ai_calendar_events", "title", "''"),
  breach("ai_calendar_events", "end_time", "start_time - interval '1 s'"),
  breach("ai_calendar_events", "metadata", "'[]'"),
  breach("ai_calendar_reminders", "sent_at", "remind_at - interval '1 s'"),
  breach("ai_notifications", "notification_type", "''"),
  breach("ai_notifications", "title", "''"),
  breach("ai_notifications", "priority", "0"),
  breach("ai_notifications", "metadata", "'[]'"),
  breach("ai_notifications", "expires_at", "created_at"),
  breach("ai_notifications", "acknowledged_at", "created_at - interval '1 s'"),
  breach("ai_notification_delivery", "status", "'seen'"),
  breach("ai_notification_delivery", "error", "'no such window'"),
  breach("ai_notification_delivery", "delivered_at", "now()"),
  breach("ai_notification_delivery", "delivered_at", "", "status = 'delivered'"),
];

const uniques: readonly Breach[] = [
  twice("personality_categories_name_key", "personality_categories", "name"),
  twice("moods_name_key", "moods", "name, emoji"),
  twice("personalities_slug_key", "personalities", "slug, name, description", {
    name: "'not ' || name",
  }),
  twice("personalities_name_lower_key", "personalities", "slug, name, description", {
    slug: "'not-' || slug",
    name: "upper(name)",
  }),
  twice("dungeon_master_reviews_review_date_key", "dungeon_master_reviews", "review_date"),
  twice(
    "ai_state_history_personality_id_occurred_at_key",
    "ai_state_history",
    "personality_id, new_state, occurred_at",
  ),
  twice(
    "prompts_personality_id_mood_id_version_key",
    "prompts",
    "personality_id, mood_id, version, system_prompt",
  ),
  [
    "prompts_active_key",
    `INSERT INTO personality.prompts (personality_id, mood_id, version, is_active, system_prompt)
     SELECT personality_id, mood_id, version + n, true, system_prompt
     FROM personality.prompts, generate_series(1, 2) AS n`,
  ],
  twice(
    "mood_events_organization_id_user_id_occurred_at_personality_key",
    "mood_events",
    "organization_id, user_id, occurred_at, personality_name, new_mood_id",
  ),
  twice(
    "live_sessions_open_key",
    "live_sessions",
    "organization_id, personality_id, interface_type, interface_id",
  ),
  twice(
    "ai_commitment_reminders_organization_id_commitment_id_remin_key",
    "ai_commitment_reminders",
    "organization_id, commitment_id, remind_at",
  ),
  twice(
    "ai_calendar_reminders_organization_id_event_id_remind_at_key",
    "ai_calendar_reminders",
    "organization_id, event_id, remind_at",
  ),
  twice(
    "ai_notification_delivery_organization_id_notification_id_li_key",
    "ai_notification_delivery",
    "organization_id, notification_id, live_session_id",
  ),
];

testRules(db, ownTables(db), { checks, uniques });

function breach(table: string, rule: string, value: string, set = `${rule} = ${value}`): Breach {
  return [`${table}_${rule}_check`, `UPDATE personality.${table} SET ${set}`];
}

/** The same row again, but for what is `otherwise`. */
function twice(
  constraint: string,
  table: string,
  columns: string,
  otherwise: Readonly<Record<string, string>> = {},
): Breach {
  const values = columns.split(", ").map((column) => otherwise[column] ?? column);
  return [
    constraint,
    `INSERT INTO personality.${table} (${columns}) SELECT ${values.join(", ")} FROM personality.${table}`,
  ];
}
