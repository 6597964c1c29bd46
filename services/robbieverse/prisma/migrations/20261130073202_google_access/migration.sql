-- Whose Google data who may see is said here and nowhere else. Rules are between accounts: the viewer's and the target's,
-- both of the rule's domain, which its keys see to. The functions take the viewer, and row security adds the organization.
-- Each is a text without settings of its own, so that PostgreSQL makes it part of the query that asks.

CREATE FUNCTION "integration"."visible_google_users"("viewer" uuid, "kind" text)
  RETURNS SETOF "integration"."google_workspace_users"
  LANGUAGE sql
  STABLE
AS $$
  SELECT target.* FROM integration.google_workspace_users AS target
  WHERE EXISTS (
    SELECT FROM integration.google_data_access_rules AS rule
    WHERE rule.organization_id = target.organization_id AND rule.domain_id = target.domain_id
      AND rule.viewer_id = viewer AND (rule.target_id = target.id OR rule.target_id IS NULL)
      AND (rule.is_admin OR kind = ANY (rule.kinds))
      AND (rule.expires_at IS NULL OR rule.expires_at > now())
  )
$$;
COMMENT ON FUNCTION "integration"."visible_google_users"(uuid, text)
  IS 'The accounts whose data of a kind (gmail, calendar, drive, tasks, contacts) an account may see: by a rule for the one or for all of the same domain that grants the kind or everything and has not expired.';

CREATE FUNCTION "integration"."may_see_google_data"("viewer" uuid, "target" uuid, "kind" text) RETURNS boolean
  LANGUAGE sql
  STABLE
AS $$
  SELECT EXISTS (SELECT FROM integration.visible_google_users(viewer, kind) AS visible WHERE visible.id = target)
$$;
COMMENT ON FUNCTION "integration"."may_see_google_data"(uuid, uuid, text)
  IS 'Whether one account may see the data of a kind of another.';

CREATE FUNCTION "integration"."visible_gmail_messages"("viewer" uuid) RETURNS SETOF "integration"."gmail_messages"
  LANGUAGE sql
  STABLE
AS $$
  SELECT message.* FROM integration.gmail_messages AS message
  WHERE message.google_user_id IN (SELECT visible.id FROM integration.visible_google_users(viewer, 'gmail') AS visible)
$$;
COMMENT ON FUNCTION "integration"."visible_gmail_messages"(uuid) IS 'The messages that an account may see.';

CREATE FUNCTION "integration"."visible_gmail_attachments"("viewer" uuid) RETURNS SETOF "integration"."gmail_attachments"
  LANGUAGE sql
  STABLE
AS $$
  SELECT attachment.* FROM integration.gmail_attachments AS attachment
  WHERE attachment.message_id IN (SELECT visible.id FROM integration.visible_gmail_messages(viewer) AS visible)
$$;
COMMENT ON FUNCTION "integration"."visible_gmail_attachments"(uuid) IS 'The attachments of the messages that an account may see.';

CREATE FUNCTION "integration"."visible_google_calendar_events"("viewer" uuid)
  RETURNS SETOF "integration"."google_calendar_events"
  LANGUAGE sql
  STABLE
AS $$
  SELECT event.* FROM integration.google_calendar_events AS event
  WHERE event.google_user_id IN (SELECT visible.id FROM integration.visible_google_users(viewer, 'calendar') AS visible)
$$;
COMMENT ON FUNCTION "integration"."visible_google_calendar_events"(uuid) IS 'The events that an account may see.';

CREATE FUNCTION "integration"."visible_drive_files"("viewer" uuid) RETURNS SETOF "integration"."drive_files"
  LANGUAGE sql
  STABLE
AS $$
  SELECT file.* FROM integration.drive_files AS file
  WHERE file.google_user_id IN (SELECT visible.id FROM integration.visible_google_users(viewer, 'drive') AS visible)
$$;
COMMENT ON FUNCTION "integration"."visible_drive_files"(uuid) IS 'The files that an account may see.';

CREATE FUNCTION "integration"."visible_google_tasks"("viewer" uuid) RETURNS SETOF "integration"."google_tasks"
  LANGUAGE sql
  STABLE
AS $$
  SELECT task.* FROM integration.google_tasks AS task
  WHERE task.google_user_id IN (SELECT visible.id FROM integration.visible_google_users(viewer, 'tasks') AS visible)
$$;
COMMENT ON FUNCTION "integration"."visible_google_tasks"(uuid) IS 'The tasks that an account may see.';

CREATE FUNCTION "integration"."visible_google_contacts"("viewer" uuid) RETURNS SETOF "integration"."google_contacts"
  LANGUAGE sql
  STABLE
AS $$
  SELECT contact.* FROM integration.google_contacts AS contact
  WHERE contact.google_user_id IN (SELECT visible.id FROM integration.visible_google_users(viewer, 'contacts') AS visible)
$$;
COMMENT ON FUNCTION "integration"."visible_google_contacts"(uuid) IS 'The people of address books that an account may see.';

CREATE FUNCTION "integration"."add_own_google_rule"() RETURNS trigger
  LANGUAGE plpgsql
AS $$
BEGIN
  INSERT INTO integration.google_data_access_rules (organization_id, domain_id, viewer_id, target_id, kinds)
    VALUES (NEW.organization_id, NEW.domain_id, NEW.id, NEW.id, '{gmail,calendar,drive,tasks,contacts}');
  RETURN NULL;
END;
$$;
COMMENT ON FUNCTION "integration"."add_own_google_rule"()
  IS 'AFTER INSERT, FOR EACH ROW: adds the rule by which an account sees all data of its own.';
CREATE TRIGGER "google_workspace_users_add_own_rule" AFTER INSERT ON "integration"."google_workspace_users"
  FOR EACH ROW EXECUTE FUNCTION "integration"."add_own_google_rule"();

CREATE VIEW "integration"."google_user_activity" WITH (security_invoker) AS
  SELECT account.organization_id, account.id AS google_user_id,
    messages.*, events.*, files.*, tasks.*, people.*, account.synced_at
  FROM integration.google_workspace_users AS account
  CROSS JOIN LATERAL (
    SELECT count(*)::integer AS message_count, max(sent_at) AS last_message_at FROM integration.gmail_messages AS message
    WHERE message.organization_id = account.organization_id AND message.google_user_id = account.id
  ) AS messages
  CROSS JOIN LATERAL (
    SELECT count(*)::integer AS event_count, min(start_time) FILTER (WHERE start_time > now()) AS next_event_at
    FROM integration.google_calendar_events AS event
    WHERE event.organization_id = account.organization_id AND event.google_user_id = account.id AND event.status <> 'cancelled'
  ) AS events
  CROSS JOIN LATERAL (
    SELECT count(*)::integer AS file_count, max(modified_at) AS last_file_change_at FROM integration.drive_files AS file
    WHERE file.organization_id = account.organization_id AND file.google_user_id = account.id AND NOT file.is_trashed
  ) AS files
  CROSS JOIN LATERAL (
    SELECT count(*)::integer AS open_task_count FROM integration.google_tasks AS task
    WHERE task.organization_id = account.organization_id AND task.google_user_id = account.id AND task.status = 'needsAction'
  ) AS tasks
  CROSS JOIN LATERAL (
    SELECT count(*)::integer AS contact_count FROM integration.google_contacts AS contact
    WHERE contact.organization_id = account.organization_id AND contact.google_user_id = account.id
  ) AS people;
COMMENT ON VIEW "integration"."google_user_activity"
  IS 'How much of each account is here and how new it is: messages, events that take place, files that are not in the bin, open tasks and contacts. Of what is in them it shows nothing.';
