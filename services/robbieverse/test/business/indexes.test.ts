import { type ServedQuery, testIndexes, useTestDatabase } from "@deepiri/test-database";

const db = useTestDatabase("robbieverse");

const id = "'a0000000-0000-4000-8000-000000000000'";
const of = (table: string) => `FROM ${table} WHERE organization_id = ${id}`;

const served: readonly ServedQuery[] = [
  [
    "companies_organization_id_hubspot_id_key",
    `SELECT ${of("business.companies")} AND hubspot_id = '17'`,
  ],
  [
    "companies_organization_id_domain_idx",
    `SELECT ${of("business.companies")} AND domain > 'globex' ORDER BY domain`,
  ],
  ["companies_organization_id_name_idx", `SELECT ${of("business.companies")} ORDER BY name`],
  [
    "contacts_organization_id_email_idx",
    `SELECT ${of("business.contacts")} AND email > 'ada' ORDER BY email`,
  ],
  [
    "activities_organization_id_company_id_activity_date_idx",
    `SELECT ${of("business.activities")} AND company_id = ${id} ORDER BY activity_date DESC`,
  ],
  [
    "deals_organization_id_pipeline_dealstage_idx",
    `SELECT ${of("business.deals")} AND pipeline = 'default' ORDER BY dealstage`,
  ],
  [
    "calendar_events_organization_id_start_time_idx",
    `SELECT ${of("business.calendar_events")} AND start_time > now() ORDER BY start_time`,
  ],
  [
    "gmail_messages_organization_id_google_user_id_sent_at_idx",
    `SELECT ${of("integration.gmail_messages")} AND google_user_id = ${id} ORDER BY sent_at DESC`,
  ],
  [
    "google_calendar_events_organization_id_google_user_id_start_idx",
    `SELECT ${of("integration.google_calendar_events")} AND google_user_id = ${id} ORDER BY start_time`,
  ],
  [
    "google_data_access_rules_organization_id_domain_id_viewer_i_key",
    `SELECT ${of("integration.google_data_access_rules")} AND domain_id = ${id} AND viewer_id = ${id}`,
  ],
  [
    "google_sync_jobs_organization_id_domain_id_kind_created_at_idx",
    `SELECT ${of("integration.google_sync_jobs")} AND domain_id = ${id} AND kind = 'gmail' ORDER BY created_at DESC`,
  ],
  [
    "slack_messages_organization_id_channel_id_sent_at_idx",
    `SELECT ${of("integration.slack_messages")} AND channel_id = ${id} ORDER BY sent_at DESC`,
  ],
  [
    "slack_messages_organization_id_channel_id_thread_ts_idx",
    `SELECT ${of("integration.slack_messages")} AND channel_id = ${id} AND thread_ts > '1' ORDER BY thread_ts`,
  ],
  [
    "linkedin_messages_organization_id_profile_id_sent_at_idx",
    `SELECT ${of("integration.linkedin_messages")} AND profile_id = ${id} ORDER BY sent_at DESC`,
  ],
];

testIndexes(db, served);
